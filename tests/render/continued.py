"""Editions of stories that were told before: updates with changed figures, and revisions."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from newsletter.model import Change, Correction, Quote, Span

if TYPE_CHECKING:
    from newsletter.model import Edition, Item

SINCE = "morning/2026-11-22T0700"


def continued(edition: Edition) -> Edition:
    """The same edition, all of whose full stories continue: each third one is revised."""
    items = tuple(
        revised(item) if place % 3 == 1 else update(item)
        for place, item in enumerate(edition.items)
    )
    also = tuple(replace(item, mark="update", since=SINCE) for item in edition.also)
    return replace(edition, items=items, also=also)


def update(item: Item) -> Item:
    """With a change for each bullet that has a figure, every other one with a label."""
    changes = tuple(
        Change(bullet.quote, bullet.quote, first_words(bullet.quote) if place % 2 else None)
        for place, bullet in enumerate(item.summary.bullets)
        if bullet.quote.figures
    )
    return replace(item, mark="update", since=SINCE, changes=changes)


def with_course(edition: Edition) -> Edition:
    """The first story's first figure was another one on each of three days before."""
    told = [item.summary.bullets[0].quote for item in edition.items[:4]]
    quotes = [replace(one, figures=one.figures[:1]) for one in told]
    *course, before, after = reversed(quotes)
    first = replace(
        edition.items[0],
        mark="update",
        since=SINCE,
        changes=(Change(before, after, first_words(after), tuple(course)),),
    )
    days = {quote.span.revision: day for day, quote in enumerate(quotes)}
    sources = (
        replace(one, published=edition.slot - timedelta(days=days[one.revision], hours=1))
        if one.revision in days
        else one
        for one in edition.sources
    )
    return replace(edition, items=(first, *edition.items[1:]), sources=tuple(sources))


def revised(item: Item) -> Item:
    """Whose sentences were changed, taken out and put in."""
    summary = item.summary
    name = summary.sources[0]
    first, last = summary.sentences[:1], summary.sentences[-1:]
    corrections = (
        *(Correction(name, name, one, other) for one, other in zip(first, last, strict=True)),
        *(Correction(name, name, one, None) for one in first),
        *(Correction(name, name, None, one) for one in last),
    )
    kept = replace(summary, sentences=(), bullets=())
    return replace(item, mark="revised", since=SINCE, summary=kept, corrections=corrections)


def first_words(quote: Quote) -> Quote:
    """A label from where the quotation begins."""
    text = " ".join(quote.text.split(" ")[:2])
    span = quote.span
    return Quote(text, Span(span.revision, span.part, span.start, span.start + len(text)))
