"""Which short paragraphs are headings, and which are lists written without full stops."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from newsletter.text.abbreviations import abbreviations
from newsletter.text.furniture import ends_with_stop, is_furniture
from newsletter.text.sentences import cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsletter.model import Block

_SENTENCE_WORDS = 9  # words of a heading that is written like a sentence
_TITLE_WORDS = 16  # words of a heading That Is Written Like This
_LABEL_WORDS = 4  # "Key points:"
_LONGEST = 140  # characters
_LONG_WORD = 3  # letters; "with" is a longer word, "the" is not
_TITLE = 0.7  # of the longer words of a title begin with a capital
_RUN = 3  # so many headings on end are a list without full stops
_ITEM_WORDS = 2  # on average; a run of shorter ones is a menu


def with_headings(text: str, blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with short paragraphs without a full stop as headings, many on end as a list."""
    run: list[Block] = []
    lead: Block | None = None
    for block in blocks:
        if block.kind == "paragraph" and is_heading(text, block):
            run.append(block)
            continue
        yield from _as_run(text, run, lead)
        run = []
        lead = block
        yield block
    yield from _as_run(text, run, lead)


def is_heading(text: str, block: Block) -> bool:
    """Whether a paragraph has the shape of a heading: short, a capital first, no full stop."""
    stretch = text[block.start : min(block.end, block.start + _LONGEST)]
    if block.end - block.start > len(stretch):
        return False
    if "\n" in stretch and stretch.rstrip("=-").endswith("\n"):
        return True
    if stretch[0].islower() or ": " in stretch[:30] or stretch[-1] in '",”.;…。':
        return False
    one = len(list(cut(text, block.start, block.end, abbreviations("en")))) == 1
    return one and _is_short(stretch, stretch.split())


def _is_short(stretch: str, words: list[str]) -> bool:
    """Short for a label, a title or a heading written like a sentence."""
    if stretch[-1] == ":":
        return len(words) <= _LABEL_WORDS
    if _is_title(words):
        return len(words) <= _TITLE_WORDS
    return len(words) <= _SENTENCE_WORDS and not ends_with_stop(stretch)


def _as_run(text: str, run: list[Block], lead: Block | None) -> Iterator[Block]:
    """A headline apart from what follows, then a list, a menu or headings."""
    behind_label = lead is not None and text[lead.end - 1] == ":"
    begins = lead is None or (run and text.count("\n", lead.end, run[0].start) > 1)
    if len(run) > _RUN and begins and not behind_label and _stands_apart(text, run):
        yield replace(run[0], kind="heading", level=1)
        run = run[1:]
    listed = len(run) >= _RUN or (behind_label and len(run) > 1)
    words = sum(len(text[block.start : block.end].split()) for block in run)
    for block in run:
        stretch = text[block.start : block.end]
        if is_furniture(stretch):
            yield replace(block, kind="furniture")
        elif listed and not stretch.endswith(":"):
            yield replace(block, kind="list" if words > _ITEM_WORDS * len(run) else "furniture")
        else:
            yield replace(block, kind="heading", level=2)


def _stands_apart(text: str, run: list[Block]) -> bool:
    """Whether a blank line stands behind the first of a run and none behind the others."""
    gaps = [text.count("\n", block.end, after.start) > 1 for block, after in pairwise(run)]
    return gaps[0] and not any(gaps[1:])


def _is_title(words: list[str]) -> bool:
    long = [word for word in words if len(word) > _LONG_WORD]
    return len(words) > _ITEM_WORDS and sum(word[0].isupper() for word in long) > _TITLE * len(long)
