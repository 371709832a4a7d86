"""A source as templates want it: who said it, when, and where a reader goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newsletter.render.language import Writing, tag, writing
from newsletter.render.links import address_of, poses_as_other
from newsletter.render.shown import one_line
from newsletter.text.safe import safe_url

if TYPE_CHECKING:
    from newsletter.model import Source
    from newsletter.render.clock import Clock
    from newsletter.render.labels import Labels


@dataclass(frozen=True, slots=True)
class SourceView:
    """Who said it: `when` in the edition's zone, `url` followable, `anchor` in the web edition.

    `note` says so where the feed's own text stands in for the page that `url` leads to.
    """

    number: int
    name: str
    title: str
    url: str | None
    when: str
    lang: str
    dir: Writing
    anchor: str
    note: str
    name_dir: Writing = "ltr"


def source_view(source: Source, clock: Clock, words: Labels, *, dated: bool) -> SourceView:
    """The view; `dated` says that not all times of the edition are of its own day."""
    url = address_of(source)
    host = urlsplit(safe_url(source.url or "") or "").hostname if url else None
    name = one_line(source.name) or host or f"[{source.number}]"
    if url and poses_as_other(name, url):
        name = host or name
    return SourceView(
        number=source.number,
        name=name,
        title=one_line(source.title),
        url=url,
        when=clock.stamp(source.published, dated=dated) if source.published else "",
        lang=tag(source.language),
        dir=writing(source.language, source.title),
        anchor=f"e{source.number}",
        note=words.feed_only if source.feed_only else "",
        name_dir=writing("", name),
    )
