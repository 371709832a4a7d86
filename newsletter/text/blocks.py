"""Plain text -> blocks: paragraphs, headings, lists, quotes, tables and page furniture.

Headings and furniture are blocks of their own, so that no sentence is glued to them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from newsletter.model import Block
from newsletter.text.abbreviations import abbreviations
from newsletter.text.datelines import body_start
from newsletter.text.furniture import ends_with_stop, is_furniture
from newsletter.text.lines import goes_on, is_mail_header, lines, wrap_width
from newsletter.text.phrases import BOILERPLATE, CONTAINS, STARTS
from newsletter.text.sentences import cut, trim

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsletter.model import BlockKind
    from newsletter.text.lines import Line

_SPOKEN = frozenset({"paragraph", "list", "quote"})
_HEADING_WORDS = 9  # words of a heading that is written like a sentence
_TITLE_WORDS = 16  # words of a heading That Is Written Like This
_LONGEST_HEADING = 140  # characters
_LABEL_WORDS = 4  # "Key points:"
_RUN = 3  # so many headings on end are a list without full stops


def plain_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a plain text, in order, not overlapping; markers stay outside of them.

    A text of which nothing would be left keeps its lines as paragraphs.
    """
    raw = tuple(_raw_blocks(text))
    found = without_furniture(text, tuple(_with_headings(text, raw)))
    if any(block.kind in _SPOKEN for block in found):
        return found
    return tuple(
        replace(block, kind="paragraph", level=0)
        if block.kind in {"heading", "furniture"}
        else block
        for block in raw
    )


def without_furniture(text: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with datelines, credits, teasers and boilerplate set apart as furniture."""
    found: list[Block] = []
    boilerplate = False
    for block in blocks:
        if block.kind == "heading":
            boilerplate = _is_boilerplate(text, block)
        if block.kind not in _SPOKEN:
            found.append(block)
        elif boilerplate:
            found.append(replace(block, kind="furniture"))
        else:
            found.extend(_set_apart(text, block))
    if not any(block.kind in _SPOKEN for block in found):
        return blocks
    return tuple(found)


def _raw_blocks(text: str) -> Iterator[Block]:
    """Lines joined to paragraphs, each of the kind that its marker says."""
    found = lines(text)
    width = wrap_width(text, found)
    at = _mail_headers(text, found)
    yield from (Block("furniture", line.start, line.end) for line in found[:at])
    while at < len(found):
        line = found[at]
        last = at
        while last + 1 < len(found) and _joins(text, found[last], found[last + 1], width):
            last += 1
        yield _block(line, found[last].end)
        at = last + 1


def _mail_headers(text: str, found: list[Line]) -> int:
    """How many lines at the top are a mail's header: none or at least two."""
    at = 0
    while at < len(found) and is_mail_header(text, found[at]):
        at += 1
    return at if at > 1 else 0


def _joins(text: str, line: Line, after: Line, width: int) -> bool:
    if after.kind == "underline":
        return line.kind == "plain"
    if line.kind in {"plain", "list"}:
        return goes_on(text, line, after, width)
    return line.kind == after.kind == "quote" and not after.gap


def _block(line: Line, end: int) -> Block:
    kind: BlockKind = "furniture" if line.kind == "underline" else "paragraph"
    if line.kind not in {"plain", "underline"}:
        kind = line.kind  # type: ignore[assignment] # the two that differ are gone
    return Block(kind, line.body, end, line.level)


def _with_headings(text: str, blocks: Iterable[Block]) -> Iterator[Block]:
    """Short paragraphs without a full stop are headings, many on end a list."""
    run: list[Block] = []
    lead: Block | None = None
    for block in blocks:
        if block.kind == "paragraph" and _is_heading(text, block):
            run.append(block)
            continue
        yield from _as_run(text, run, lead)
        run = []
        lead = block
        yield block
    yield from _as_run(text, run, lead)


def _as_run(text: str, run: list[Block], lead: Block | None) -> Iterator[Block]:
    stretches = [text[block.start : block.end] for block in run]
    listed = len(run) >= _RUN or (lead is not None and text[lead.end - 1] == ":" and len(run) > 1)
    wordy = sum(len(stretch.split()) for stretch in stretches) > 2 * len(run)
    for block, stretch in zip(run, stretches, strict=True):
        if is_furniture(stretch):
            yield replace(block, kind="furniture")
        elif listed and not stretch.endswith(":"):
            yield replace(block, kind="list" if wordy else "furniture")
        else:
            yield replace(block, kind="heading", level=2)


def _is_heading(text: str, block: Block) -> bool:
    stretch = text[block.start : min(block.end, block.start + _LONGEST_HEADING)]
    if block.end - block.start > len(stretch):
        return False
    if "\n" in stretch and stretch.rstrip("=-").endswith("\n"):
        return True
    words = stretch.split()
    if stretch[0].islower() or ": " in stretch[:30] or stretch[-1] in '",”.;…。':
        return False
    if stretch[-1] == ":":
        return len(words) <= _LABEL_WORDS
    if _is_title(words):
        return len(words) <= _TITLE_WORDS
    return len(words) <= _HEADING_WORDS and not ends_with_stop(stretch)


def _is_title(words: list[str]) -> bool:
    """Whether most of the longer words begin with a capital."""
    long = [word for word in words if len(word) > 3]  # noqa: PLR2004 - "with", not "the"
    return len(words) > 2 and sum(word[0].isupper() for word in long) > 0.7 * len(long)  # noqa: PLR2004


def _is_boilerplate(text: str, block: Block) -> bool:
    """A heading such as "About Example Corp" in the lower half of a text."""
    head = f"{text[block.start : block.end]} ".casefold()
    return head.startswith(BOILERPLATE) and block.start * 2 > len(text)


def _set_apart(text: str, block: Block) -> Iterator[Block]:
    """A block's dateline, body and credits as blocks of their own."""
    start = body_start(text, block.start, block.end)
    if start > block.start:
        yield Block("furniture", *trim(text, block.start, start))
    if start >= block.end:
        return
    stretch = text[start : block.end]
    if is_furniture(stretch):
        yield Block("furniture", start, block.end)
        return
    folded = stretch.casefold()
    if any(phrase in folded for phrase in CONTAINS + STARTS):
        yield from _by_sentence(text, replace(block, start=start))
    else:
        yield replace(block, start=start)


def _by_sentence(text: str, block: Block) -> Iterator[Block]:
    """A paragraph with furniture among its sentences, cut around that."""
    held: Block | None = None
    for start, end in cut(text, block.start, block.end, abbreviations("en")):
        kind: BlockKind = "furniture" if is_furniture(text[start:end]) else block.kind
        if held and held.kind == kind:
            held = replace(held, end=end)
            continue
        if held:
            yield held
        held = Block(kind, start, end, block.level)
    if held:
        yield held
