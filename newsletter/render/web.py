"""The web edition: a page to read, to print, and to follow each line to its source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsletter.render.environment import fill
from newsletter.render.misread import unmistakable
from newsletter.render.view import view
from newsletter.render.written import as_html
from newsletter.text.markdown import to_html

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsletter.model import Edition
    from newsletter.render.source import SourceView
    from newsletter.render.stories import Line, StoryView
    from newsletter.render.view import View

_HEADING = re.compile(r"<(/?)h[1-6]>")  # the footer's would stand beside the page's own


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What the edition quotes of a source that has no page of its own."""

    source: SourceView
    lines: tuple[Line, ...]


def web_page(edition: Edition, templates: Path | None = None) -> str:
    """A whole HTML document that loads nothing; `#e3` is the excerpt of source 3."""
    shown = view(edition)
    values = {
        "view": shown,
        "excerpts": tuple(excerpts(shown)),
        "footer": _HEADING.sub(r"<\1p>", to_html(shown.footer)) if shown.footer else "",
        "own": as_html,
    }
    return unmistakable(fill("edition.html", values, templates=templates))


def excerpts(shown: View) -> Iterator[Excerpt]:
    """The appendix: sources without a URL, each with its lines in the order of the edition."""
    printed = {source.number for story in shown.full for source in story.sources}
    printed |= {line.source.number for story in shown.full for line in lines_of(story)}
    for source in shown.sources:
        if source.url is None and source.number in printed:
            lines = [
                line
                for story in shown.full
                for line in lines_of(story)
                if line.source.number == source.number
            ]
            yield Excerpt(source, tuple(dict.fromkeys(lines)))


def lines_of(story: StoryView) -> Iterator[Line]:
    """Every quoted line of a story."""
    yield from story.sentences
    yield from (bullet.line for bullet in story.bullets)
    yield from (value.line for one in story.telling.differences for value in one)
    yield from (change.line for change in story.changes)
    yield from (line for one in story.corrections for _, line in one.parts)
