"""Stretches of a document's words, before they have their places in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsletter.model import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsletter.text.elements import Place

TERMINATED = re.compile(r"[.!?…:;][\"'”’»)\]]*$")

MAX_HEADING = 300  # characters; some feeds wrap whole articles in <h4>
MAX_CELL = 150  # characters; longer cells are the columns of a page, not of a table
MAX_LABEL = 60  # characters; a single cell in its row that may still be a table's
WRAPPED = 60  # characters; a line at least so long was broken to fit, not to end there


@dataclass(frozen=True, slots=True)
class Piece:
    """A block without its place; the rows of one table share its number."""

    kind: BlockKind
    level: int
    text: str
    table: int = 0


@dataclass(slots=True)
class Row:
    """A table's row while it is open: where its pieces start, and those of each cell."""

    start: int
    cells: list[int] = field(default_factory=list)


def pieces_of(words: str, place: Place, *, linked: bool) -> list[Piece]:
    """The words of one block element; `linked` says that all of them stand in links."""
    joined = place.kind == "heading"
    return [
        Piece(*_kind(place, line, linked=linked), line) for line in _lines(words, joined=joined)
    ]


def collapsed(text: str) -> str:
    """The text with each run of white space as one space."""
    return " ".join(text.split())


def table_row(row: Row, pieces: Sequence[Piece], table: int) -> Piece | None:
    """The row's pieces as one, or None where the table was there for the layout."""
    ends = [*row.cells[1:], row.start + len(pieces)]
    if any(end - start > 1 for start, end in zip(row.cells, ends, strict=False)):
        return None
    if len(row.cells) < 2 or not pieces:  # noqa: PLR2004 - one cell is no table
        return None
    if any(p.kind not in {"paragraph", "furniture"} or len(p.text) > MAX_CELL for p in pieces):
        return None
    alone = pieces[0].text if len(pieces) == 1 else ""
    if len(alone) > MAX_LABEL or TERMINATED.search(alone):
        return None
    kind: BlockKind = "furniture" if pieces[0].kind == "furniture" else "table"
    return Piece(kind, 0, " | ".join(piece.text for piece in pieces), table)


def laid_out(pieces: Sequence[Piece]) -> tuple[str, tuple[Block, ...]]:
    """Join the pieces and say where each lies."""
    texts: list[str] = []
    blocks: list[Block] = []
    at, table = 0, 0
    for piece in pieces:
        same = piece.table > 0 and piece.table == table
        gap = "" if not texts else "\n" if same else "\n\n"
        start = at + len(gap)
        at = start + len(piece.text)
        texts += (gap, piece.text)
        if same:
            start = blocks.pop().start
        blocks.append(Block(piece.kind, start, at, piece.level))
        table = piece.table
    return "".join(texts), tuple(blocks)


def _kind(place: Place, line: str, *, linked: bool) -> tuple[BlockKind, int]:
    if place.furniture:
        return "furniture", 0
    if place.kind == "heading":
        return ("heading", place.level) if len(line) <= MAX_HEADING else ("paragraph", 0)
    if linked and not TERMINATED.search(line):
        return "furniture", 0  # "Read more", "Share this": nothing but a link, and no sentence
    return place.kind, 0


def _lines(words: str, *, joined: bool) -> list[str]:
    """Cut at line breaks, except where one only wraps a sentence."""
    if joined or "\n" not in words:
        return [collapsed(words)]
    lines: list[list[str]] = []
    apart = True
    for line in map(collapsed, words.split("\n")):
        if not line:
            apart = True
        elif apart or not _runs_on(lines[-1][-1], line):
            lines.append([line])
            apart = False
        else:
            lines[-1].append(line)
    return [" ".join(line) for line in lines]


def _runs_on(line: str, following: str) -> bool:
    if TERMINATED.search(line):
        return False
    return following[0].islower() or len(line) >= WRAPPED
