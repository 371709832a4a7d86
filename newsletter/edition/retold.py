"""How a story is told, proved: who copied whom and who differs is found again in the texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsletter.model import Entry
from newsletter.text.reading import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from newsletter.model import Article, Difference, Item, Quote, Revision, Source, Telling

    Retell = Callable[[Sequence[Article], Sequence[Article]], Telling]


def difference_quotes(item: Item) -> Iterator[tuple[str, Quote]]:
    """Every sentence that differs from another, with a name for it."""
    for number, difference in enumerate(item.telling.differences, start=1):
        for quote in difference.quotes:
            yield f"difference {number}", quote


def retold_problems(
    item: Item, sources: Sequence[Source], texts: Mapping[str, Revision], retell: Retell
) -> Iterator[str]:
    """What the stored texts do not tell so: `retell` reads them again."""
    known = {source.number: source for source in sources}
    told_by = [known[number] for number in item.sources if number in known]
    beside = [known[number] for number in item.beside if number in known]
    if not (item.telling.reports or item.telling.differences or item.beside):
        return
    whole = len(told_by) + len(beside) == len(item.sources) + len(item.beside)
    if not whole or any(one.revision not in texts for one in (*told_by, *beside)):
        yield "independent reports: not all of its texts are there"
        return
    again = retell(
        [_article(one, texts[one.revision]) for one in told_by],
        [_article(one, texts[one.revision]) for one in beside],
    )
    if item.telling.in_all != again.in_all:
        yield (
            f"independent reports: {item.telling.in_all} are told of in all, "
            f"the texts hold {again.in_all}"
        )
    if item.telling.reports != again.reports:
        yield (
            f"independent reports: {len(item.telling.reports)} are told of, "
            f"the texts hold {len(again.reports)}, by other outlets or with another origin"
            if len(item.telling.reports) == len(again.reports)
            else f"independent reports: {len(item.telling.reports)} are told of, "
            f"the texts hold {len(again.reports)}"
        )
    found = {_said(one) for one in again.differences}
    for number, difference in enumerate(item.telling.differences, start=1):
        if _said(difference) not in found:
            yield f"difference {number}: the sources do not differ so"
    if len(item.telling.differences) < len(found) and not item.edited:
        yield f"differences: {len(item.telling.differences)} of {len(found)} are told"


def _article(source: Source, revision: Revision) -> Article:
    entry = Entry(
        id=source.entry,
        source=source.name,
        feed="",
        guid=source.entry,
        title=source.title,
        link=source.url,
        published=source.published,
    )
    return read(entry, revision)


def _said(difference: Difference) -> tuple[object, ...]:
    """What a difference says; the words kept around a quotation are no part of it."""
    return tuple((quote.text, quote.span, quote.figures) for quote in difference.quotes)
