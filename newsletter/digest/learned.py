"""Learned weights: a text file of features and their points for each lens.

Made by benchmarks/train_bullets.py with plain logistic regression (Cox 1958, L2 penalty). The
first line names the lenses; `bias` and `patterns` (the factor for a lens's own patterns) come
first; points are whole hundredths of log-odds.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Weights:
    """`rows` gives a feature's points for each of `lenses`, in their order."""

    lenses: tuple[str, ...]
    rows: Mapping[str, tuple[int, ...]]

    def sums(self, features: Iterable[str]) -> tuple[int, ...]:
        """The points of all features together, for each lens."""
        rows = self.rows
        known = [rows[feature] for feature in features if feature in rows]
        return tuple(map(sum, zip(*known, strict=True))) if known else (0,) * len(self.lenses)


@lru_cache(maxsize=4)
def load(path: str) -> Weights:
    """The weights of a file; raises OSError or ValueError where there is none that is right."""
    first, *lines = Path(path).read_text(encoding="utf-8").splitlines()
    rows = {}
    for line in lines:
        feature, _, points = line.rpartition("\t")
        rows[feature] = tuple(map(int, points.split()))
    return Weights(tuple(first.split()), rows)


def dump(weights: Weights) -> str:
    """The text that `load` reads."""
    lines = [" ".join(weights.lenses)]
    lines += [f"{name}\t{' '.join(map(str, row))}" for name, row in weights.rows.items()]
    return "\n".join(lines) + "\n"
