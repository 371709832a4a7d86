"""Blocks -> sentences with exact offsets.

One pass over the marks that can end a sentence; what stands around each decides. Look-behind
and look-ahead are bounded, so that a megabyte of any text takes a second or two.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsletter.model import Sentence
from newsletter.text.abbreviations import abbreviations
from newsletter.text.boundaries import end_of_sentence
from newsletter.text.mark import Mark
from newsletter.text.thai import THAI, clauses

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsletter.model import Block
    from newsletter.text.abbreviations import Abbreviations

SPOKEN = frozenset({"paragraph", "list", "quote"})  # blocks that hold sentences
# Possessive, and nothing is asked after them: linear however long the run is.
_MARKS = re.compile(
    r"([.!?…‥。！？｡．؟۔।॥։።፧។៕‼⁇⁈⁉]++)(?:\[\d{1,3}\])?+[\"'”’“‘»›)\]}」』）】》〉〕*_]*+"
)
# “ closes in German and opens elsewhere, » opens in German and closes elsewhere.
_OPENING = {
    '"': '"',
    "(": ")",
    "[": "]",
    "{": "}",
    "“": "”",
    "„": "“”",
    "«": "»",
    "»": "«",
    "「": "」",
    "『": "』",
    "（": "）",
    "【": "】",
    "《": "》",
}
_PAIRED = re.compile("[" + re.escape("".join({*_OPENING, *"".join(_OPENING.values())})) + "]")


def sentences(text: str, blocks: tuple[Block, ...], language: str = "en") -> tuple[Sentence, ...]:
    """The sentences of paragraphs, list items and quotes, in order, trimmed, never empty.

    A quotation of several sentences is cut between them; `balanced` tells the halves.
    """
    rules = abbreviations(language)
    return tuple(
        Sentence(start, end, index)
        for index, block in enumerate(blocks)
        if block.kind in SPOKEN
        for start, end in cut(text, block.start, block.end, rules)
    )


def cut(text: str, start: int, end: int, rules: Abbreviations) -> Iterator[tuple[int, int]]:
    """The sentences between two offsets, as (start, end), each with a letter or digit in it."""
    pieces: Iterable[tuple[int, int]] = _pieces(text, start, end, rules)
    if THAI.search(text, start, end):
        pieces = (part for piece in pieces for part in clauses(text, *piece))
    return _worded(text, pieces)


def balanced(text: str) -> bool:
    """Whether each quotation mark and bracket of a stretch has its other half in it.

    Single quotation marks are left aside: they are apostrophes too.
    """
    awaited: list[str] = []
    for sign in _PAIRED.findall(text):
        if awaited and sign in awaited[-1]:
            awaited.pop()
        elif sign in _OPENING:
            awaited.append(_OPENING[sign])
        else:
            return False
    return not awaited


def _pieces(text: str, start: int, end: int, rules: Abbreviations) -> Iterator[tuple[int, int]]:
    begin = start
    for match in _MARKS.finditer(text, start, end):
        after = match.end()
        if after >= end:
            break
        closers = match.end(1)
        after = _with_spaced_guillemet(text, after, end)
        if after >= end:
            break
        cut_at = end_of_sentence(Mark(text, begin, match.start(), closers, after, end), rules)
        if cut_at is not None:
            yield begin, cut_at
            begin = cut_at
            while begin < end and text[begin].isspace():
                begin += 1
    yield begin, end


def _with_spaced_guillemet(text: str, after: int, end: int) -> int:
    """French sets a space before the closing guillemet: it still belongs to its sentence."""
    if after + 1 < end and text[after].isspace() and text[after + 1] == "»":
        return after + 2
    return after


def _worded(text: str, pieces: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Trimmed pieces; one without a word ("...", a lone quotation mark) joins the one before."""
    held: tuple[int, int] | None = None
    for piece in pieces:
        start, end = trim(text, *piece)
        if start == end:
            continue
        if text[start].isalnum() or any(sign.isalnum() for sign in text[start:end]):
            if held:
                yield held
            held = (start, end)
        elif held:
            held = (held[0], end)
    if held:
        yield held


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
