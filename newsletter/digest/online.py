"""Stories of more articles than average linkage can take at once: batch by batch, in time.

Each batch is clustered by itself; each of its groups then joins the earlier story that it is most
like. Which stories are asked is decided by their centroids, which they keep up.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from newsletter.digest.linkage import average_link

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from newsletter.digest.likeness import Likeness

AT_ONCE = 3000  # a matrix of 72 MB
_BATCH = 1500
_ASKED = 6  # stories whose centroids are nearest
_NEAR = 0.15  # cosine of centroids below which nobody is asked
_HEARD = 24  # articles of a story that are compared, the latest
_NARROW = 512  # dimensions of a centroid


def groups_of(count: int, alike: Likeness, threshold: float) -> list[list[int]]:
    """Groups of 0..count-1, which are in order of time; exact up to `AT_ONCE`.

    20,000 headlines take some 16 s; above `AT_ONCE` two halves of a story that have little in
    common may stay apart.
    """
    if count <= AT_ONCE:
        return average_link(_among(0, count, alike), threshold)
    stories = _Stories(alike, threshold)
    for first in range(0, count, _BATCH):
        found = average_link(_among(first, min(first + _BATCH, count), alike), threshold)
        stories.take([[first + item for item in group] for group in found])
    return stories.all()


def _among(first: int, last: int, alike: Likeness) -> NDArray[np.float32]:
    items = np.arange(first, last)
    return alike(items, items)


class _Stories:
    """The stories so far, each with the sum of its articles' rows and its latest time."""

    def __init__(self, alike: Likeness, threshold: float) -> None:
        self._alike = alike
        self._threshold = threshold
        self._groups: list[list[int]] = []
        self._centroids = np.zeros((0, _NARROW), np.float32)
        self._latest = np.zeros(0)

    def take(self, groups: list[list[int]]) -> None:
        """Let each group join the story that it is most like, or begin another."""
        rows = np.stack([self._row(group) for group in groups])
        times = [self._alike.times[group] for group in groups]
        latest = np.array([np.nan_to_num(one, nan=np.inf).max() for one in times])
        since = np.array([np.nan_to_num(one, nan=-np.inf).min() for one in times])
        near = _units(rows) @ _units(self._centroids).T
        near[since[:, None] - self._latest[None, :] > self._alike.window] = -1
        homes = self._homes(groups, near)
        new = [place for place, home in enumerate(homes) if home is None]
        for place, home in enumerate(homes):
            if home is not None:
                self._groups[home] = sorted([*self._groups[home], *groups[place]])
                self._centroids[home] += rows[place]
                self._latest[home] = max(self._latest[home], latest[place])
        self._groups += [groups[place] for place in new]
        self._centroids = np.concatenate([self._centroids, rows[new]])
        self._latest = np.concatenate([self._latest, latest[new]])

    def all(self) -> list[list[int]]:
        return sorted(self._groups)

    def _row(self, group: list[int]) -> NDArray[np.float32]:
        wide = self._alike.leads[group].sum(axis=0)
        narrow: NDArray[np.float32] = wide.reshape(-1, _NARROW).sum(axis=0)
        return narrow

    def _homes(self, groups: list[list[int]], near: NDArray[np.float32]) -> list[int | None]:
        """The story of each group, if any: of those that are equally near the earliest."""
        asked = _asked(near)
        best: list[tuple[float, int] | None] = [None] * len(groups)
        for (place, story), mean in zip(asked, self._means(groups, asked), strict=True):
            if mean >= self._threshold:
                best[place] = min(best[place] or (0.0, 0), (-mean, story))
        return [None if one is None else one[1] for one in best]

    def _means(self, groups: list[list[int]], asked: list[tuple[int, int]]) -> list[float]:
        """The mean likeness of a group and the story asked, for each such pair."""
        sides = [(groups[place][-_HEARD:], self._groups[story][-_HEARD:]) for place, story in asked]
        sizes = [len(ours) * len(theirs) for ours, theirs in sides]
        if not sizes:
            return []
        pairs = np.array([pair for side in sides for pair in product(*side)], np.intp)
        alike = self._alike.pairs(pairs[:, 0], pairs[:, 1])
        sums = np.add.reduceat(alike.astype(np.float64), np.cumsum([0, *sizes[:-1]]))
        return [round(float(total) / size, 6) for total, size in zip(sums, sizes, strict=True)]


def _asked(near: NDArray[np.float32]) -> list[tuple[int, int]]:
    """Each row with the few columns that are nearest to it."""
    rows, columns = np.nonzero(near >= _NEAR)
    order = np.lexsort((columns, -np.round(near[rows, columns], 3), rows))
    rows, columns = rows[order], columns[order]
    rank = np.arange(len(rows)) - np.searchsorted(rows, rows)
    few = rank < _ASKED
    return list(zip(rows[few].tolist(), columns[few].tolist(), strict=True))


def _units(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    units: NDArray[np.float32] = rows / np.maximum(
        np.linalg.norm(rows, axis=1, keepdims=True), 1e-6
    )
    return units
