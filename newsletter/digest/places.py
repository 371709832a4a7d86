"""The countries, regions and towns that a text names: by whatever name, each is one place."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from newsletter.text.tokens import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_POSSESSIVE = re.compile(r"['’]s?$")


def place_of(word: str) -> int | None:
    """The place that a lower-cased word names, if any: "tokyo", "japanese" and "japan" are one."""
    return _gazetteer().get(word)


def places(text: str) -> frozenset[int]:
    """The places named in a text; "us" is one only where it is written in capitals."""
    known = _gazetteer()
    return frozenset(
        known[name]
        for word in words(text.replace(" US ", " u.s. "))
        if (name := _POSSESSIVE.sub("", word)) in known and (name != "us" or " US" in text)
    )


@cache
def _gazetteer() -> dict[str, int]:
    """Names of places -> the line of `places.txt` that they stand in."""
    lines = Path(__file__).with_name("places.txt").read_text("utf-8").splitlines()
    return {name: number for number, line in enumerate(lines) for name in line.split()}


class Places:
    """Which pairs of articles both name places, but none in common."""

    def __init__(self, named: Sequence[frozenset[int]]) -> None:
        columns = {place: column for column, place in enumerate(sorted(frozenset().union(*named)))}
        self._rows = np.zeros((len(named), len(columns)), dtype=bool)
        for row, places in enumerate(named):
            self._rows[row, [columns[place] for place in places]] = True
        self._any = np.array([bool(one) for one in named], dtype=bool)

    def apart(self, one: NDArray[np.intp], other: NDArray[np.intp]) -> NDArray[np.bool_]:
        """For each two of equal place in the lists whether they are about different places."""
        apart: NDArray[np.bool_] = self._any[one] & self._any[other]
        apart[apart] = ~(self._rows[one[apart]] & self._rows[other[apart]]).any(axis=1)
        return apart
