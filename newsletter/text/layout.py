"""Which lines go on in the next one: paragraphs a line, or paragraphs wrapped by hand."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from newsletter.model import Block
from newsletter.text.lines import Line, lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WIDEST = 110  # characters; nobody wraps by hand beyond that
_NARROWEST = 45  # characters; verse is narrower
_LONG = 35  # characters; headings are shorter
_FULL = 0.6  # of a wrapped text's lines had no room for the next word
_CAPITAL = 0.75  # of the next lines begin with a capital in verse and lists, fewer in prose
_SHORT = 0.6  # of the width: a line shorter than that ends its paragraph
_BROKEN = 60  # characters; a shorter line in markup was ended on purpose
_STOPS = '.!?:…"”’。！？'


class Layout(NamedTuple):
    """How a text was typed: `width` is 0 where each line is a paragraph."""

    width: int
    cased: bool  # its lines begin with capitals, so a small letter says that a line goes on


def layout(text: str, found: Sequence[Line]) -> Layout:
    """How the lines of a text were broken, read from the lines themselves."""
    plain = [line for line in found if line.kind == "plain"]
    small = sum(text[line.start].islower() for line in plain)
    return Layout(_width(text, found), cased=small * 2 < len(plain))


def joins(text: str, first: Line, line: Line, after: Line, how: Layout) -> bool:
    """Whether a line goes on in the one after it; `first` is the first of its block."""
    if after.kind == "underline":
        return line is first and line.kind == "plain"
    if after.gap:
        return False
    if line.kind == after.kind and line.kind in {"quote", "table"}:
        return True
    if after.kind != "plain" or first.kind not in {"plain", "list"}:
        return False
    if first.kind == "list" and after.indent > first.indent:
        return True
    return _goes_on(text, line, after, how)


def by_lines(text: str, block: Block) -> Iterator[Block]:
    """A paragraph from markup, parted where a line break ends a sentence or a short line."""
    if block.kind != "paragraph" or text.find("\n", block.start, block.end) < 0:
        yield block
        return
    found = [
        Line("plain", block.start + line.start, block.start + line.end, 0, line.gap, line.indent)
        for line in lines(text[block.start : block.end])
    ]
    first = 0
    for at, (line, after) in enumerate(pairwise(found)):
        ended = text[line.end - 1] in _STOPS or line.end - line.start < _BROKEN
        if after.gap or (ended and not text[after.start].islower()):
            yield Block("paragraph", found[first].start, line.end)
            first = at + 1
    if found:
        yield Block("paragraph", found[first].start, found[-1].end)


def _width(text: str, found: Sequence[Line]) -> int:
    """The width of hand-wrapped lines: the next line's first word would not have fitted."""
    lengths = sorted(line.end - line.start for line in found if line.kind in {"plain", "list"})
    if not lengths or sum(length > _WIDEST for length in lengths) * 5 > len(lengths):
        return 0
    width = [length for length in lengths if length <= _WIDEST][-1 - len(lengths) // 20]
    pairs = [
        (line, after)
        for line, after in pairwise(found)
        if not after.gap and after.kind == "plain" and line.kind in {"plain", "list"}
        if (line.end - line.start) * 2 > width  # a greeting, a heading: no evidence
    ]
    full = sum(_is_full(text, line, after, width) for line, after in pairs)
    if not pairs or full < _FULL * len(pairs):
        return 0
    capital = sum(text[after.start].isupper() for _, after in pairs)
    stopped = sum(text[line.end - 1] in _STOPS for line, _ in pairs)
    prose = capital < _CAPITAL * len(pairs) or (not stopped and width > _NARROWEST)
    return width if prose else 0


def _is_full(text: str, line: Line, after: Line, width: int) -> bool:
    words = text[after.body : min(after.end, after.body + 20)].split(None, 1)
    return line.end - line.start + 1 + len(words[0]) > width


def _goes_on(text: str, line: Line, after: Line, how: Layout) -> bool:
    last, first = text[line.end - 1], text[after.start]
    length = line.end - line.start
    if how.width:
        if _is_full(text, line, after, how.width) or last in ",;":
            return True
        return not (last in _STOPS or length < _SHORT * how.width)
    if length > _WIDEST:
        return False
    return last == "," or (how.cased and first.islower() and last.isalnum() and length >= _LONG)
