"""A text's lines, each with what its first characters say it is."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from newsletter.text.late import late

LineKind = Literal["plain", "heading", "list", "quote", "table", "furniture", "underline"]

_HEAD = 200  # characters of a line that tell its kind
_HEADING = late(r"(#{1,6})\s+(?=\S)")
_BULLET = re.compile(r"(?:[-*+•▪‣●◦■○∙]|–|—)\s+(?=\S)")
_NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-z])[.)]\s+(?=\S)")
_QUOTED = late(r"(?:>\s*+)++")
_RULE = late(r"([-=*_~#])(?:\s?\1){2,}")
_CELLS = late(r"\S\t+\S|\S {3,}\S.* {3,}\S")


class Line(NamedTuple):
    """A line without its outer white space; `body` is where it begins behind its marker."""

    kind: LineKind
    start: int
    end: int
    body: int
    gap: bool  # a blank line stands before it
    indent: int  # white space before it
    level: int = 0


def lines(text: str) -> list[Line]:
    """Every line that is not blank, with what its first characters say it is."""
    found: list[Line] = []
    at, gap = 0, True
    for raw in text.splitlines(keepends=True):
        stripped = raw.strip()
        if stripped:
            indent = raw.index(stripped[0])
            found.append(_line(stripped, at + indent, gap=gap, indent=indent))
        gap = not stripped
        at += len(raw)
    return found


def _line(content: str, start: int, *, gap: bool, indent: int) -> Line:
    kind, skip, level = _marker(content, gap=gap)
    end = start + len(content)
    if skip == len(content):
        return Line("furniture", start, end, start, gap, indent)
    return Line(kind, start, end, start + skip, gap, indent, level)


def _marker(content: str, *, gap: bool) -> tuple[LineKind, int, int]:
    """What a line's first characters say: its kind, how many they are, a heading's level."""
    first, head = content[0], content[:_HEAD]
    kind: LineKind = "plain"
    marker: re.Match[str] | None = None
    level = 0
    if first in "-=*_~#" and len(content) < _HEAD and _RULE().fullmatch(content):
        kind = "underline" if first in "=-" and not gap else "furniture"
    elif first == "#" and (marker := _HEADING().match(head)):
        kind, level = "heading", len(marker[1])
    elif first == ">" and (marker := _QUOTED().match(head)):
        kind = "quote"
    elif first == "|" or (("\t" in head or "   " in head) and _CELLS().search(head)):
        kind = "table"
    elif content.startswith("```"):
        kind = "furniture"
    elif marker := _BULLET.match(head) or _NUMBER.match(head):
        kind = "list"
    return kind, marker.end() if marker else 0, level
