"""How alike texts are: hashed character 3-5-grams of weighted words, on numpy.

A word becomes a vector of its character n-grams (so that "comeback" and "back", "raises" and
"raised" meet), a text the weighted sum of its words. Signed feature hashing (Weinberger et al.,
2009) into 2048 dimensions keeps the products right within 0.02 and needs no vocabulary.
"""

from __future__ import annotations

import zlib
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

DIMENSIONS = 2048  # on headlines 1024 give one to two points of B-cubed F1 less, 4096 no more
ATOM = "#"  # before a word that is like no other: a figure

_SHORTEST, _LONGEST = 3, 5
_WHOLE = 2  # what the whole word counts: at 1 "foods" and "floods" make two headlines alike
_LONGEST_WORD = 24  # characters of a word that count: what is longer is a link or an attack
_BLOCK = 256  # texts at a time


def vectors(bags: Sequence[Mapping[str, float]]) -> NDArray[np.float32]:
    """A row of length 1 for each bag of weighted words; an empty bag has a row of zeros."""
    vocabulary = {word: number for number, word in enumerate(sorted({*chain.from_iterable(bags)}))}
    words = _Words(list(vocabulary))
    rows = np.zeros((len(bags), DIMENSIONS), dtype=np.float32)
    for begin in range(0, len(bags), _BLOCK):
        part = bags[begin : begin + _BLOCK]
        said = [sorted(bag) for bag in part]
        rows[begin : begin + _BLOCK] = words.summed(
            np.repeat(np.arange(len(part)), [len(bag) for bag in part]),
            np.array([vocabulary[word] for bag in said for word in bag], np.intp),
            np.array([bag[word] for bag, ours in zip(part, said, strict=True) for word in ours]),
            len(part),
        )
    return rows


def similar(rows: NDArray[np.float32], others: NDArray[np.float32]) -> NDArray[np.float32]:
    """Cosines of unit rows, rounded to 4 places so that the last bit of a sum decides nothing."""
    products: NDArray[np.float32] = np.round(rows @ others.T, 4)
    return products


class _Words:
    """The cells and values of each word's n-grams, one after the other."""

    def __init__(self, words: Sequence[str]) -> None:
        hashed = [[zlib.crc32(_bytes(gram)) for gram in _grams(word)] for word in words]
        self._sizes = np.array([len(numbers) for numbers in hashed], np.intp)
        self._starts = np.cumsum(self._sizes) - self._sizes
        numbers = np.fromiter(chain.from_iterable(hashed), np.int64, int(self._sizes.sum()))
        values = np.where(numbers & 1, 1.0, -1.0)
        values[self._starts] *= _WHOLE
        lengths = np.sqrt(self._sizes - 1 + _WHOLE**2)
        self._cells = (numbers >> 1) % DIMENSIONS
        self._values = values / np.repeat(lengths, self._sizes)

    def summed(
        self,
        rows: NDArray[np.intp],
        words: NDArray[np.intp],
        weights: NDArray[np.float64],
        height: int,
    ) -> NDArray[np.float32]:
        """The rows of `height` texts: text `rows[i]` has word `words[i]` with `weights[i]`."""
        sizes = self._sizes[words]
        ends = np.cumsum(sizes)
        places = np.arange(sizes.sum()) + np.repeat(self._starts[words] - ends + sizes, sizes)
        sums = np.bincount(
            np.repeat(rows, sizes) * DIMENSIONS + self._cells[places],
            weights=np.repeat(weights, sizes) * self._values[places],
            minlength=height * DIMENSIONS,
        )
        return _unit_rows(sums.astype(np.float64).reshape(height, DIMENSIONS))


def _grams(word: str) -> Iterator[str]:
    """The word between its borders, then its n-grams; what begins with ATOM stays whole."""
    if word.startswith(ATOM):
        yield word
        return
    marked = f"<{word[:_LONGEST_WORD]}>"
    yield marked
    for size in range(_SHORTEST, _LONGEST + 1):
        for start in range(len(marked) - size + 1):
            yield marked[start : start + size]


def _bytes(gram: str) -> bytes:
    return gram.encode("utf-8", "surrogatepass")


def _unit_rows(rows: NDArray[np.float64]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / np.where(lengths == 0, 1, lengths)).astype(np.float32)
