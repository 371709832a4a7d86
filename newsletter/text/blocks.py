"""Plain text -> blocks: paragraphs, headings, lists, quotes, tables and page furniture.

Headings and furniture are blocks of their own, so that no sentence is glued to them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from newsletter.model import Block
from newsletter.text.abbreviations import abbreviations
from newsletter.text.datelines import body_start
from newsletter.text.envelope import without_envelope
from newsletter.text.furniture import is_furniture
from newsletter.text.headings import with_headings
from newsletter.text.layout import by_lines, joins, layout
from newsletter.text.lines import lines
from newsletter.text.phrases import BOILERPLATE, telling_phrases
from newsletter.text.sentences import SPOKEN, cut, trim

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsletter.model import BlockKind
    from newsletter.text.lines import Line

_HEAD_OF_RELEASE = 0.35  # of a text, in which "About us" opens an article about us
_NAME = 2  # words of a name among the contacts; no heading that ends boilerplate
_PARAGRAPH = 60  # words; a longer stretch that begins like furniture is judged by its sentences


def plain_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a plain text, in order, not overlapping; markers stay outside of them.

    A text of headings alone keeps them as paragraphs, one of furniture alone that.
    """
    return _refined(text, _raw_blocks(text))


def marked_blocks(text: str, blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Blocks that markup gave, refined as those of a plain text are.

    Markup calls headings and bylines paragraphs, and parts paragraphs by line breaks.
    """
    return _refined(text, (part for block in blocks for part in by_lines(text, block)))


def _refined(text: str, blocks: Iterable[Block]) -> tuple[Block, ...]:
    found = without_furniture(text, tuple(with_headings(text, blocks)))
    for kind in ("heading", "furniture"):
        if _says_something(text, found):
            break
        found = tuple(
            replace(block, kind="paragraph", level=0) if block.kind == kind else block
            for block in found
        )
    return found


def without_furniture(text: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with datelines, credits, teasers and boilerplate set apart as furniture."""
    found: list[Block] = []
    boilerplate = False
    telling = telling_phrases(text.casefold())
    for block in blocks:
        if block.kind in {"heading", "furniture"}:
            opens = _is_boilerplate(text, block)
            boilerplate = boilerplate if opens is None else opens
        if block.kind not in SPOKEN:
            found.append(block)
        elif boilerplate:
            found.append(replace(block, kind="furniture"))
        else:
            found.extend(_set_apart(text, block, telling))
    return tuple(found) if _says_something(text, found) else blocks


def _says_something(text: str, blocks: Iterable[Block]) -> bool:
    """Whether any block holds a word that can stand in a sentence."""
    return any(
        block.kind in SPOKEN and any(sign.isalnum() for sign in text[block.start : block.end])
        for block in blocks
    )


def _raw_blocks(text: str) -> Iterator[Block]:
    """Lines joined to paragraphs, each of the kind that its marker says."""
    found = without_envelope(text, lines(text))
    how = layout(text, found)
    at = 0
    while at < len(found):
        last = at
        while last + 1 < len(found) and joins(text, found[at], found[last], found[last + 1], how):
            last += 1
        yield _block(found[at], found[last].end)
        at = last + 1


def _block(line: Line, end: int) -> Block:
    kind: BlockKind = "furniture" if line.kind == "underline" else "paragraph"
    if line.kind not in {"plain", "underline"}:
        kind = line.kind  # type: ignore[assignment] # the two that differ are gone
    return Block(kind, line.body, end, line.level)


def _is_boilerplate(text: str, block: Block) -> bool | None:
    """Whether a heading opens what a company says in every release; None says neither."""
    head = text[block.start : block.end]
    if f"{head} ".casefold().startswith(BOILERPLATE):
        return block.start > len(text) * _HEAD_OF_RELEASE
    return False if len(head.split()) > _NAME else None


def _set_apart(text: str, block: Block, telling: tuple[str, ...]) -> Iterator[Block]:
    """A block's dateline, body and credits as blocks of their own.

    `telling` are the phrases of furniture that the text holds at all: seldom more than two.
    """
    start = body_start(text, block.start, block.end)
    if start > block.start:
        yield Block("furniture", *trim(text, block.start, start))
    if start >= block.end:
        return
    body = block if start == block.start else replace(block, start=start)
    stretch = text[start : block.end]
    folded = stretch.casefold()
    if not any(phrase in folded for phrase in telling):
        # By its shape alone then, as if it were `whole`: none of what it could contain is there.
        yield replace(body, kind="furniture") if is_furniture(stretch, whole=True) else body
    elif is_furniture(stretch, whole=True) and len(stretch.split()) < _PARAGRAPH:
        yield replace(body, kind="furniture")
    else:
        yield from _by_sentence(text, body)


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
