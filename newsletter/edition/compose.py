"""Stories and their summaries -> an Edition: numbered sources, evidence, subject."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from newsletter.edition.context import contexts, named_apart
from newsletter.edition.quota import Quota, withheld, within
from newsletter.edition.sections import in_sections, topic_of
from newsletter.edition.subject import lines_for
from newsletter.edition.verify import quotes
from newsletter.edition.verify_sources import paragraphs
from newsletter.model import Edition, Item, Source, Telling

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from newsletter.model import (
        Article,
        Change,
        Correction,
        Coverage,
        Look,
        Mark,
        Masthead,
        Story,
        Summary,
    )

    Key = tuple[str, str, str, str | None]  # text, entry, who printed it, and where


@dataclass(frozen=True, slots=True)
class Told:
    """A story and what it comes to; `quoted` are earlier texts that its changes speak of.

    `beside` are articles that told it as well: earlier, or without anything new; `whole` is what it
    would come to if its texts could be quoted without a limit.
    """

    story: Story
    summary: Summary
    mark: Mark = "new"
    since: str = ""
    changes: tuple[Change, ...] = ()
    corrections: tuple[Correction, ...] = ()
    quoted: tuple[Article, ...] = ()
    telling: Telling = field(default_factory=Telling)
    beside: tuple[Article, ...] = ()
    whole: Summary | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """What an edition is called, when it is for, and how it looks."""

    id: str
    newsletter: str
    title: str
    slot: datetime
    as_of: datetime
    timezone: str
    masthead: Masthead
    look: Look
    version: str = ""
    settings: tuple[tuple[str, str], ...] = ()
    max_quote: float = 1.0


def compose(
    full: Sequence[Told], also: Sequence[Told], frame: Frame, coverage: Coverage
) -> Edition:
    """The edition with `full` stories in this order, by section, and `also` as headlines."""
    whole, headings = in_sections(full, [topic_of(one.story) for one in full])
    quota = Quota(frame.max_quote, _lengths(whole))
    full = [_within(one, quota) for one in whole]
    also = [headline_only(one) for one in also]
    told = (*full, *also)
    articles = [article for one in told for article in cited(one)]
    articles += [article for one in told for article in (*one.quoted, *one.beside)]
    sources = number_sources(articles)
    numbers = {(one.revision, one.entry, one.name, one.url): one.number for one in sources}
    items = tuple(
        replace(_item(one, numbers), section=heading)
        for one, heading in zip(full, headings, strict=True)
    )
    read = {one.revision.id: one for told in full for one in (*told.quoted, *told.story.articles)}
    subject, preheader = lines_for([one.summary for one in full], frame.title)
    return Edition(
        id=frame.id,
        newsletter=frame.newsletter,
        title=frame.title,
        slot=frame.slot,
        as_of=frame.as_of,
        timezone=frame.timezone,
        subject=subject,
        preheader=preheader,
        items=items,
        also=tuple(_item(one, numbers) for one in also),
        sources=sources,
        coverage=coverage,
        masthead=frame.masthead,
        look=frame.look,
        version=frame.version,
        settings=frame.settings,
        contexts=contexts(
            (quote for item in items for _, quote in quotes(item)), read, quota.take_context
        ),
        max_quote=frame.max_quote,
        withheld=tuple(
            lost
            for before, after in zip(whole, full, strict=True)
            for lost in withheld(before.story.id, before.whole or before.summary, after.summary)
        ),
    )


def _lengths(told: Sequence[Told]) -> dict[str, int]:
    """Characters of every text that may be quoted."""
    return {
        article.revision.id: len(article.revision.text)
        for one in told
        for article in (*one.quoted, *one.story.articles, *one.beside)
    }


def _within(told: Told, quota: Quota) -> Told:
    """The story with as much quoted of each text as may be."""
    summary, corrections = within(told.summary, told.corrections, quota)
    return replace(told, summary=summary, corrections=corrections)


def headline_only(told: Told) -> Told:
    """The story with nothing beneath its headline."""
    return replace(
        told,
        summary=replace(told.summary, sentences=(), bullets=()),
        changes=(),
        corrections=(),
        quoted=(),
        telling=Telling(),
        beside=(),
    )


def cited(told: Told) -> Iterable[Article]:
    """The story's articles; of "also", the one that the headline is from."""
    headline, summary = told.summary.headline, told.summary
    if summary.sentences or summary.bullets or told.changes or told.corrections or not headline:
        return told.story.articles
    return [a for a in told.story.articles if a.revision.id == headline.span.revision]


def number_sources(articles: Iterable[Article]) -> tuple[Source, ...]:
    """Each outlet's text of an entry once, counted from 1 in the order of the edition.

    A copy that is the same to the letter is another source: another outlet printed it.
    """
    first = {_known_by(article): article for article in reversed(list(articles))}
    return tuple(
        _source(number, article) for number, article in enumerate(reversed(first.values()), start=1)
    )


def _known_by(article: Article) -> Key:
    entry = article.entry
    return article.revision.id, entry.id, entry.source, entry.link


def _source(number: int, article: Article) -> Source:
    entry, revision = article.entry, article.revision
    return Source(
        number=number,
        revision=revision.id,
        entry=entry.id,
        name=entry.source,
        title=revision.title,
        url=entry.link,
        published=entry.published,
        language=revision.language,
        paragraphs=paragraphs(revision),
        feed_only=revision.feed_only,
    )


def _item(told: Told, numbers: Mapping[Key, int]) -> Item:
    revisions = {article.revision.id: article.revision for article in told.story.articles}
    lead = told.story.articles[0]
    item = Item(
        story=told.story.id,
        summary=told.summary,
        sources=tuple(numbers[_known_by(article)] for article in cited(told)),
        language=lead.revision.language,
        topic=topic_of(told.story),
        mark=told.mark,
        since=told.since,
        changes=told.changes,
        corrections=told.corrections,
        telling=told.telling,
        beside=tuple(numbers[_known_by(article)] for article in told.beside),
    )
    return named_apart(item, revisions)
