"""The countries, regions and towns that a text names: by whatever name, each is one place."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from newsletter.text.tokens import words

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
