"""What each sign says of two figures, in points of the logarithm of the odds, learnt from pairs.

By benchmarks/train_disagree.py: logistic regression (Cox 1958) with an L2 penalty.
"""

from __future__ import annotations

# Weights learnt from the other writers' pairs tell 178 of 236 differences with 8 false alarms; of a
# writer whom neither weights nor words had seen, 19 of 30 with 1.
SURE = 1.0

# An objection starts from this, and moves as far as pairs of reports move it.
UNKNOWN = -2.5

WEIGHTS = {
    "bias": 1.82,
    "rate": -0.47,
    "count": -0.12,
    "measure": 1.07,  # what both say that they measure
    "people": 1.38,
    "clause": 0.39,  # words that both clauses have, by how telling they are
    "sentence": 0.09,
    "names": 0.47,
    "anchors": 0.62,  # sentences with a figure on which both reports agree
    "ratio": -4.56,
    "slip": 2.41,
    "deep": -3.68,  # sentences that stand before
    "rivals": -2.01,  # other pairs that one of the two could be in
    "subject": 0.38,
    "year": -1.44,  # that only one of the texts names
    "same_time": 0.22,
    "foretold": -0.29,  # one is what may be, one what was
    "tense": -0.5,  # one is ahead, one is done
    "thing": 1.05,  # both count the same, and say what
    "precise": -0.57,  # digits that one is told with more than the other
    "order": -4.22,  # figures of its unit that a report tells before
}

# The objections of `newsletter.digest.alike`, kinds by their tables in quantities.toml.
AGAINST = {
    "time": -3.46,
    "elsewhere": -2.49,
    "fields": -2.5,
    "restricted": -2.63,
    "named": -3.44,
    "day": -2.67,
    "date": -3.03,
    "years": -2.81,
    "whole": -2.5,
    "foreseen": -3.21,
    "grown": -1.49,
    "told": -3.84,
    "told less": -2.7,
    "sum": -2.32,
    "unlike": -1.24,
    "firm": -2.23,
    "profit": -3.14,
    "adjusted": -2.94,
    "each": -2.5,
    "part": -2.51,
    "stage": -2.55,
    "compass": -2.5,
    "area": -2.53,
    "votes": -2.56,
    "scope": -2.14,
    "ballot": -2.83,
    "poll": -3.05,
    "partial": -2.7,
    "terms": -2.76,
    "hour": -3.27,
    "place": -2.5,
    "scale": -2.5,
    "variant": -1.7,
    "began": -2.5,
    "most": -2.51,
    "running": -1.38,
    "compared": -2.57,
    "reach": -2.53,
    "share": -2.5,
    "left": -2.53,
    "filled": -2.69,
    "interest": -2.88,
    "step": -2.65,
    "court": -2.61,
    "yearly": -2.52,
    "wind": -2.5,
    "measured": -2.55,
    "side": -2.51,
    "reserve": -2.5,
    "certain": -2.35,
    "staff": -2.67,
    "made": -2.5,
    "able": -2.1,
    "stretch": -2.59,
    "group": -1.8,
    "benchmark": -2.77,
    "round": -2.29,
    "shock": -3.14,
    "who": -1.94,
    "wish": -2.24,
    "draft": -2.5,
    "past": -2.77,
    "ahead": -1.53,
    "analysts": -3.42,
}
