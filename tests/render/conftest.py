"""Editions for every kind of story, built from tests/data/render/stories.json."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from newsletter.model import (
    Bullet,
    Context,
    Coverage,
    Edition,
    Figure,
    Item,
    Masthead,
    Quote,
    Source,
    Span,
    Summary,
    Trouble,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Make = Callable[..., Edition]
    Change = Callable[[dict[str, Any]], dict[str, Any]]

STORIES: dict[str, list[dict[str, Any]]] = json.loads(
    (Path(__file__).parent.parent / "data/render/stories.json").read_text(encoding="utf-8")
)
SLOT = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
FULL = Masthead(
    sender="The Morning Brief <brief@news.example.org>",
    reply_to="editor@news.example.org",
    url="https://news.example.org/brief",
    unsubscribe="https://news.example.org/unsubscribe?reader=0f8fad5bd9cb469fa165408c6b1f2f3a"
    "&list=the-morning-brief&signature=Jx0pV2c9cQmYt5hB7kz1Wn8RfL4uEo6sDgAaI3vXyTqPlMNb",
    address="The Morning Brief, 4 Quay Street\nVarde 6800, Denmark",
    list_id="brief.news.example.org",
)


@pytest.fixture(scope="session")
def full_masthead() -> Masthead:
    """A newsletter that sets everything in its deliver table."""
    return FULL


@pytest.fixture(scope="session")
def make_edition() -> Make:
    """Makes editions: `kind` of stories, how many, with a full masthead unless one is given."""
    return edition


def edition(
    count: int = 12,
    kind: str = "english",
    *,
    also: int = 3,
    masthead: Masthead = FULL,
    change: Change = lambda story: story,
) -> Edition:
    """`kind` is a list of stories.json, told again and again; `change` is done to each story."""
    told = [_story(kind, index, change) for index in range(count + also)]
    sources: list[Source] = []
    items = [_item(story, index, sources) for index, story in enumerate(told)]
    headlines = [item.summary.headline.text for item in items if item.summary.headline]
    return Edition(
        id="morning/2026-11-23T0700",
        newsletter="morning",
        title="The Morning Brief",
        slot=SLOT,
        as_of=SLOT,
        timezone="Europe/Copenhagen",
        subject=headlines[0][:48] if headlines else "No news",
        preheader=" · ".join(headline[:48] for headline in headlines[1:3])
        or "What we read for you this morning, in full.",
        items=tuple(items[:count]),
        also=tuple(
            replace(item, summary=replace(item.summary, sentences=(), bullets=()))
            for item in items[count:]
        ),
        sources=tuple(sources),
        coverage=Coverage(
            feeds=42,
            answered=40,
            files=1,
            entries=118,
            stories=count + also,
            held=6,
            troubles=(
                Trouble("Tidewater Daily", "timed out after 20 s"),
                Trouble("Quay & Quill", "HTTP 503"),
            ),
        ),
        masthead=masthead,
        contexts=tuple(around(items[:count])),
    )


def around(items: list[Item]) -> Iterator[Context]:
    """Each quotation between its neighbours; a story's body is all of them in order."""
    for item in items:
        quotes = [*item.summary.sentences, *(one.quote for one in item.summary.bullets)]
        for n, quote in enumerate(quotes):
            near = quotes[max(0, n - 1) : n + 2]
            if len(near) > 1:
                text = "\n\n".join(one.text for one in near)
                yield Context(quote.span, near[0].span.start, text)


def _story(kind: str, index: int, change: Change) -> dict[str, Any]:
    """The stories in turn; from the second round on they are told apart by a number."""
    stories = STORIES[kind]
    story = stories[index % len(stories)]
    turn = index // len(stories)
    return change({**story, "title": f"{story['title']} ({turn + 1})" if turn else story["title"]})


def _item(story: dict[str, Any], index: int, sources: list[Source]) -> Item:
    texts = [*story["sentences"], *(text for _, _, text, _ in story["bullets"])]
    body = "\n\n".join(texts)
    revision = hashlib.sha256(
        f"{index}{story['title']}\0{body}".encode(errors="replace")
    ).hexdigest()
    starts = [sum(len(text) + 2 for text in texts[:n]) for n in range(len(texts))]
    spans = [(start, start + len(text)) for start, text in zip(starts, texts, strict=True)]
    numbers = [_add_source(sources, story, revision, tuple(spans))]
    if "second" in story:
        told = {"language": story["language"], **story["second"]}
        numbers.append(_add_source(sources, told, f"second-{revision}", ()))
    split = len(story["sentences"])
    summary = Summary(
        headline=Quote(story["title"], Span(revision, "title", 0, len(story["title"])))
        if story["title"]
        else None,
        sentences=tuple(
            _quote(text, revision, span, [])
            for text, span in zip(texts[:split], spans[:split], strict=True)
        ),
        bullets=tuple(
            Bullet(lens, label, _quote(text, revision, span, figures))
            for (lens, label, text, figures), span in zip(
                story["bullets"], spans[split:], strict=True
            )
        ),
        sources=(revision,),
    )
    return Item(f"s{index}", summary, tuple(numbers), story["language"], story.get("topic", ""))


def _add_source(
    sources: list[Source], told: dict[str, Any], revision: str, spans: tuple[tuple[int, int], ...]
) -> int:
    published = told["published"] and datetime.fromisoformat(told["published"])
    number = len(sources) + 1
    sources.append(
        Source(
            number=number,
            revision=revision,
            entry=f"entry-{number}",
            name=told["name"],
            title=told["title"],
            url=told["url"],
            published=published,
            language=told["language"],
            paragraphs=spans,
        )
    )
    return number


def _quote(text: str, revision: str, span: tuple[int, int], figures: list[list[Any]]) -> Quote:
    start, end = span
    read = []
    for shown, value, unit, direction in figures:
        at = start + text.index(shown)
        read.append(Figure(shown, at, at + len(shown), value, unit, direction))
    return Quote(text, Span(revision, "text", start, end), tuple(read))
