"""What a page says of itself in its <meta> elements and in its data for search engines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsletter.sources.dates import read_date
from newsletter.text.safe import safe_url

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from newsletter.text.markup import Markup

PUBLISHED = (
    "article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.created",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publish-date",
    "time",
)
SITE = ("og:site_name", "application-name", "publisher", "dc.publisher")
AUTHOR = ("author", "article:author", "dc.creator", "parsely-author")
LINK = ("canonical", "og:url")
MAX_NAME = 200
LINKED_DATA = re.compile(r'"datePublished"\s*:\s*"([^"\\]{8,40})"')


@dataclass(frozen=True, slots=True)
class PageMeta:
    """Empty where the page does not say."""

    published: datetime | None = None
    site: str = ""
    author: str = ""
    link: str | None = None


def page_meta(markup: Markup, html: str) -> PageMeta:
    """A page's date, site, author and address, as far as they can be believed."""
    meta = dict(markup.meta)
    linked = LINKED_DATA.search(html)
    stated = [meta[name] for name in PUBLISHED if name in meta]
    dates = map(read_date, [linked[1], *stated] if linked else stated)
    links = (safe_url(meta[name]) for name in LINK if name in meta)
    author = _first(meta, AUTHOR)
    return PageMeta(
        published=next(filter(None, dates), None),
        site=_first(meta, SITE),
        author="" if safe_url(author) else author,  # article:author may be a profile's URL
        link=next(filter(None, links), None),
    )


def _first(meta: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((meta[name][:MAX_NAME] for name in names if meta.get(name)), "")
