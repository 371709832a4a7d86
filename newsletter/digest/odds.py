"""What each sign says of two figures, in points of the logarithm of the odds, learnt from pairs.

By benchmarks/train_disagree.py: logistic regression (Cox 1958) with an L2 penalty.
"""

from __future__ import annotations

# Weights learnt from the other writers' pairs tell 235 of 316 differences with 9 false alarms; of
# a writer whom neither weights nor words had seen, an earlier form told 24 of 40 with none.
SURE = 0.8

# An objection starts from this, and moves as far as pairs of reports move it.
UNKNOWN = -2.5

WEIGHTS = {
    "bias": 1.09,
    "rate": -0.41,
    "count": -0.25,
    "measure": 0.95,  # what both say that they measure
    "people": 1.47,
    "clause": 0.37,  # words that both clauses have, by how telling they are
    "sentence": 0.06,
    "names": 0.44,
    "anchors": 0.4,  # sentences with a figure on which both reports agree
    "ratio": -5.21,
    "slip": 1.83,
    "deep": -4.84,  # sentences that stand before
    "rivals": -1.85,  # other pairs that one of the two could be in
    "subject": -0.08,
    "year": -0.79,  # that only one of the texts names
    "same_time": 0.04,
    "foretold": -0.58,  # one is what may be, one what was
    "tense": -0.6,  # one is ahead, one is done
    "thing": 1.29,  # both count the same, and say what
    "precise": -0.72,  # digits that one is told with more than the other
    "order": -3.2,  # figures of its unit that a report tells before
    "agreement": 2.75,  # of the figures told by both: where few agree, it is another event
    "same_days": 0.66,  # both reports name one day of the week
    "other_days": -0.41,  # both name days, and none in common
}

# The objections of `newsletter.digest.alike`, kinds by their tables in quantities.toml.
AGAINST = {
    "time": -3.31,
    "elsewhere": -2.67,
    "fields": -2.5,
    "restricted": -2.68,
    "named": -3.67,
    "day": -2.83,
    "date": -2.95,
    "years": -3.04,
    "whole": -2.38,
    "foreseen": -3.1,
    "grown": -1.48,
    "told": -4.2,
    "told less": -2.87,
    "sum": -2.72,
    "unlike": -1.71,
    "firm": -2.5,
    "profit": -3.35,
    "adjusted": -3.09,
    "each": -2.5,
    "part": -2.57,
    "stage": -2.55,
    "compass": -2.5,
    "area": -2.53,
    "votes": -2.9,
    "scope": -2.32,
    "ballot": -3.37,
    "poll": -2.86,
    "partial": -2.59,
    "terms": -2.1,
    "hour": -2.93,
    "place": -2.53,
    "scale": -2.5,
    "variant": -1.29,
    "began": -2.51,
    "most": -2.52,
    "running": -1.49,
    "compared": -2.12,
    "reach": -2.22,
    "share": -2.42,
    "left": -2.11,
    "filled": -2.6,
    "interest": -2.98,
    "step": -2.02,
    "court": -2.62,
    "yearly": -1.59,
    "wind": -2.5,
    "measured": -2.61,
    "side": -2.51,
    "reserve": -2.5,
    "certain": -2.46,
    "staff": -2.61,
    "made": -1.83,
    "able": -2.09,
    "stretch": -2.67,
    "group": -1.99,
    "benchmark": -2.88,
    "round": -2.29,
    "shock": -3.25,
    "who": -2.01,
    "wish": -1.62,
    "draft": -2.5,
    "past": -2.03,
    "ahead": -1.42,
    "analysts": -3.58,
}
