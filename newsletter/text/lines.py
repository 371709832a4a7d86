"""Lines -> paragraphs, in texts of one paragraph a line and in texts wrapped by hand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

LineKind = Literal["plain", "heading", "list", "quote", "table", "furniture", "underline"]

_WIDEST = 110  # characters; nobody wraps by hand beyond that
_HEAD = 200  # characters of a line that tell its kind
_HEADING = re.compile(r"(#{1,6})\s+(?=\S)")
_BULLET = re.compile(r"(?:[-*+•▪‣●◦■○∙]|–|—)\s+(?=\S)")
_NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-z])[.)]\s+(?=\S)")
_QUOTED = re.compile(r"(?:>\s?)+")
_RULE = re.compile(r"([-=*_~#])(?:\s?\1){2,}")
_CELLS = re.compile(r"\S\t+\S|\S {3,}\S.* {3,}\S")
_MAIL_HEADER = re.compile(r"(?:From|To|Cc|Subject|Date|Sent|Reply-To|Von|An|Betreff|Datum):\s")


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its outer white space; `body` is where it begins behind its marker."""

    kind: LineKind
    start: int
    end: int
    body: int
    gap: bool  # a blank line stands before it
    level: int = 0


def lines(text: str) -> list[Line]:
    """Every line that is not blank, with what its first characters say it is."""
    found: list[Line] = []
    at, gap = 0, True
    for raw in text.splitlines(keepends=True):
        stripped = raw.strip()
        if stripped:
            start = at + raw.index(stripped[0])
            found.append(_line(stripped, start, gap=gap))
        gap = not stripped
        at += len(raw)
    return found


def _line(content: str, start: int, *, gap: bool) -> Line:
    kind, skip, level = _marker(content, gap=gap)
    end = start + len(content)
    if skip == len(content):
        return Line("furniture", start, end, start, gap)
    return Line(kind, start, end, start + skip, gap, level)


def _marker(content: str, *, gap: bool) -> tuple[LineKind, int, int]:
    """What a line's first characters say: its kind, how many they are, a heading's level."""
    first, head = content[0], content[:_HEAD]
    kind: LineKind = "plain"
    marker: re.Match[str] | None = None
    level = 0
    if first in "-=*_~#" and len(content) < _HEAD and _RULE.fullmatch(content):
        kind = "underline" if first in "=-" and not gap else "furniture"
    elif first == "#" and (marker := _HEADING.match(head)):
        kind, level = "heading", len(marker[1])
    elif first == ">" and (marker := _QUOTED.match(head)):
        kind = "quote"
    elif first == "|" or (("\t" in head or "   " in head) and _CELLS.search(head)):
        kind = "table"
    elif content.startswith("```"):
        kind = "furniture"
    elif marker := _BULLET.match(head) or _NUMBER.match(head):
        kind = "list"
    return kind, marker.end() if marker else 0, level


def wrap_width(text: str, found: list[Line]) -> int:
    """The width at which the lines were wrapped by hand; 0 where a line is a paragraph.

    In a wrapped text the next line's first word would not have fitted, and most lines go on in
    lower case. Verse and one-sentence paragraphs fail one of the two.
    """
    lengths = sorted(line.end - line.start for line in found if line.kind in {"plain", "list"})
    if not lengths or sum(length > _WIDEST for length in lengths) * 5 > len(lengths):
        return 0
    width = [length for length in lengths if length <= _WIDEST][-1 - len(lengths) // 20]
    pairs = full = capital = 0
    for line, after in pairwise(found):
        if after.gap or after.kind != "plain" or line.kind not in {"plain", "list", "quote"}:
            continue
        pairs += 1
        full += is_full(text, line, after, width)
        capital += text[after.start].isupper()
    wrapped = pairs and full >= 0.6 * pairs and capital < 0.75 * pairs
    return width if wrapped else 0


def is_full(text: str, line: Line, after: Line, width: int) -> bool:
    """Whether the next line's first word would not have fitted behind this line."""
    words = text[after.body : min(after.end, after.body + 20)].split(None, 1)
    return line.end - line.start + 1 + len(words[0]) > width


def goes_on(text: str, line: Line, after: Line, width: int) -> bool:
    """Whether a plain line is the continuation of the one before it."""
    if after.gap or after.kind != "plain":
        return False
    last, first = text[line.end - 1], text[after.start]
    if not width:
        short = line.end - line.start <= _WIDEST
        return short and (last == "," or (first.islower() and last.isalnum() and is_long(line)))
    if is_full(text, line, after, width) or last in ",;":
        return True
    return not (last in '.!?:…"”’' or line.end - line.start < 0.6 * width)


def is_long(line: Line) -> bool:
    return line.end - line.start >= 35  # noqa: PLR2004 - characters; headings are shorter


def is_mail_header(text: str, line: Line) -> bool:
    """A mail's "Subject: ..." and its like; counts only at the top of a text, two together."""
    return line.kind == "plain" and bool(_MAIL_HEADER.match(text, line.start, line.end))
