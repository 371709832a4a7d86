"""Average linkage over a sparse graph of likenesses, exact where it matters.

Two groups can only reach the threshold on average if some pair of them does, so each connected
component of the pairs above it is clustered by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

_BLOCK = 512
_LARGEST = 3000  # items of one component that average linkage takes: its matrix has 36 MB


def average_link(
    count: int,
    likeness: Callable[[NDArray[np.intp], NDArray[np.intp]], NDArray[np.float32]],
    threshold: float,
) -> list[list[int]]:
    """Groups of 0..count-1, each in order, by their first; ties go to the lower numbers.

    `likeness(rows, columns)` gives the matrix between two lists of items. Memory stays at
    `_BLOCK` rows and the largest component; a component above `_LARGEST` is first cut at higher
    thresholds.
    """
    groups: list[list[int]] = []
    waiting = [(part, threshold) for part in _components(np.arange(count), likeness, threshold)]
    while waiting:
        part, level = waiting.pop()
        if len(part) > _LARGEST:
            higher = level + (1 - level) / 4
            parts = _components(part, likeness, higher) if higher < 0.99 else _slices(part)  # noqa: PLR2004 - all but equal
            waiting.extend((smaller, higher) for smaller in parts)
        elif len(part) == 1:
            groups.append([int(part[0])])
        else:
            groups.extend(_agglomerate(part, likeness(part, part), threshold))
    return sorted(groups)


def _slices(part: NDArray[np.intp]) -> list[NDArray[np.intp]]:
    return [part[at : at + _LARGEST] for at in range(0, len(part), _LARGEST)]


def _components(
    items: NDArray[np.intp],
    likeness: Callable[[NDArray[np.intp], NDArray[np.intp]], NDArray[np.float32]],
    threshold: float,
) -> list[NDArray[np.intp]]:
    labels = np.arange(len(items))
    for begin in range(0, len(items), _BLOCK):
        near = likeness(items[begin : begin + _BLOCK], items) >= threshold
        for row in range(len(near)):
            met = np.unique(labels[near[row]])
            if len(met) > 1 or (len(met) == 1 and met[0] != labels[begin + row]):
                joined = np.union1d(met, labels[begin + row : begin + row + 1])
                labels[np.isin(labels, joined)] = joined[0]
    return [items[labels == label] for label in np.unique(labels)]


def _agglomerate(
    part: NDArray[np.intp], likeness: NDArray[np.float32], threshold: float
) -> list[list[int]]:
    """Average linkage by chains of nearest neighbours (Murtagh, 1983): O(n^2) for any input.

    Merging the best pair first took minutes for 5,000 equal items, where all are tied; following
    chains finds the same groups, because a merge never brings a third group nearer.
    """
    sums = likeness.astype(np.float64)
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
