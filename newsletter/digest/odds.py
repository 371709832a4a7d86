"""What each sign says of two figures, in points of the logarithm of the odds, learnt from pairs.

By benchmarks/train_disagree.py: logistic regression (Cox 1958) with an L2 penalty.
"""

from __future__ import annotations

# Weights learnt from the other writers' pairs tell 195 of 276 differences with 10 false alarms; of
# a writer whom neither weights nor words had seen, 17 of 40 with 2.
SURE = 1.0

# An objection starts from this, and moves as far as pairs of reports move it.
UNKNOWN = -2.5

WEIGHTS = {
    "bias": 2.09,
    "rate": -0.47,
    "count": -0.16,
    "measure": 0.93,  # what both say that they measure
    "people": 1.49,
    "clause": 0.42,  # words that both clauses have, by how telling they are
    "sentence": 0.1,
    "names": 0.51,
    "anchors": 0.64,  # sentences with a figure on which both reports agree
    "ratio": -5.08,
    "slip": 1.9,
    "deep": -3.8,  # sentences that stand before
    "rivals": -1.89,  # other pairs that one of the two could be in
    "subject": 0.17,
    "year": -0.95,  # that only one of the texts names
    "same_time": 0.11,
    "foretold": -0.43,  # one is what may be, one what was
    "tense": -0.78,  # one is ahead, one is done
    "thing": 1.13,  # both count the same, and say what
    "precise": -0.81,  # digits that one is told with more than the other
    "order": -3.42,  # figures of its unit that a report tells before
}

# The objections of `newsletter.digest.alike`, kinds by their tables in quantities.toml.
AGAINST = {
    "time": -3.05,
    "elsewhere": -2.57,
    "fields": -2.5,
    "restricted": -2.62,
    "named": -3.4,
    "day": -2.81,
    "date": -3.01,
    "years": -2.92,
    "whole": -2.13,
    "foreseen": -2.71,
    "grown": -1.05,
    "told": -3.82,
    "told less": -2.45,
    "sum": -2.44,
    "unlike": -1.28,
    "firm": -2.06,
    "profit": -3.12,
    "adjusted": -2.92,
    "each": -2.5,
    "part": -2.54,
    "stage": -2.53,
    "compass": -2.5,
    "area": -2.53,
    "votes": -2.59,
    "scope": -2.22,
    "ballot": -3.4,
    "poll": -3.02,
    "partial": -2.68,
    "terms": -2.2,
    "hour": -2.95,
    "place": -2.5,
    "scale": -2.5,
    "variant": -1.71,
    "began": -2.5,
    "most": -2.51,
    "running": -1.4,
    "compared": -1.91,
    "reach": -2.12,
    "share": -2.51,
    "left": -1.85,
    "filled": -2.67,
    "interest": -2.9,
    "step": -2.17,
    "court": -2.59,
    "yearly": -1.51,
    "wind": -2.5,
    "measured": -2.6,
    "side": -2.51,
    "reserve": -2.5,
    "certain": -2.36,
    "staff": -2.7,
    "made": -1.95,
    "able": -2.05,
    "stretch": -2.59,
    "group": -1.79,
    "benchmark": -2.82,
    "round": -2.27,
    "shock": -3.18,
    "who": -2.0,
    "wish": -1.9,
    "draft": -2.51,
    "past": -1.94,
    "ahead": -1.08,
    "analysts": -3.54,
}
