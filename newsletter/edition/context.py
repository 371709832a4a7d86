"""What stands around a quotation in its text: for the reader's eye, and to find it in its page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from newsletter.model import Context
from newsletter.text.fragment import around
from newsletter.text.reading import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from newsletter.model import Article, Item, Quote, Revision, Sentence, Span

# Characters on either side, the most that fit: 200 are some two lines. More would be reading the
# source, and quoting it.
REACHES = (200, 100, 50)


def contexts(
    quotes: Iterable[Quote],
    articles: Mapping[str, Article],
    fits: Callable[[Context], bool] = lambda _: True,
) -> tuple[Context, ...]:
    """For each quotation of a text, once, the sentences before and after it, where there are any.

    `articles` are known by their revision; what they are cut down to does not matter here.
    `fits` is asked whether so much may be quoted.
    """
    found: dict[Span, Context] = {}
    whole: dict[str, tuple[Sentence, ...]] = {}
    for quote in quotes:
        span = quote.span
        article = articles.get(span.revision)
        if span.part == "title" or span in found or article is None:
            continue
        if span.revision not in whole:
            whole[span.revision] = read(article.entry, article.revision).sentences
        tried = (_context(span, article.revision.text, whole[span.revision], r) for r in REACHES)
        if context := next((one for one in tried if one and fits(one)), None):
            found[span] = context
    return tuple(found.values())


def named_apart(item: Item, revisions: Mapping[str, Revision]) -> Item:
    """The story, its quotations with the words around them without which another place is found."""

    def apart(quote: Quote) -> Quote:
        revision = revisions.get(quote.span.revision)
        return _named_apart(quote, revision) if revision else quote

    summary, telling = item.summary, item.telling
    return replace(
        item,
        summary=replace(
            summary,
            headline=summary.headline and apart(summary.headline),
            sentences=tuple(map(apart, summary.sentences)),
            bullets=tuple(replace(one, quote=apart(one.quote)) for one in summary.bullets),
        ),
        changes=tuple(replace(one, after=apart(one.after)) for one in item.changes),
        corrections=tuple(
            replace(one, after=one.after and apart(one.after)) for one in item.corrections
        ),
        telling=replace(
            telling,
            differences=tuple(
                replace(one, quotes=tuple(map(apart, one.quotes))) for one in telling.differences
            ),
        ),
    )


def _named_apart(quote: Quote, revision: Revision) -> Quote:
    if quote.span.part == "title":
        return quote
    page, offset = f"{revision.title}\n{revision.text}", len(revision.title) + 1
    before, after = around(page, offset + quote.span.start, offset + quote.span.end)
    return replace(quote, before=before, after=after)


def _context(span: Span, text: str, order: Sequence[Sentence], reach: int) -> Context | None:
    inside = [n for n, one in enumerate(order) if one.start < span.end and span.start < one.end]
    if not inside:
        return None
    first, last = inside[0], inside[-1]
    start, end = min(order[first].start, span.start), max(order[last].end, span.end)
    if first and _adjoin(text, order[first - 1], order[first]):
        start = order[first - 1].start
    if last + 1 < len(order) and _adjoin(text, order[last], order[last + 1]):
        end = order[last + 1].end
    start = _from_word(text, start, span.start, reach)
    end = _to_word(text, end, span.end, reach)
    if (start, end) == (span.start, span.end):
        return None
    return Context(span, start, text[start:end])


def _adjoin(text: str, one: Sentence, other: Sentence) -> bool:
    """Whether nothing stands between them; a heading would."""
    return not text[one.end : other.start].strip()


def _from_word(text: str, start: int, limit: int, reach: int) -> int:
    """Where the context begins: at `start`, or at a word in reach of the quotation."""
    if limit - start <= reach:
        return start
    near = text.find(" ", limit - reach, limit - reach // 2)
    return near + 1 if near >= 0 else limit - reach


def _to_word(text: str, end: int, limit: int, reach: int) -> int:
    if end - limit <= reach:
        return end
    near = text.rfind(" ", limit + reach // 2, limit + reach)
    return near if near >= 0 else limit + reach
