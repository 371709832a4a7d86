"""Headlines of one frame about others: "Corven buys Tillman", "Corven buys Ashgrove Labs".

They are nearly the same letters and never the same event: what differs are names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from newsletter.digest.ordinary import is_ordinary
from newsletter.digest.places import place_of
from newsletter.digest.profile import bare
from newsletter.digest.stopwords import STOPWORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Pairs = tuple[NDArray[np.intp], NDArray[np.intp]]

_LONGEST = 16  # words of a headline
_ROOT = 5  # letters by which two words are one: "raises" and "raised", "Zelenski" and "Zelensky"
_FRAME = 0.5  # share of a headline that must be the same
_AT_ONCE = 100_000

_WORD = re.compile(r"[^\W_](?:[\w.,&'’-]*[\w])?")


class Frames:
    """Asks of pairs of headlines whether nothing but their names and numbers differs."""

    def __init__(self, titles: Sequence[str], names: Sequence[frozenset[str]]) -> None:
        said = [_WORD.findall(title)[:_LONGEST] for title in titles]
        plain = {word for one in said for word in one if word[0].islower()}
        words = {word: _Word.of(word, plain) for word in {word for one in said for word in one}}
        keys = {key: n for n, key in enumerate(sorted({word.key for word in words.values()}))}
        shape = (len(said), _LONGEST)
        self._sizes = np.array([len(one) for one in said], np.intp)
        self._left = np.full(shape, -1, np.int32)
        self._right = np.full(shape, -1, np.int32)
        self._fixed = np.zeros((len(said), _LONGEST + 1), np.int16)
        self._names = np.zeros((len(said), _LONGEST + 1), np.int16)
        for row, one in enumerate(said):
            known = [words[word] for word in one]
            numbers = [keys[word.key] for word in known]
            named = [word.is_name or word.core in names[row] for word in known]
            if known and known[0].opens:
                named[0] = True
            fixed = [not (name or word.number) for name, word in zip(named, known, strict=True)]
            self._left[row, : len(one)] = numbers
            self._right[row, : len(one)] = numbers[::-1]
            self._names[row, 1 : len(one) + 1] = list(accumulate(named))
            self._fixed[row, 1 : len(one) + 1] = list(accumulate(fixed))

    def differ(self, one: NDArray[np.intp], other: NDArray[np.intp]) -> NDArray[np.bool_]:
        """For each pair whether both are one frame, at least half of it, with other names."""
        parts = [
            self._differ(one[at : at + _AT_ONCE], other[at : at + _AT_ONCE])
            for at in range(0, len(one), _AT_ONCE)
        ]
        return np.concatenate(parts) if parts else np.zeros(0, bool)

    def _differ(self, one: NDArray[np.intp], other: NDArray[np.intp]) -> NDArray[np.bool_]:
        return self._in_one_place(one, other) | self._word_by_word(one, other)

    def _in_one_place(self, one: NDArray[np.intp], other: NDArray[np.intp]) -> NDArray[np.bool_]:
        """One stretch differs, names alone on both sides, though not as many."""
        shorter = np.minimum(self._sizes[one], self._sizes[other])
        before = np.minimum(_run(self._left[one] == self._left[other]), shorter)
        behind = np.minimum(_run(self._right[one] == self._right[other]), shorter - before)
        differ = np.ones(len(one), bool)
        for side in (one, other):
            end = self._sizes[side] - behind
            differ &= self._fixed[side, end] == self._fixed[side, before]
            differ &= self._names[side, end] > self._names[side, before]
            differ &= (before + behind) >= _FRAME * self._sizes[side]
        return differ

    def _word_by_word(self, one: NDArray[np.intp], other: NDArray[np.intp]) -> NDArray[np.bool_]:
        """As many words on both sides; each that differs is a name or number on both."""
        apart = self._left[one] != self._left[other]
        named = (np.diff(self._names[one]) > 0) & (np.diff(self._names[other]) > 0)
        fixed = (np.diff(self._fixed[one]) > 0) | (np.diff(self._fixed[other]) > 0)
        even = self._sizes[one] == self._sizes[other]
        few = apart.sum(axis=1) <= (1 - _FRAME) * self._sizes[one]
        result: NDArray[np.bool_] = (
            even & few & ~(apart & fixed).any(axis=1) & (apart & named).any(axis=1)
        )
        return result


def _run(equal: NDArray[np.bool_]) -> NDArray[np.intp]:
    """How many are equal before the first that is not."""
    length: NDArray[np.intp] = np.cumprod(equal, axis=1, dtype=np.int8).sum(axis=1, dtype=np.intp)
    return length


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of headlines: what it is compared by, and whether it is a name wherever it stands."""

    key: str
    core: str
    number: bool
    is_name: bool
    opens: bool  # a name where it stands first: it never stands elsewhere without its capital

    @classmethod
    def of(cls, word: str, plain: set[str]) -> _Word:
        core = bare(word).lower()
        place = place_of(core)
        digits = any(sign.isdigit() for sign in core)
        name = word[0].isupper() and place is not None
        mixed = digits and any(sign.isalpha() for sign in core)
        known = core in plain or core in STOPWORDS or is_ordinary(core)
        key = core if digits else core[:_ROOT]
        return cls(
            key if place is None else f"@{place}",
            core,
            digits,
            name or mixed,
            word[0].isupper() and not known,
        )
