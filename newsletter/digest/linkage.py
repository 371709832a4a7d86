"""Average linkage over a matrix of likelihoods, exact.

Two groups can only reach the threshold on average if some pair of them does, so each connected
component of the pairs above it is clustered by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def average_link(likely: NDArray[np.float32], threshold: float) -> list[list[int]]:
    """Groups of the rows, each in order, by their first; ties go to the lower numbers.

    Takes memory and time for the square of the number of rows: 3,000 in one component take half
    a second.
    """
    groups: list[list[int]] = []
    for part in _components(likely >= threshold):
        if len(part) == 1:
            groups.append([int(part[0])])
        else:
            groups.extend(_agglomerate(part, likely[np.ix_(part, part)], threshold))
    return sorted(groups)


def _components(near: NDArray[np.bool_]) -> list[NDArray[np.intp]]:
    """What hangs together by pairs that are near, each part in order."""
    unseen = np.ones(len(near), bool)
    parts: list[NDArray[np.intp]] = []
    for first in range(len(near)):
        if unseen[first]:
            part = reached = np.array([first])
            unseen[first] = False
            while len(reached):
                reached = np.flatnonzero(near[reached].any(axis=0) & unseen)
                unseen[reached] = False
                part = np.concatenate([part, reached])
            parts.append(np.sort(part))
    return parts


def _agglomerate(
    part: NDArray[np.intp], likely: NDArray[np.float32], threshold: float
) -> list[list[int]]:
    """Average linkage by chains of nearest neighbours (Murtagh, 1983): O(n^2) for any input.

    Merging the best pair first took minutes for 5,000 equal items, where all are tied; following
    chains finds the same groups, because a merge never brings a third group nearer.
    """
    sums = likely.astype(np.float64)
    sizes = np.ones(len(part))
    members: list[list[int]] = [[int(item)] for item in part]
    groups: list[list[int]] = []
    chain: list[int] = []
    while sizes.any():
        if not chain:
            chain.append(int(np.flatnonzero(sizes)[0]))
        tip = chain[-1]
        nearest, mean = _nearest(sums, sizes, tip, chain[-2] if len(chain) > 1 else None)
        if mean < threshold:
            groups.append(sorted(members[tip]))
            sizes[tip] = 0
            chain.clear()
        elif len(chain) > 1 and nearest == chain[-2]:
            first, second = sorted((tip, nearest))
            _merge(sums, sizes, first, second)
            members[first] += members[second]
            del chain[-2:]
        else:
            chain.append(nearest)
    return groups


def _nearest(
    sums: NDArray[np.float64], sizes: NDArray[np.float64], tip: int, last: int | None
) -> tuple[int, float]:
    """The group most like `tip` on average: of equals the one before it in the chain."""
    means = np.round(sums[tip] / (sizes[tip] * np.maximum(sizes, 1)), 6)
    means[sizes == 0] = -np.inf
    means[tip] = -np.inf
    best = int(means.argmax())
    if last is not None and means[last] == means[best]:
        best = last
    return best, float(means[best])


def _merge(sums: NDArray[np.float64], sizes: NDArray[np.float64], first: int, second: int) -> None:
    sums[first] += sums[second]
    sums[:, first] += sums[:, second]
    sizes[first] += sizes[second]
    sizes[second] = 0
