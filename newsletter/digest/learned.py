"""Learned weights: a text file of features and their points for each lens.

Made by benchmarks/train_bullets.py with plain logistic regression (Cox 1958, L2 penalty). The
first line names the lenses; `bias` and `patterns` (the factor for a lens's own patterns) come
first; points are whole hundredths of log-odds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Weights:
    """`rows` gives a feature's points for each of `lenses`, in their order, as written.

    A text has some hundred of the thousands of features: reading all points took 9 ms, this 2.
    Points once read are kept in `read`.
    """

    lenses: tuple[str, ...]
    rows: Mapping[str, str]
    read: dict[str, tuple[int, ...]] = field(default_factory=dict, compare=False)

    def points(self, feature: str) -> tuple[int, ...]:
        """A feature's points for each lens; raises KeyError where it has none."""
        return tuple(map(int, self.rows[feature].split()))

    def sums(self, features: Iterable[str]) -> tuple[int, ...]:
        """The points of all features together, for each lens; ValueError where one has none."""
        read = self.read
        known = []
        for feature in features:
            row = read.get(feature)
            if row is None and feature in self.rows:
                row = read[feature] = self.points(feature)
            if row is not None:
                known.append(row)
        return tuple(map(sum, zip(*known, strict=True))) if known else (0,) * len(self.lenses)


@lru_cache(maxsize=4)
def load(path: str) -> Weights:
    """The weights of a file; raises OSError or ValueError where there is no such text."""
    first, *lines = Path(path).read_text(encoding="utf-8").splitlines()
    rows = {}
    for line in lines:
        feature, _, rows[feature] = line.rpartition("\t")
    return Weights(tuple(first.split()), rows)


def dump(lenses: Iterable[str], rows: Mapping[str, Iterable[int]]) -> str:
    """The text that `load` reads."""
    lines = [" ".join(lenses)]
    lines += [f"{name}\t{' '.join(map(str, row))}" for name, row in rows.items()]
    return "\n".join(lines) + "\n"
