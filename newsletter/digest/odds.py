"""What each sign says of two figures, in points of the logarithm of the odds, learnt from pairs.

By benchmarks/train_disagree.py: logistic regression (Cox 1958) with an L2 penalty.
"""

from __future__ import annotations

# Weights learnt from the other writers' pairs tell 155 of 206 differences with 6 false alarms; of a
# writer whom neither weights nor words had seen, 13 of 30 with 1.
SURE = 1.0

# An objection starts from this, and moves as far as pairs of reports move it.
UNKNOWN = -2.5

WEIGHTS = {
    "bias": 1.35,
    "rate": -0.39,
    "count": 0.28,
    "measure": 0.86,  # what both say that they measure
    "people": 0.78,
    "clause": 0.42,  # words that both clauses have, by how telling they are
    "sentence": 0.01,
    "names": 0.54,
    "anchors": 0.39,  # sentences with a figure on which both reports agree
    "ratio": -3.32,
    "slip": 2.35,
    "deep": -2.67,  # sentences that stand before
    "rivals": -1.83,  # other pairs that one of the two could be in
    "subject": 0.64,
    "year": -1.21,  # that only one of the texts names
    "same_time": 0.21,
    "foretold": -0.66,  # one is what may be, one what was
    "tense": -0.36,  # one is ahead, one is done
    "thing": 0.5,  # both count the same, and say what
    "precise": -0.53,  # digits that one is told with more than the other
    "order": -2.75,  # figures of its unit that a report tells before
}

# The objections of `newsletter.digest.alike`, kinds by their tables in quantities.toml.
AGAINST = {
    "time": -3.51,
    "elsewhere": -2.48,
    "fields": -2.5,
    "restricted": -2.65,
    "named": -2.98,
    "day": -2.54,
    "date": -2.99,
    "years": -2.76,
    "whole": -2.5,
    "foreseen": -3.27,
    "grown": -1.62,
    "told": -3.62,
    "told less": -2.46,
    "sum": -2.31,
    "unlike": -1.04,
    "firm": -2.2,
    "profit": -3.09,
    "adjusted": -2.95,
    "each": -2.5,
    "part": -2.51,
    "stage": -2.56,
    "compass": -2.5,
    "area": -2.53,
    "votes": -2.38,
    "scope": -2.45,
    "ballot": -2.79,
    "poll": -2.88,
    "partial": -2.66,
    "terms": -2.92,
    "hour": -3.27,
    "place": -2.5,
    "scale": -2.5,
    "variant": -1.71,
    "began": -2.5,
    "most": -2.5,
    "running": -1.97,
    "compared": -2.75,
    "reach": -2.55,
    "share": -2.5,
    "left": -2.53,
    "filled": -2.61,
    "interest": -2.78,
    "step": -3.06,
    "court": -2.6,
    "yearly": -2.54,
    "wind": -2.5,
    "measured": -2.53,
    "side": -2.52,
    "reserve": -2.5,
    "certain": -2.27,
    "staff": -2.6,
    "made": -2.5,
    "able": -2.17,
    "stretch": -2.62,
    "group": -2.01,
    "benchmark": -2.71,
    "round": -2.5,
    "shock": -3.13,
    "who": -1.99,
    "wish": -2.9,
    "draft": -2.5,
    "past": -2.77,
    "ahead": -1.63,
    "analysts": -3.29,
}
