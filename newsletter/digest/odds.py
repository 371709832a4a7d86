"""What each sign says of two figures, in points of the logarithm of the odds, learnt from pairs.

By benchmarks/train_disagree.py: logistic regression (Cox 1958) with an L2 penalty.
"""

from __future__ import annotations

# Weights learnt from the other writers' pairs tell 92 of 144 differences with 2 false alarms; of a
# writer whom neither weights nor words had seen, 15 of 30 with 6.
SURE = 1.1

# An objection starts from this, and moves as far as pairs of reports move it.
UNKNOWN = -1.5

WEIGHTS = {
    "bias": 0.79,
    "rate": -0.32,
    "count": 0.42,
    "measure": 0.39,  # what both say that they measure
    "apart": -0.44,  # they say what, and it is not the same
    "people": 0.41,
    "strange": -0.33,  # two nouns that no list knows to count the same
    "clause": 0.47,  # words that both clauses have, by how telling they are
    "sentence": 0.14,
    "names": 0.53,
    "anchors": 0.25,  # sentences with a figure on which both reports agree
    "ratio": -2.11,
    "slip": 1.07,
    "deep": -1.46,  # sentences that stand before
    "rivals": -1.39,  # other pairs that one of the two could be in
    "subject": 0.24,
    "same_role": 0.13,
    "year": -0.53,  # that only one of the texts names
    "same_time": 0.42,
    "foretold": -0.7,  # one is what may be, one what was
}

# The objections of `newsletter.digest.alike`, kinds by their tables in quantities.toml.
AGAINST = {
    "time": -2.87,
    "elsewhere": -1.52,
    "fields": -1.5,
    "restricted": -1.84,
    "named": -2.25,
    "day": -1.96,
    "date": -2.09,
    "years": -1.94,
    "whole": -1.54,
    "foreseen": -2.26,
    "unlike": -1.14,
    "firm": -2.04,
    "profit": -2.51,
    "adjusted": -2.41,
    "each": -1.66,
    "part": -1.74,
    "stage": -1.66,
    "compass": -1.5,
    "area": -1.74,
    "votes": -1.39,
    "scope": -1.61,
    "ballot": -2.0,
    "terms": -2.28,
    "hour": -2.1,
    "place": -1.5,
    "scale": -1.5,
    "variant": -1.64,
    "began": -1.5,
    "most": -1.54,
    "running": -1.13,
    "compared": -1.96,
    "reach": -1.59,
    "share": -1.54,
    "left": -1.67,
    "filled": -1.71,
    "interest": -1.79,
    "step": -2.09,
    "court": -1.73,
    "yearly": -1.54,
    "wind": -1.5,
    "measured": -1.58,
    "side": -1.59,
    "reserve": -1.5,
    "certain": -1.29,
    "staff": -1.5,
    "made": -1.5,
    "able": -1.58,
    "stretch": -1.89,
    "group": -1.94,
    "benchmark": -1.8,
    "round": -1.5,
    "shock": -2.26,
    "who": -1.66,
    "wish": -2.13,
    "draft": -1.52,
    "past": -2.06,
    "ahead": -1.02,
    "analysts": -2.36,
}
