from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from newsletter.edition.compose import Frame, Told, compose
from newsletter.model import (
    Bullet,
    Coverage,
    Edition,
    Entry,
    Figure,
    Look,
    Masthead,
    Quote,
    Revision,
    Span,
    Story,
    Summary,
)
from newsletter.text.figures import figures
from newsletter.text.reading import article

if TYPE_CHECKING:
    from newsletter.model import Article

SLOT = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)

HARBOUR = (
    "Harbour Lines rose 12% on Monday. The ferry operator will spend $40 million on two ships.\n\n"
    "Its rivals are watching. The ferry operator will spend $40 million on two ships, it repeated."
)


def told(title: str, text: str, *phrases: str, link: str | None = None) -> Told:
    """A story of one article whose sentences and one bullet are given by their words."""
    entry = Entry(
        id=title, source="The Quay", feed="f", guid=title, title=title, link=link, published=SLOT
    )
    read = article(text, title=title, entry=entry)
    quotes = tuple(quote(read, phrase) for phrase in phrases)
    headline = Quote(title, Span(read.revision.id, "title", 0, len(title)))
    bullets = (Bullet("spend_plan", "Spend plan", quotes[-1]),) if len(quotes) > 1 else ()
    return Told(Story(title, (read,)), Summary(headline, quotes[:1], bullets, (read.revision.id,)))


def quote(read: Article, phrase: str) -> Quote:
    """The first place that says `phrase`, with its figures."""
    start = read.revision.text.index(phrase)
    span = Span(read.revision.id, "text", start, start + len(phrase))
    return Quote(phrase, span, shifted(phrase, start))


def shifted(phrase: str, start: int) -> tuple[Figure, ...]:
    return tuple(
        replace(found, start=found.start + start, end=found.end + start)
        for found in figures(phrase)
    )


@pytest.fixture
def frame() -> Frame:
    return Frame(
        id="morning/2026-11-23T0700",
        newsletter="morning",
        title="The Morning Brief",
        slot=SLOT,
        as_of=SLOT,
        timezone="Europe/Berlin",
        masthead=Masthead(),
        look=Look(),
    )


@pytest.fixture
def harbour() -> Told:
    return told(
        "Harbour Lines orders two ships",
        HARBOUR,
        "Harbour Lines rose 12% on Monday.",
        "The ferry operator will spend $40 million on two ships",
        link="https://quay.example/ships",
    )


@pytest.fixture
def edition(harbour: Told, frame: Frame) -> Edition:
    also = told("Library opens late", "The library opens at ten from Tuesday on.")
    return compose((harbour,), (also,), frame, Coverage(feeds=1, answered=1, entries=2, stories=2))


@pytest.fixture
def texts(edition: Edition, harbour: Told) -> dict[str, Revision]:
    """What the store holds."""
    library = told("Library opens late", "The library opens at ten from Tuesday on.")
    return {
        read.revision.id: read.revision
        for one in (harbour, library)
        for read in one.story.articles
        if read.revision.id in {source.revision for source in edition.sources}
    }
