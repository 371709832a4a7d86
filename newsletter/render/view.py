"""An Edition as templates want it: words, dates and links ready, nothing left to decide.

Everything comes from the Edition: the same edition gives the same view anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newsletter.render.clock import Clock
from newsletter.render.colours import Accent, accent
from newsletter.render.labels import Labels, labels
from newsletter.render.language import Writing, joint, tag, writing
from newsletter.render.links import evidence, evidence_together, page_of, poses_as_other
from newsletter.render.numbers import Number, numbers
from newsletter.render.phrases import around_key, coverage, place
from newsletter.render.reading import minutes
from newsletter.render.shown import inner, one_line
from newsletter.text.safe import plain, safe_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from newsletter.model import Bullet, Edition, Item, Quote, Source


GLANCE = 12  # headlines "At a glance": more are no glance


@dataclass(frozen=True, slots=True)
class SourceView:
    """Who said it: `when` in the edition's zone, `url` followable, `anchor` in the web edition."""

    number: int
    name: str
    title: str
    url: str | None
    when: str
    lang: str
    dir: Writing
    anchor: str


@dataclass(frozen=True, slots=True)
class Line:
    """A quotation and where it stands.

    `link` shows it in its source; `place` says so in words where the source has no URL.
    `key` is the key figure as it stands in `text`, `lead` and `rest` the text around it.
    """

    text: str
    lead: str
    key: str
    rest: str
    source: SourceView
    link: str | None
    place: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences that follow each other in one source (one place of it, where it has no URL)."""

    text: str
    source: SourceView
    link: str | None
    place: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """A lens's answer."""

    lens: str
    label: str
    line: Line


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story as it is printed; `link` is the headline's, `numbers` are two rows or none."""

    id: str
    headline: str
    link: str | None
    lang: str
    dir: Writing
    topic: str
    sentences: tuple[Line, ...]
    passages: tuple[Passage, ...]
    bullets: tuple[Labelled, ...]
    numbers: tuple[Number, ...]
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, slots=True)
class View:
    """The whole edition: `full` stories and, as headlines, `also`."""

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


def view(edition: Edition) -> View:
    """Prepare `edition` for any template."""
    words = labels(edition.look.language)
    clock = Clock(edition.slot, edition.timezone, words)
    sources = {one.number: _source(one, clock) for one in edition.sources}
    stories = _Stories(edition, words, sources)
    full = tuple(stories.view(item) for item in edition.items)
    also = tuple(stories.view(item) for item in edition.also)
    title = one_line(edition.title) or one_line(edition.newsletter)
    return View(
        id=edition.id,
        newsletter=one_line(edition.newsletter),
        title=title,
        subject=one_line(edition.subject) or title,
        preheader=one_line(edition.preheader) or coverage(edition.coverage, words),
        lang=words.language,
        dir=writing(words.language, ""),
        date=clock.date(edition.slot),
        time=clock.time(edition.slot),
        stories=words.stories(len(full) + len(also)),
        minutes=words.minutes(minutes(_printed(full, also))),
        full=full,
        also=also,
        sources=tuple(sources.values()),
        coverage=coverage(edition.coverage, words),
        troubles=tuple(
            f"{one_line(one.source)} ({one_line(one.reason)})" for one in edition.coverage.troubles
        ),
        page=page_of(edition),
        unsubscribe=safe_url(edition.masthead.unsubscribe),
        address=tuple(filter(None, map(one_line, plain(edition.masthead.address).split("\n")))),
        why=words.why.format(newsletter=title) if edition.masthead.sender else "",
        accent=accent(edition.look.accent),
        labels=words,
        footer=edition.look.footer,
    )


def linked(story: StoryView) -> frozenset[int]:
    """Sources that a story's sentences lead to already; its last line need not do so again."""
    return frozenset(one.source.number for one in story.passages if one.link)


@dataclass(frozen=True, slots=True)
class _Stories:
    """Makes stories' views; holds what all of them share."""

    edition: Edition
    labels: Labels
    sources: dict[int, SourceView]

    def view(self, item: Item) -> StoryView:
        summary = item.summary
        mine = [one for one in self.edition.sources if one.number in item.sources]
        headline = self._headline(item, mine)
        return StoryView(
            id=item.story,
            headline=headline,
            link=self._headline_link(summary.headline, mine),
            lang=tag(item.language),
            dir=writing(item.language, headline),
            topic=one_line(item.topic),
            sentences=tuple(self._line(quote, mine) for quote in summary.sentences),
            passages=tuple(self._passages(summary.sentences, mine)),
            bullets=tuple(self._labelled(bullet, mine) for bullet in summary.bullets),
            numbers=numbers(summary.bullets, self.labels),
            sources=tuple(self.sources[one.number] for one in mine),
        )

    def _headline(self, item: Item, mine: list[Source]) -> str:
        quoted = one_line(item.summary.headline.text) if item.summary.headline else ""
        titles = (one_line(one.title) for one in mine)
        return quoted or next(filter(None, titles), "") or self.labels.untitled

    def _headline_link(self, quote: Quote | None, mine: list[Source]) -> str | None:
        if quote:
            link = evidence(quote, self._told_by(quote, mine), self.edition)
            return None if link and poses_as_other(one_line(quote.text), link) else link
        return next((url for one in mine if (url := safe_url(one.url or ""))), None)

    def _labelled(self, bullet: Bullet, mine: list[Source]) -> Labelled:
        line = self._line(bullet.quote, mine, key=True)
        return Labelled(bullet.lens, one_line(bullet.label), line)

    def _line(self, quote: Quote, mine: list[Source], *, key: bool = False) -> Line:
        source = self._told_by(quote, mine)
        lead, figure, rest = around_key(quote) if key else (quote.text, "", "")
        return Line(
            text=one_line(quote.text),
            lead=inner(lead),
            key=inner(figure),
            rest=inner(rest),
            source=self.sources[source.number],
            link=evidence(quote, source, self.edition),
            place=place(quote, source, self.labels),
        )

    def _passages(self, quotes: Sequence[Quote], mine: list[Source]) -> Iterator[Passage]:
        def where(quote: Quote) -> tuple[int, str]:
            source = self._told_by(quote, mine)
            linked = self.sources[source.number].url
            return source.number, "" if linked else place(quote, source, self.labels)

        for (number, said), together in groupby(quotes, key=where):
            some = tuple(together)
            source = self._told_by(some[0], mine)
            yield Passage(
                text=joint(source.language).join(one_line(quote.text) for quote in some),
                source=self.sources[number],
                link=evidence_together(some, source, self.edition),
                place=said,
            )

    def _told_by(self, quote: Quote, mine: list[Source]) -> Source:
        """The source of a quotation, a story's own before another's of the same text."""
        known = (*mine, *self.edition.sources)
        return next(one for one in known if one.revision == quote.span.revision)


def _source(source: Source, clock: Clock) -> SourceView:
    url = safe_url(source.url or "")
    name = one_line(source.name)
    if url and poses_as_other(name, url):
        name = urlsplit(url).hostname or name
    return SourceView(
        number=source.number,
        name=name,
        title=one_line(source.title),
        url=url,
        when=clock.moment(source.published) if source.published else "",
        lang=tag(source.language),
        dir=writing(source.language, source.title),
        anchor=f"e{source.number}",
    )


def _printed(full: Iterable[StoryView], also: Iterable[StoryView]) -> Iterable[str]:
    for story in full:
        yield story.headline
        yield from (line.text for line in story.sentences)
        yield from (bullet.line.text for bullet in story.bullets)
    yield from (story.headline for story in also)
