"""How much of one text stands word for word in another, by MinHash: wire copy, and only that.

A text's n-grams of characters are hashed, and the lowest hashes kept (bottom-k sketches, Broder,
1997; compared below the lower of two limits, as Cohen and Kaplan, 2007, do): exact for texts
that have no more, and equally good however different in length two texts are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

GRAM = 10  # characters; of 8 independent reports share up to .31, of 16 paraphrased copies only .14
KEPT = 512  # hashes of a text: what share of it stands elsewhere is right within 0.02

_OFTEN = 32  # holders of a hash from which a matrix is quicker than pairs
_COLUMNS = 4096  # of such a matrix at a time

_NO_LETTERS = re.compile(r"[\W_]+")
_ALL = np.uint64(2**64 - 1)
_FACTOR = 0x9E3779B97F4A7C15
_POWERS = np.array([pow(_FACTOR, power, 2**64) for power in range(GRAM)], dtype=np.uint64)


def sketch(pieces: Sequence[str]) -> NDArray[np.uint64]:
    """The lowest hashes of the n-grams of some stretches of a text, in order.

    Letters and digits count, their case and what stands between them do not; no n-gram runs from
    one stretch into another.
    """
    hashes = [_hashes(_NO_LETTERS.sub(" ", piece.lower()).strip()) for piece in pieces]
    return np.unique(np.concatenate(hashes or [np.zeros(0, np.uint64)]))[:KEPT]


def contained(sketches: Sequence[NDArray[np.uint64]]) -> NDArray[np.float64]:
    """For each pair what share of the shorter text's n-grams stands in the other: 0 to 1.

    Takes memory and time for the square of the number of texts: 500 take a quarter of a second.
    """
    count = len(sketches)
    limits = np.array([one[-1] if len(one) == KEPT else _ALL for one in sketches], np.uint64)
    below = np.array([np.searchsorted(one, limits, side="right") for one in sketches], np.int64)
    below = below.reshape(count, count)
    shares: NDArray[np.float64] = _shared(sketches) / np.maximum(np.minimum(below, below.T), 1)
    return shares


def _shared(sketches: Sequence[NDArray[np.uint64]]) -> NDArray[np.float64]:
    """How many hashes each pair has in common."""
    count = len(sketches)
    total = np.zeros((count, count))
    if not count:
        return total
    holders = np.repeat(np.arange(count), [len(one) for one in sketches])
    _, names, held = np.unique(np.concatenate(sketches), return_inverse=True, return_counts=True)
    often = held[names] > _OFTEN
    _add_often(total, holders[often], names[often])
    seldom = (held[names] > 1) & ~often
    _add_seldom(total, holders[seldom], names[seldom])
    return total


def _add_often(
    total: NDArray[np.float64], holders: NDArray[np.intp], names: NDArray[np.intp]
) -> None:
    """By matrices of who holds what: 500 equal texts took 3 s by way of pairs, 20 ms so."""
    _, columns = np.unique(names, return_inverse=True)
    for begin in range(0, int(columns.max(initial=-1)) + 1, _COLUMNS):
        mine = (columns >= begin) & (columns < begin + _COLUMNS)
        held = np.zeros((len(total), _COLUMNS), np.float32)
        held[holders[mine], columns[mine] - begin] = 1
        total += held @ held.T


def _add_seldom(
    total: NDArray[np.float64], holders: NDArray[np.intp], names: NDArray[np.intp]
) -> None:
    """By way of the few that hold each hash."""
    order = np.argsort(names, kind="stable")
    names, holders = names[order], holders[order]
    starts = np.searchsorted(names, names, side="left")
    many = np.searchsorted(names, names, side="right") - starts
    for row in range(len(total)):
        mine = np.flatnonzero(holders == row)
        length, first = many[mine], starts[mine]
        places = np.arange(length.sum()) + np.repeat(first - (np.cumsum(length) - length), length)
        total[row] += np.bincount(holders[places], minlength=len(total))


def _hashes(piece: str) -> NDArray[np.uint64]:
    """A hash of each n-gram; a shorter stretch is one."""
    if not piece:
        return np.zeros(0, np.uint64)
    padded = piece.ljust(GRAM)
    signs = np.frombuffer(padded.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    count = len(signs) - GRAM + 1
    sums = np.zeros(count, np.uint64)
    for place, power in enumerate(_POWERS):
        sums += signs[place : place + count] * power
    return _mixed(sums)


def _mixed(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Spread evenly over all 64 bits (the finaliser of SplitMix64, Steele et al., 2014)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))
