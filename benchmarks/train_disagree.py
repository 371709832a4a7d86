"""Learns what makes two figures one quantity, and says what that is worth on other writers' pairs.

    python benchmarks/train_disagree.py [--write]

Learns from tests/data/stories/disagree.jsonl, from stories/disagree.jsonl (pairs of reports) and
from stories/quantities.jsonl (pairs of sentences). Plain logistic regression with an L2 penalty
over the features and objections of `newsletter.digest.alike`; objections are drawn to `UNKNOWN`,
features to nothing. Prints for each writer's pairs how many of those told at a threshold are
right, weights learnt from the others' alone. `--write` puts the weights of all into
newsletter/digest/odds.py.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from newsletter.digest import alike, odds
from newsletter.digest.candidates import candidates
from newsletter.digest.common import background, common
from newsletter.digest.disagree import LINES
from newsletter.digest.quantity import quantities
from newsletter.model import Entry
from newsletter.text.reading import read, revision

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from newsletter.digest.quantity import Quantity
    from newsletter.model import Article

HERE = Path(__file__).parent
REPORTS = (HERE.parent / "tests/data/stories/disagree.jsonl", HERE / "stories/disagree.jsonl")
SENTENCES = HERE / "stories/quantities.jsonl"
WRITERS = {
    "d": "d",
    "u": "u",
    "w": "w",
    "e": "e",
    "t": "e",
    "v": "v",
    "x": "x",
    "y": "y",
    "z": "z",
    "q": "q",
}  # by what their cases begin with
PENALTY, BIAS_PENALTY, AGAINST_PENALTY, STEPS = 0.3, 0.01, 1.0, 40
THRESHOLDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)


class Pair(NamedTuple):
    """Two figures that differ, by their places, and whether they are one quantity."""

    places: tuple[int, int]
    features: tuple[float, ...]
    same: bool


class Case(NamedTuple):
    """Two reports, or two sentences of the writer "s"; `real` is how many differences they have."""

    writer: str
    real: int
    pairs: tuple[Pair, ...]


def cases() -> list[Case]:
    found: list[Case] = []
    for path in REPORTS:
        for line in path.read_text("utf-8").splitlines():
            told = json.loads(line)
            pairs = tuple(_pairs(told["a"], told["b"], told["differ"]))
            found.append(Case(WRITERS[told["id"][0]], len(told["differ"]), pairs))
    for line in SENTENCES.read_text("utf-8").splitlines():
        told = json.loads(line)
        one, other = ({"title": "", "text": told[side]} for side in ("a", "b"))
        found.append(Case("s", 0, tuple(_pairs(one, other, None if told["same"] else []))))
    return found


def _pairs(
    one: dict[str, Any], other: dict[str, Any], differ: list[list[str]] | None
) -> Iterator[Pair]:
    """Where `differ` is None, each pair is one quantity."""
    mine, theirs = _article(one, "a"), _article(other, "b")
    near, far = quantities(mine), quantities(theirs)
    shared = common((background(mine), near), (background(theirs), far))
    for (i, j), candidate in candidates(near, far, shared).items():
        same = differ is None or any(
            _stands(a, one, near[i]) and _stands(b, other, far[j]) for a, b in differ
        )
        said = alike.features(near[i], far[j], shared, candidate)
        against = (float(name in candidate.against) for name in odds.AGAINST)
        yield Pair((i, j), (*said, *against), same)


def _article(told: dict[str, Any], key: str) -> Article:
    return read(Entry(key, key, key, key), revision(told["title"], told["text"]))


def _stands(said: str, told: dict[str, Any], quantity: Quantity) -> bool:
    figure, start = quantity.figure, str(told[quantity.part]).find(said)
    return start >= 0 and figure.start < start + len(said) and start < figure.end


def fit(data: Iterable[Case]) -> list[float]:
    pairs = [pair for case in data for pair in case.pairs]
    table = np.array([one.features for one in pairs])
    same = np.array([one.same for one in pairs], float)
    signs = len(odds.WEIGHTS)
    prior = np.array([0.0] * signs + [odds.UNKNOWN] * len(odds.AGAINST))
    penalty = np.array([PENALTY] * signs + [AGAINST_PENALTY] * len(odds.AGAINST))
    penalty[0] = BIAS_PENALTY
    weights = prior.copy()
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (chance - same) + penalty * (weights - prior)
        curve = (table * (chance * (1 - chance))[:, None]).T @ table + np.diag(penalty)
        weights -= np.linalg.solve(curve, slope)
    return [round(float(weight), 2) + 0.0 for weight in weights]


def told(data: Iterable[Case], weights: Sequence[float]) -> Iterator[tuple[float, bool]]:
    """What each case's pairs score, each figure in its surest pair, and whether that is right."""
    for case in data:
        taken: set[int] = set()
        given: set[int] = set()
        lines = 0
        scores = ((float(np.dot(weights, one.features)), one) for one in case.pairs)
        for score, pair in sorted(scores, key=lambda each: -each[0]):
            first, second = pair.places
            if lines < LINES and first not in taken and second not in given:
                taken.add(first)
                given.add(second)
                lines += 1
                yield score, pair.same


def report(name: str, scores: Sequence[tuple[float, bool]], real: int) -> None:
    kept = {least: [same for score, same in scores if score >= least] for least in THRESHOLDS}
    print(name, real, *(f"{least}: {sum(one)}/{len(one)}" for least, one in kept.items()), sep="  ")


def write(weights: Sequence[float]) -> None:
    path = Path(odds.__file__)
    source = path.read_text("utf-8")
    for name, weight in zip((*odds.WEIGHTS, *odds.AGAINST), weights, strict=True):
        source = re.sub(rf'(    "{name}": )-?[\d.]+', rf"\g<1>{weight}", source, count=1)
    path.write_text(source, "utf-8")


if __name__ == "__main__":
    known = cases()
    everything: list[tuple[float, bool]] = []
    for writer in sorted(set(WRITERS.values())):
        held = [case for case in known if case.writer == writer]
        scored = list(told(held, fit(case for case in known if case.writer != writer)))
        report(writer, scored, sum(case.real for case in held))
        everything += scored
    report("all", everything, sum(case.real for case in known))
    if "--write" in sys.argv[1:]:
        write(fit(known))
