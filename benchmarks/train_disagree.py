"""Learns what makes two figures one quantity, and says what that is worth on other writers' pairs.

    python benchmarks/train_disagree.py [--write]

Learns from tests/data/stories/disagree.jsonl, from stories/disagree.jsonl (pairs of reports) and
from stories/quantities.jsonl (pairs of sentences). Plain logistic regression with an L2 penalty
over `newsletter.digest.alike.features`. Prints for each writer's pairs how many of those told at
a threshold are right, weights learnt from the others' alone. `--write` puts the weights of all
into newsletter/digest/alike.py.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from newsletter.digest import alike
from newsletter.digest.common import agree, background, common
from newsletter.digest.quantity import quantities
from newsletter.model import Entry
from newsletter.text.reading import read, revision

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsletter.model import Article, Figure

HERE = Path(__file__).parent
REPORTS = (HERE.parent / "tests/data/stories/disagree.jsonl", HERE / "stories/disagree.jsonl")
SENTENCES = HERE / "stories/quantities.jsonl"
WEIGHTS = Path(alike.__file__)
PENALTY, BIAS_PENALTY, STEPS = 2.0, 0.01, 60
THRESHOLDS = (0.0, 1.0, 1.5, 2.0, 2.5, 3.0)


class Pair(NamedTuple):
    """Two figures that differ, and whether they are one quantity; `case` names their reports."""

    case: str
    features: tuple[float, ...]
    same: bool


def pairs() -> list[Pair]:
    found: list[Pair] = []
    for path in REPORTS:
        for line in path.read_text("utf-8").splitlines():
            case = json.loads(line)
            found += _pairs(case["id"], case["a"], case["b"], case["differ"])
    for number, line in enumerate(SENTENCES.read_text("utf-8").splitlines()):
        case = json.loads(line)
        said = [{"title": "", "text": case[side]} for side in ("a", "b")]
        found += _pairs(f"s{number}", said[0], said[1], None if case["same"] else [])
    return found


def _pairs(
    name: str, one: dict[str, Any], other: dict[str, Any], differ: list[list[str]] | None
) -> Iterator[Pair]:
    """Where `differ` is None, each pair is one quantity."""
    mine, theirs = _article(one, "a"), _article(other, "b")
    near, far = quantities(mine), quantities(theirs)
    shared = common((background(mine), near), (background(theirs), far))
    found = [
        (i, j)
        for i, first in enumerate(near)
        for j, second in enumerate(far)
        if i not in shared.agreed[0] and j not in shared.agreed[1]
        if alike.comparable(first, second) and not agree(first, second)
    ]
    for i, j in found:
        rivals = sum(i == here or j == there for here, there in found)
        same = differ is None or any(
            _stands(a, one["text"], near[i].figure) and _stands(b, other["text"], far[j].figure)
            for a, b in differ
        )
        yield Pair(name, alike.features(near[i], far[j], shared, rivals), same)


def _article(told: dict[str, Any], key: str) -> Article:
    return read(Entry(key, key, key, key), revision(told["title"], told["text"]))


def _stands(said: str, text: str, figure: Figure) -> bool:
    start = text.find(said)
    return start >= 0 and figure.start < start + len(said) and start < figure.end


def fit(data: list[Pair]) -> list[float]:
    table = np.array([one.features for one in data])
    same = np.array([one.same for one in data], float)
    penalty = np.full(table.shape[1], PENALTY)
    penalty[0] = BIAS_PENALTY
    weights = np.zeros(table.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (chance - same) + penalty * weights
        curve = (table * (chance * (1 - chance))[:, None]).T @ table + np.diag(penalty)
        weights -= np.linalg.solve(curve, slope)
    return [round(float(weight), 2) + 0.0 for weight in weights]


def report(data: list[Pair], writer: str) -> None:
    weights = fit([one for one in data if one.case[0] != writer])
    scores = [
        (float(np.dot(weights, one.features)), one.same) for one in data if one.case[0] == writer
    ]
    told = {least: [same for score, same in scores if score >= least] for least in THRESHOLDS}
    print(
        writer, *(f"{least}: {sum(kept)} of {len(kept)}" for least, kept in told.items()), sep="  "
    )


def write(weights: list[float]) -> None:
    source = WEIGHTS.read_text("utf-8")
    for name, weight in zip(alike.WEIGHTS, weights, strict=True):
        source = re.sub(rf'(    "{name}": )-?[\d.]+', rf"\g<1>{weight}", source, count=1)
    WEIGHTS.write_text(source, "utf-8")


if __name__ == "__main__":
    known = pairs()
    for initial in ("d", "u", "w"):
        report(known, initial)
    if "--write" in sys.argv[1:]:
        write(fit(known))
