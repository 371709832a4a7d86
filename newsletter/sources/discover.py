"""The feeds that a web page names. Pure: a page in, addresses out, the best one first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from newsletter.sources.identity import is_url
from newsletter.text.safe import plain_line, safe_url

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LOOKED_AT = 1_000_000  # characters; pages name their feeds at the top
MOST = 20
UNSEEN = re.compile(r"<!--|<(script|style|template)\b", re.IGNORECASE)
TAG = re.compile(r"<(base|link|a)\s([^<>]{1,4000})>", re.IGNORECASE)
ATTRIBUTE = re.compile(r"([\w:-]{1,40})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
TYPES = frozenset(
    {
        "application/atom+xml",
        "application/rss+xml",
        "application/rdf+xml",
        "application/feed+json",
        "application/xml",
        "text/xml",
    }
)
PERHAPS = "application/json"  # JSON Feed, or the way to a site's database
BY_NAME = re.compile(
    r"(?:^|[/.?=&_-])(?:feed|rss2?|atom|feeds|index\.rdf)(?:[/.]?(?:xml|json|rss|atom))?/?$",
    re.IGNORECASE,
)
COMMENTS = re.compile(r"\bcomments?\b|\bkommentare?\b|\bcommentaires?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageFeed:
    """A feed that a page names; `title` is what it calls it."""

    url: str
    title: str = ""
    sure: bool = True


def page_feeds(html: str, url: str) -> tuple[PageFeed, ...]:
    """The feeds of the page at `url`: those it declares, else those that it links to by name.

    Best first: of the articles before of the comments, then in the page's own order.
    """
    html = _seen(html[:LOOKED_AT])
    declared: dict[str, PageFeed] = {}
    linked: dict[str, PageFeed] = {}
    base = url
    for element, attributes in _elements(html):
        href = attributes.get("href", "").strip()
        if element == "base":
            base = _joined(url, href) or base
            continue
        address = _joined(base, href) if href else None
        if address is None:
            continue
        kind = attributes.get("type", "").partition(";")[0].strip().lower()
        title = plain_line(attributes.get("title", ""))[:200]
        found = PageFeed(address, title, sure=kind != PERHAPS)
        if element == "link" and _is_declared(attributes, kind):
            declared.setdefault(address, found)
        elif element == "a" and _same_site(address, url) and BY_NAME.search(urlsplit(address).path):
            linked.setdefault(address, found)
    feeds = list((declared or linked).values())[:MOST]
    return tuple(sorted(feeds, key=lambda feed: (not feed.sure, _is_of_comments(feed))))


def _seen(html: str) -> str:
    """The page without comments, scripts and templates; what is never closed takes the rest."""
    parts: list[str] = []
    at = 0
    while found := UNSEEN.search(html, at):
        parts.append(html[at : found.start()])
        closing = f"</{found[1]}" if found[1] else "-->"
        end = html.find(closing, found.end())
        if end < 0:
            return "".join(parts)
        at = end + len(closing)
    return "".join((*parts, html[at:]))


def _elements(html: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    for tag in TAG.finditer(html):
        values = {
            name.lower(): unescape(double or single or bare)
            for name, double, single, bare in reversed(ATTRIBUTE.findall(tag[2]))
        }
        yield tag[1].lower(), values


def _is_declared(attributes: Mapping[str, str], kind: str) -> bool:
    relations = attributes.get("rel", "").lower().split()
    return "feed" in relations or ("alternate" in relations and kind in {*TYPES, PERHAPS})


def _joined(base: str, href: str) -> str | None:
    if href.lower().startswith("feed:"):
        href = href[len("feed:") :]
    try:
        address = safe_url(urljoin(base, href))
    except ValueError:  # "http://["
        return None
    return address if address and is_url(address) else None


def _same_site(address: str, url: str) -> bool:
    return urlsplit(address).hostname == urlsplit(url).hostname


def _is_of_comments(feed: PageFeed) -> bool:
    return bool(COMMENTS.search(f"{feed.title} {urlsplit(feed.url).path.replace('/', ' ')}"))
