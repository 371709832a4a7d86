"""What of a sentence speaks of one of its figures, and whether it is told by the way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsletter.digest.sizes import form_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsletter.model import Figure, Sentence

_BREAK = re.compile(
    r";\s|:\s|\s[–—-]\s|,?\s(?:while|whereas|although|but)\s"
    r"|,\s(?:and|after|from|compared|against|which|who)\s"
    r"|,\s(?=(?:\w+\s){1,3}of\s(?:whom|which|them|these|that)\b)"
    r"|,\s(?=(?:[a-z]+ing|helped|driven|hurt|led)\s(?!(?:to|up|down)\s))"
    r"|\sbecause\s|\s(?:after|as|when)\s(?=(?:it|the|an?|he|she|its|they|his|their)\s)"
)
_COMMA = re.compile(r"[,;:]\s|\s[–—-]\s|\s(?:while|after|because)\s")  # what time a figure tells
_PER = re.compile(r"\s(?:an?|per|each|for\seach)\s?(?:share|barrel|tonne|ton|ounce|head|unit)?\b")
_PART = re.compile(
    r"(?:\s[-–—]\s|\b(?:including|among\sthem|of\swhom|of\swhich|of\sthem|of\sthese|with)\b)[^.;]{0,60}$"
)


def clause_of(
    text: str, sentence: Sentence, figure: Figure, peers: Iterable[Figure]
) -> tuple[int, int]:
    """What of a sentence speaks of the figure: up to others of its form, and to breaks."""
    start, end = sentence.start, sentence.end
    stops = [(one.start, one.end) for one in peers if one is not figure]
    breaks = _COMMA if form_of(figure) == "time" else _BREAK
    stops += [found.span() for found in breaks.finditer(text, start, end)]
    for first, last in stops:
        if last <= figure.start:
            priced = _PER.match(text, last, figure.start)
            start = max(start, priced.end() if priced else last)
        elif first >= figure.end:
            end = min(end, first)
    return start, end


def is_aside(before: str, figure: Figure, mine: Iterable[Figure]) -> bool:
    """Whether it stands in brackets, or is a part of a greater one: "29 people, among them 8"."""
    if before.rfind("(") > before.rfind(")"):
        return True
    greater = any(
        one.end <= figure.start and one.value > figure.value and form_of(one) == form_of(figure)
        for one in mine
    )
    return greater and _PART.search(before) is not None
