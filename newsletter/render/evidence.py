"""A quotation in its surroundings, for the eye: what stands before and after it in its source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsletter.render.shown import clipped, inner

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsletter.model import Context, Edition, Quote, Source, Span

QUOTED = 1000  # characters of a quotation that are said again in its surroundings
CUT = "…"


@dataclass(frozen=True, slots=True)
class Proof:
    """`before`, the quotation and `after`, as they follow each other in the source.

    An ellipsis at either end says that the source's paragraph goes on there.
    """

    before: str
    quoted: str
    after: str


def contexts_of(edition: Edition) -> dict[Span, Context]:
    """What stands around each quotation, by its span."""
    return {context.span: context for context in edition.contexts}


def proof(quote: Quote, context: Context | None, source: Source) -> Proof | None:
    """The quotation where it stands; None where nothing stands around it."""
    if context is None:
        return None
    start, end = quote.span.start - context.start, quote.span.end - context.start
    if not 0 <= start < end <= len(context.text):
        return None
    before, after = inner(context.text[:start]), inner(context.text[end:])
    if not before.strip() and not after.strip():
        return None
    closes = context.start + len(context.text)
    return Proof(
        before if _begins(context.start, source.paragraphs) else f"{CUT} {before.lstrip()}",
        clipped(quote.text, QUOTED),
        after if _ends(closes, source.paragraphs) else f"{after.rstrip()} {CUT}",
    )


def _begins(place: int, paragraphs: Sequence[tuple[int, int]]) -> bool:
    return any(start == place for start, _ in paragraphs)


def _ends(place: int, paragraphs: Sequence[tuple[int, int]]) -> bool:
    return any(end == place for _, end in paragraphs)
