"""Fixed phrases over spans and counts, and quotations cut for emphasis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsletter.render.shown import one_line

if TYPE_CHECKING:
    from newsletter.model import Coverage, Quote, Source
    from newsletter.render.clock import Clock
    from newsletter.render.labels import Labels


def around_key(quote: Quote) -> tuple[str, str, str]:
    """The quotation cut around its key figure; uncut where the figure is not in it."""
    if not quote.figures:
        return quote.text, "", ""
    start = quote.figures[0].start - quote.span.start
    end = quote.figures[0].end - quote.span.start
    if not 0 <= start < end <= len(quote.text):
        return quote.text, "", ""
    return quote.text[:start], quote.text[start:end], quote.text[end:]


def place(quote: Quote, source: Source, words: Labels) -> str:
    """As in "press-release.eml, paragraph 3"."""
    name = one_line(source.name)
    if quote.span.part == "title":
        return words.heading.format(name=name)
    blocks = enumerate(source.paragraphs, start=1)
    number = next((n for n, (_, end) in blocks if quote.span.start < end), None)
    return words.paragraph.format(name=name, number=number) if number else name


def coverage(coverage: Coverage, words: Labels, clock: Clock) -> str:
    """As in "42 feeds, 40 answered, 2 failing since Tuesday; 118 entries, 14 stories"."""
    read = []
    if coverage.feeds:
        read.append(words.feeds(coverage.feeds))
        read.append(words.answered.format(count=words.number(coverage.answered)))
        if coverage.answered < coverage.feeds:
            read.append(failing(coverage, words, clock))
    if coverage.files:
        read.append(words.files(coverage.files))
    told = [words.entries(coverage.entries), words.stories(coverage.stories)]
    if coverage.held:
        told.append(words.held.format(count=words.number(coverage.held)))
    return "; ".join(", ".join(part) for part in (read, told) if part)


def failing(coverage: Coverage, words: Labels, clock: Clock) -> str:
    """How many feeds did not answer, and since what day: when they, or the first, last did."""
    count = words.number(coverage.feeds - coverage.answered)
    last = sorted(one.since for one in coverage.troubles if one.since)
    days = list(dict.fromkeys(filter(None, map(clock.day_before, last))))
    if not days:
        return words.failing.format(count=count)
    together = len(days) == 1 and len(last) == coverage.feeds - coverage.answered
    phrase = words.failing_since if together else words.failing_longest
    return phrase.format(count=count, day=days[0])
