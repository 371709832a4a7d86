"""A story as templates want it: its lines, and for each the place that proves it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from newsletter.errors import RenderError
from newsletter.render.changes import ChangeView, CorrectionView, change_view, correction_view, mark
from newsletter.render.chart import chart
from newsletter.render.evidence import Proof, proof
from newsletter.render.labels import Labels  # noqa: TC001 - a field of a dataclass
from newsletter.render.language import Writing, joint, tag, writing
from newsletter.render.links import address_of, evidence, evidence_together, poses_as_other
from newsletter.render.numbers import Number, at_least_two, numbers
from newsletter.render.phrases import around_key, place
from newsletter.render.picture import PictureView, picture_view
from newsletter.render.pieces import Piece, briefer, pieces
from newsletter.render.shown import clipped, inner, one_line, unstopped
from newsletter.render.telling import TellingView, telling_view
from newsletter.render.written import heading_link, heading_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsletter.model import (
        Bullet,
        Change,
        Context,
        Correction,
        Edition,
        Item,
        Quote,
        Source,
        Span,
    )
    from newsletter.render.clock import Clock
    from newsletter.render.source import SourceView

BULLETS = 3  # of a story in a mail
HEADLINE, QUOTATION = 500, 2000  # characters that one of them may take


@dataclass(frozen=True, slots=True)
class Line:
    """A quotation and where it stands.

    `link` shows it in its source; `place` says so in words where the source has no URL.
    `key` is the key figure as it stands in `text`, `lead` and `rest` the text around it.
    `proof` shows it between the sentences around it.
    """

    text: str
    lead: str
    key: str
    rest: str
    source: SourceView
    link: str | None
    place: str
    proof: Proof | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences that follow each other in one source (one place of it, where it has no URL)."""

    text: str
    source: SourceView
    link: str | None
    place: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """A lens's answer; `line` is printed without a full stop, `whole` is all that is quoted."""

    lens: str
    label: str
    line: Line
    whole: str = ""


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story as it is printed; `link` is the headline's, `numbers` are two rows or none.

    `mark` stands before the headline of one that was told before, `section` above the first
    story of one. `body` is what stands beneath the headline, in order.
    """

    id: str
    headline: str
    link: str | None
    lang: str
    dir: Writing
    topic: str
    mark: str
    changes: tuple[ChangeView, ...]
    corrections: tuple[CorrectionView, ...]
    sentences: tuple[Line, ...]
    passages: tuple[Passage, ...]
    bullets: tuple[Labelled, ...]
    numbers: tuple[Number, ...]
    telling: TellingView
    sources: tuple[SourceView, ...]
    section: str = ""
    body: tuple[Piece, ...] = ()
    picture: PictureView | None = None


def in_brief(story: StoryView) -> StoryView:
    """The story as a mail tells it: with three bullets at most, and their figures only."""
    rows = at_least_two(row for row in story.numbers if row.bullet < BULLETS)
    body = briefer(story.body, BULLETS, rows)
    return replace(story, bullets=story.bullets[:BULLETS], numbers=rows, body=body)


def linked(story: StoryView) -> frozenset[int]:
    """Sources that a story's sentences lead to already; its last line need not do so again."""
    return frozenset(one.source.number for one in story.passages if one.link)


@dataclass(frozen=True, slots=True)
class Stories:
    """Makes stories' views; holds what all of them share."""

    edition: Edition
    labels: Labels
    clock: Clock
    sources: dict[int, SourceView]
    contexts: dict[Span, Context]

    def view(self, item: Item) -> StoryView:
        summary = item.summary
        mine = [one for one in self.edition.sources if one.number in item.sources]
        headline = self._headline(item, mine)
        dir_ = writing(item.language, headline)
        shown = StoryView(
            id=item.story,
            headline=headline,
            link=self._headline_link(item, mine),
            lang=tag(item.language),
            dir=dir_,
            topic=one_line(item.topic),
            mark=mark(item, self.labels),
            changes=tuple(self._change(one, mine, dir_) for one in item.changes),
            corrections=tuple(self._correction(one, mine) for one in item.corrections),
            sentences=tuple(self._line(quote, mine) for quote in summary.sentences),
            passages=tuple(self._passages(summary.sentences, mine)),
            bullets=tuple(self._labelled(bullet, mine) for bullet in summary.bullets),
            numbers=numbers(summary.bullets, self.labels, item.language),
            telling=telling_view(
                item,
                [self.sources[number] for number in item.sources if number in self.sources],
                [self.sources[number] for number in item.beside if number in self.sources],
                lambda quote: self._line(quote, mine),
                self.labels,
            ),
            sources=tuple(self.sources[one.number] for one in mine),
            picture=picture_view(item.picture, self.sources, self.labels),
        )
        return replace(
            shown, body=pieces(item, shown, lambda quotes: tuple(self._passages(quotes, mine)))
        )

    def _headline(self, item: Item, mine: list[Source]) -> str:
        if item.heading and (own := clipped(heading_text(item.heading.text), HEADLINE)):
            return own
        quoted = clipped(item.summary.headline.text, HEADLINE) if item.summary.headline else ""
        titles = (clipped(one.title, HEADLINE) for one in mine)
        return quoted or next(filter(None, titles), "") or self.labels.untitled

    def _headline_link(self, item: Item, mine: list[Source]) -> str | None:
        if item.heading:  # no source says it so: the link, if any, is the editor's
            return heading_link(item.heading.text)
        if quote := item.summary.headline:
            link = evidence(quote, self._told_by(quote, mine), self.edition)
            return None if link and poses_as_other(one_line(quote.text), link) else link
        return next(filter(None, map(address_of, mine)), None)

    def _change(self, one: Change, mine: list[Source], dir_: Writing) -> ChangeView:
        before, after = self._line(one.before, mine), self._line(one.after, mine)
        shown = change_view(one, before, after, self.labels, dir_)
        known = {source.revision: source for source in (*self.edition.sources, *mine)}
        return replace(shown, chart=chart(one, shown.label, known, self.clock, self.labels))

    def _correction(self, one: Correction, mine: list[Source]) -> CorrectionView:
        before = self._line(one.before, mine) if one.before else None
        if before:  # what is no longer said cannot be shown in its place
            before = replace(before, link=before.source.url or before.link)
        after = self._line(one.after, mine) if one.after else None
        return correction_view(before, after, self.labels)

    def _labelled(self, bullet: Bullet, mine: list[Source]) -> Labelled:
        line = self._line(bullet.quote, mine, key=True)
        shown = _unstopped(line)
        return Labelled(bullet.lens, one_line(bullet.label) or bullet.lens, shown, line.text)

    def _line(self, quote: Quote, mine: list[Source], *, key: bool = False) -> Line:
        source = self._told_by(quote, mine)
        text = clipped(quote.text, QUOTATION)
        whole = len(quote.text) <= QUOTATION
        lead, figure, rest = around_key(quote) if key and whole else (text, "", "")
        return Line(
            text=text,
            lead=inner(lead),
            key=inner(figure),
            rest=inner(rest),
            source=self.sources[source.number],
            link=evidence(quote, source, self.edition),
            place=place(quote, source, self.labels),
            proof=proof(quote, self.contexts.get(quote.span), source),
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
                text=joint(source.language).join(clipped(quote.text, QUOTATION) for quote in some),
                source=self.sources[number],
                link=evidence_together(some, source, self.edition),
                place=said,
            )

    def _told_by(self, quote: Quote, mine: list[Source]) -> Source:
        """The source of a quotation, a story's own before another's of the same text."""
        known = (*mine, *self.edition.sources)
        for one in known:
            if one.revision == quote.span.revision:
                return one
        raise RenderError(
            f"{self.edition.id}: quotes revision {quote.span.revision}, which is not of its sources"
        )


def _unstopped(line: Line) -> Line:
    text = unstopped(line.text)
    if line.rest:
        return replace(line, text=text, rest=unstopped(line.rest))
    if line.key:
        return replace(line, text=text, key=unstopped(line.key))
    return replace(line, text=text, lead=unstopped(line.lead))
