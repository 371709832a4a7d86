"""An Edition as templates want it: words, dates and links ready, nothing left to decide.

Everything comes from the Edition: the same edition gives the same view anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from newsletter.model.editions import LEFT_OUT
from newsletter.render.clock import Clock
from newsletter.render.colours import Accent, accent
from newsletter.render.evidence import contexts_of
from newsletter.render.labels import Labels, labels
from newsletter.render.language import Writing, writing
from newsletter.render.links import page_of
from newsletter.render.phrases import coverage
from newsletter.render.reading import minutes
from newsletter.render.shown import one_line
from newsletter.render.source import SourceView, source_view
from newsletter.render.stories import Stories, StoryView, in_brief
from newsletter.text.safe import href, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsletter.model import Edition, Item

GLANCE = 12  # headlines "At a glance": more are no glance


@dataclass(frozen=True, slots=True)
class View:
    """The whole edition: `full` stories and, as headlines, `also`.

    `introduction` and `closing` are the editor's, in Markdown. `nothing` says that there is no
    story; `as_of` when the sources were read.
    """

    id: str
    newsletter: str
    title: str
    subject: str
    preheader: str
    lang: str
    dir: Writing
    date: str
    time: str
    stories: str
    minutes: str
    full: tuple[StoryView, ...]
    also: tuple[StoryView, ...]
    sources: tuple[SourceView, ...]
    coverage: str
    troubles: tuple[str, ...]
    page: str | None
    unsubscribe: str | None
    address: tuple[str, ...]
    why: str
    accent: Accent
    labels: Labels
    footer: str
    introduction: str = ""
    closing: str = ""
    as_of: str = ""
    nothing: str = ""


def view(edition: Edition) -> View:
    """Prepare `edition` for any template."""
    words = labels(edition.look.language)
    clock = Clock(edition.slot, edition.timezone, words)
    dated = not _is_of_one_day(edition, clock)
    sources = {one.number: source_view(one, clock, words, dated=dated) for one in edition.sources}
    stories = Stories(edition, words, clock, sources, contexts_of(edition))
    full = tuple(
        replace(stories.view(item), section=heading)
        for item, heading in zip(edition.items, headings(edition.items, words), strict=True)
    )
    also = tuple(stories.view(item) for item in edition.also)
    title = one_line(edition.title) or one_line(edition.newsletter) or edition.id
    return View(
        id=edition.id,
        newsletter=one_line(edition.newsletter),
        title=title,
        subject=one_line(edition.subject) or title,
        preheader=one_line(edition.preheader) or coverage(edition.coverage, words, clock),
        lang=words.tag,
        dir=writing(words.language, ""),
        date=clock.date(edition.slot),
        time=clock.time(edition.slot),
        stories=words.stories(len(full) + len(also)),
        minutes=words.minutes(minutes(_printed(full, also))),
        full=full,
        also=also,
        sources=tuple(sources.values()),
        coverage=coverage(edition.coverage, words, clock),
        troubles=tuple(
            f"{one_line(one.source)} ({one_line(one.reason)})" for one in edition.coverage.troubles
        ),
        page=page_of(edition),
        unsubscribe=href(edition.masthead.unsubscribe),
        address=tuple(filter(None, map(one_line, plain(edition.masthead.address).split("\n")))),
        why=words.why.format(newsletter=title) if edition.masthead.sender else "",
        accent=accent(edition.look.accent),
        labels=words,
        footer=edition.look.footer,
        introduction=edition.introduction.text if edition.introduction else "",
        closing=edition.closing.text if edition.closing else "",
        as_of=words.as_of.format(time=clock.moment(edition.as_of)),
        nothing="" if full or also or edition.introduction else _nothing(edition, words),
    )


def _is_of_one_day(edition: Edition, clock: Clock) -> bool:
    """Whether the time alone tells of each source when it was: one rule for all of a page."""
    printed = {number for item in edition.items for number in item.sources}
    return all(
        clock.is_today(one.published)
        for one in edition.sources
        if one.number in printed and one.published
    )


def _nothing(edition: Edition, words: Labels) -> str:
    """Why it tells nothing: an editor who deletes all stories does not make them old."""
    emptied = any(one.reason == LEFT_OUT for one in edition.held)
    return words.nothing_left if emptied else words.nothing_new


def headings(items: Sequence[Item], words: Labels) -> Iterable[str]:
    """The heading above each story: where a section begins. What leads without a topic has none."""
    before = ""
    for item in items:
        section = one_line(item.section)
        yield (section or words.other) if section != before else ""
        before = section


def mail_view(edition: Edition) -> View:
    """The view as a mail tells it, in HTML and in text."""
    shown = view(edition)
    return replace(shown, full=tuple(map(in_brief, shown.full)))


def _printed(full: Iterable[StoryView], also: Iterable[StoryView]) -> Iterable[str]:
    for story in full:
        yield story.headline
        yield from (line.text for line in story.sentences)
        yield from (bullet.line.text for bullet in story.bullets)
        yield from (value.figure for one in story.telling.differences for value in one)
        yield from (f"{change.label} {change.text}" for change in story.changes)
        yield from (piece.written for piece in story.body)
        yield from (line.text for one in story.corrections for _, line in one.parts)
    yield from (story.headline for story in also)
