"""Changed figures and what they count, as quotations of both texts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from newsletter.digest.compare import changed
from newsletter.digest.label import label
from newsletter.model import Change, Quote, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsletter.digest.compare import Told
    from newsletter.model import Article


MOST = 6  # values before the last two: more are no line that can be read in a story


def figure_changes(today: Sequence[Article], earlier: Sequence[Article]) -> tuple[Change, ...]:
    """The figures of today's articles that replace one of the earlier texts, surest first."""
    return tuple(
        Change(_quote(pair.before), _quote(pair.after), _label(pair.after))
        for pair in changed(today, earlier)
    )


def with_course(change: Change, earlier: Sequence[Article]) -> Change:
    """The change with the values before it, each replaced by the next in the earlier texts.

    Texts without a date tell no course.
    """
    texts = {article.revision.id: article for article in earlier}
    course: list[Quote] = []
    last = change.before
    while len(course) < MOST:
        told_by = texts.get(last.span.revision)
        if told_by is None or (when := told_by.entry.published) is None:
            break
        older = [one for one in earlier if one.entry.published and one.entry.published < when]
        steps = figure_changes([told_by], older) if older else ()
        step = next((one for one in steps if one.after == last), None)
        if step is None:
            break
        last = step.before
        course.insert(0, last)
    return replace(change, course=tuple(course))


def _quote(told: Told) -> Quote:
    span = Span(told.article.revision.id, "text", told.sentence.start, told.sentence.end)
    return Quote(told.article.text_of(told.sentence), span, (told.figure,))


def _label(told: Told) -> Quote | None:
    text, offset = told.article.text_of(told.sentence), told.sentence.start
    figure = replace(told.figure, start=told.figure.start - offset, end=told.figure.end - offset)
    place = label(text, figure)
    if place is None:
        return None
    span = Span(told.article.revision.id, "text", offset + place[0], offset + place[1])
    return Quote(text[place[0] : place[1]], span)
