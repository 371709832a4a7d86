"""Thai has no full stop: a space between phrases is where a sentence can end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsletter.text.late import late

if TYPE_CHECKING:
    from collections.abc import Iterator

THAI = re.compile(r"[\u0e01-\u0e5b]")
_SPACE = late(r"(?<=[\u0e01-\u0e4d\u0e2f])\s+(?=[\u0e01-\u0e4d])")
_SENTENCE = 24  # characters that a sentence has at least
_PHRASE = 12  # characters that the phrase behind the space has at least: names are shorter


def clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of a Thai stretch: cut at spaces between phrases, never around numbers."""
    begin = start
    for space in _SPACE().finditer(text, start, end):
        phrase = text[space.end() : space.end() + _PHRASE]
        long_enough = space.start() - begin >= _SENTENCE and len(phrase) == _PHRASE
        if long_enough and not any(sign.isspace() for sign in phrase):
            yield begin, space.start()
            begin = space.end()
    yield begin, end
