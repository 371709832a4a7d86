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


LANE = 32  # bits of a lens's points in a number that holds those of all lenses
HALF, FULL = 1 << (LANE - 1), 1 << LANE


@dataclass(frozen=True, slots=True)
class Weights:
    """`rows` gives a feature's points for each of `lenses`, in their order, as written.

    A text has some hundred of the thousands of features: reading all points took 9 ms, this 2.
    Points once read are kept in `packed`, as one number with a lane a lens: adding these takes
    a third of the time that a sum for each lens took.
    """

    lenses: tuple[str, ...]
    rows: Mapping[str, str]
    packed: dict[str, int | None] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Every feature is known from the start, its points are not."""
        self.packed.update(dict.fromkeys(self.rows))

    def points(self, feature: str) -> tuple[int, ...]:
        """A feature's points for each lens; raises KeyError where it has none."""
        return tuple(map(int, self.rows[feature].split()))

    def sums(self, features: Iterable[str]) -> tuple[int, ...]:
        """The points of all features together, for each lens; ValueError where one has none."""
        packed, total = self.packed, 0
        for feature in features:
            points = packed.get(feature, 0)
            if points is None:
                points = packed[feature] = self._pack(feature)
            total += points
        return _unpack(total, len(self.lenses))

    def _pack(self, feature: str) -> int:
        points = zip(range(len(self.lenses)), self.points(feature), strict=True)
        return sum(value << LANE * lane for lane, value in points)


def _unpack(total: int, lanes: int) -> tuple[int, ...]:
    found = []
    for _ in range(lanes):
        low = (total + HALF) % FULL - HALF
        found.append(low)
        total = (total - low) >> LANE
    return tuple(found)


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
