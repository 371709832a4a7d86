"""An edition as a webhook tells it: plain values of JSON, no HTML, as docs/webhooks.md says.

What it says is what the page says: the same view, an editor's order and words included.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from newsletter.render.view import view
from newsletter.render.written import as_markdown

if TYPE_CHECKING:
    from datetime import datetime

    from newsletter.model import Edition, Item, Source
    from newsletter.render.source import SourceView
    from newsletter.render.stories import Line, StoryView

VERSION = 1  # of the schema: fields may come, and none goes or changes its meaning


def payload(edition: Edition, published: datetime) -> bytes:
    """The body: JSON in UTF-8, the same bytes at each attempt."""
    shown = view(edition)
    told = {
        "type": "edition.corrected" if edition.corrects else "edition.published",
        "version": VERSION,
        "timestamp": published.isoformat(),
        "data": {
            "id": edition.id,
            "newsletter": edition.newsletter,
            "title": shown.title,
            "subject": shown.subject,
            "preheader": shown.preheader,
            "language": shown.lang,
            "slot": edition.slot.isoformat(),
            "as_of": edition.as_of.isoformat(),
            "timezone": edition.timezone,
            "url": shown.page,
            "corrects": edition.corrects or None,
            "introduction": as_markdown(shown.introduction) or None,
            "stories": [_story(*pair) for pair in zip(edition.items, shown.full, strict=True)],
            "also": [_headline(*pair) for pair in zip(edition.also, shown.also, strict=True)],
            "closing": as_markdown(shown.closing) or None,
            "sources": [
                _source(*pair) for pair in zip(edition.sources, shown.sources, strict=True)
            ],
            "coverage": shown.coverage,
        },
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _headline(item: Item, shown: StoryView) -> dict[str, Any]:
    return {
        "id": shown.id,
        "headline": shown.headline,
        "link": shown.link,
        "mark": item.mark,
        "section": item.section or None,
        "topic": shown.topic or None,
        "language": shown.lang,
        "sources": list(item.sources),
    }


def _story(item: Item, shown: StoryView) -> dict[str, Any]:
    return {
        **_headline(item, shown),
        "sentences": [_line(one) for piece in shown.body for one in piece.sentences],
        "bullets": [
            {"lens": one.lens, "label": one.label, "figure": one.line.key or None} | _line(one.line)
            for piece in shown.body
            for one in piece.bullets
        ],
        "changes": [
            {"label": one.label, "change": one.text} | _line(one.line)
            for piece in shown.body
            for one in piece.changes
        ],
        "corrections": [
            [{"label": label} | _line(line) for label, line in one.parts]
            for piece in shown.body
            for one in piece.corrections
        ],
        "written": [as_markdown(piece.written) for piece in shown.body if piece.written],
    }


def _line(line: Line) -> dict[str, Any]:
    return {"text": line.text, "source": line.source.number, "link": line.link}


def _source(source: Source, shown: SourceView) -> dict[str, Any]:
    return {
        "number": source.number,
        "name": shown.name,
        "title": shown.title,
        "url": shown.url,
        "published": source.published.isoformat() if source.published else None,
    }
