"""Text in columns of a fixed-width screen, where a Chinese character takes two."""

from __future__ import annotations

import re
import unicodedata
from itertools import chain, repeat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WIDTH = 72

_LINK = re.compile(r"https?://|mailto:", re.IGNORECASE)
# A line may end between any two of these, and not before a closing mark.
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003fffd]")
_CLOSING = frozenset("、。，．：；？！）」』】〉》”’…‥ー々,.;:?!)]}")


def width(text: str) -> int:
    """Columns that `text` takes."""
    if text.isascii():  # a megabyte of an editor's took 5 s letter by letter
        return len(text)
    return sum(map(_columns, text))


def wrap(text: str, first: str = "", rest: str | None = None, limit: int = WIDTH) -> str:
    """`text` in lines of at most `limit` columns behind `first`, then `rest`.

    A URL is never broken: it stands alone on its line, however long.
    """
    rest = " " * width(first) if rest is None else rest
    lines, line = [], first
    empty = True
    for piece, glued in _pieces(text, limit - max(width(first), width(rest))):
        joint = "" if glued or empty else " "
        if not empty and width(line + joint + piece) > limit:
            lines.append(line)
            line, joint = rest, ""
        line += joint + piece
        empty = False
    return "\n".join([*lines, line.rstrip()])


def underline(text: str, mark: str) -> str:
    """The wrapped text over a rule as long as its longest line."""
    heading = wrap(text)
    return heading + "\n" + mark * min(WIDTH, max(width(line) for line in heading.split("\n")))


def table(
    rows: Sequence[Sequence[str]], first: str = "  ", sides: Sequence[str] = ("left",)
) -> str:
    """Rows as columns, two spaces between; those that `sides` does not name keep to the right."""
    room = WIDTH - width(first)
    widths = [max(width(cell) for cell in column) for column in zip(*rows, strict=True)]
    if sum(widths) + 2 * (len(widths) - 1) > room:
        return "\n".join(wrap(", ".join(filter(None, row)), first) for row in rows)
    columns = tuple(zip(widths, chain(sides, repeat("right")), strict=False))
    return "\n".join((first + _row(row, columns)).rstrip() for row in rows)


def _row(row: Sequence[str], columns: Sequence[tuple[int, str]]) -> str:
    return "  ".join(_padded(cell, *column) for cell, column in zip(row, columns, strict=True))


def _padded(cell: str, wide: int, side: str) -> str:
    free = wide - width(cell)
    before = {"left": 0, "center": free // 2}.get(side, free)
    return " " * before + cell + " " * (free - before)


def _pieces(text: str, room: int) -> Iterator[tuple[str, bool]]:
    """What may not be broken, in order, and whether it is glued to the piece before it."""
    for word in text.split():
        glued = False
        for part in [word] if _LINK.search(word) else _breakable(word):
            for piece in [part] if _LINK.search(word) else _chop(part, room):
                yield piece, glued
                glued = True


def _breakable(word: str) -> Iterator[str]:
    """A word cut where scripts without spaces may be cut."""
    start = 0
    for at in range(1, len(word)):
        wide = _WIDE.match(word[at - 1]) or _WIDE.match(word[at])
        if wide and word[at] not in _CLOSING and not unicodedata.combining(word[at]):
            yield word[start:at]
            start = at
    yield word[start:]


def _chop(part: str, room: int) -> Iterator[str]:
    """A part that no line holds, in pieces that one does."""
    piece = ""
    for character in part:
        if piece and width(piece + character) > room:
            yield piece
            piece = ""
        piece += character
    yield piece


def _columns(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
