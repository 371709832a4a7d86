"""RSS, Atom, RDF and CDF as feedparser reads them: its one door. Runs in the guarded child.

Hostile feeds can hold it for minutes, and can put a value of any type under any of its names:
each is looked at before it is used.
"""

from __future__ import annotations

import calendar
import re
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from newsletter.sources.dates import read_date
from newsletter.sources.pictures import best
from newsletter.sources.raw import (
    ADDRESS,
    CONTENT,
    LANGUAGE,
    NAME,
    RawEntry,
    RawFeed,
    capped,
    newest,
    whole,
)
from newsletter.sources.titles import title_of
from newsletter.sources.xmlbytes import HostileError, prepared, root_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsletter.sources.pictures import Where

Item = dict[str, Any]

HEADERS = {"content-type": "application/xml; charset=utf-8"}

# Roots that say what a feed is where feedparser finds no version.
FORMATS = {"channel": "cdf", "rss": "rss", "feed": "atom"}
HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
AUTHOR_ADDRESS = re.compile(r"\S{1,100}@[^\s()<>]{1,100}")


def read(body: bytes, content_type: str) -> RawFeed:
    """The feed in these bytes, with its newest entries; raises what feedparser raises."""
    import feedparser  # noqa: PLC0415 - 0.1 s and 20 MB that only the child pays

    try:
        body = prepared(body, content_type)
    except HostileError as refusal:
        return RawFeed(problem=str(refusal))
    parsed = feedparser.parse(
        # As a stream: bytes given as such may be taken for a file's name.
        BytesIO(body),
        response_headers=HEADERS,
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    feed, version = _mapping(parsed.get("feed")), _text(parsed.get("version"))
    language, first = _text(feed.get("language")), root_of(body)
    items = list(_mappings(parsed.get("entries")))
    return RawFeed(
        format=version or FORMATS.get(first, "xml" if items else ""),
        title=_title(feed, version),
        link=whole(_text(feed.get("link"))),
        language=capped(language, LANGUAGE),
        root=first,
        entries=tuple(_entry(item, feed, version, language) for item in newest(items, _date)),
    )


def _entry(item: Item, feed: Item, version: str, language: str) -> RawEntry:
    content, content_type, spoken = _content(item)
    guid = _text(item.get("id"))
    return RawEntry(
        guid=capped(guid, ADDRESS),
        link=whole(_link(item, version, guid)),
        title=_title(item, version),
        published=_time(item, "published") or _time(item, "created"),
        updated=_time(item, "updated"),
        author=capped(_author(item, version) or _inherited(item, feed, version), NAME),
        source=capped(_title(_mapping(item.get("source")), version), NAME),
        language=capped(spoken or language, LANGUAGE),
        content=capped(content, CONTENT),
        content_type="text" if content_type == "text/plain" else "html",
        picture=best(_pictures(item)),
    )


def _title(item: Item, version: str) -> str:
    """The title as plain text, whatever markup it came in."""
    kind = _text(_mapping(item.get("title_detail")).get("type"))
    return title_of(
        _text(item.get("title")), html=kind in HTML_TYPES, atom=version.startswith("atom")
    )


def _content(item: Item) -> tuple[str, str, str]:
    """The longest of contents and summary, with its type and language."""
    found = [
        (_text(part.get("value")), _text(part.get("type")), _text(part.get("language")))
        for part in _mappings(item.get("content"))
    ]
    detail = _mapping(item.get("summary_detail"))
    kind = _text(detail.get("type")) or "text/html"
    found.append((_text(item.get("summary")), kind, _text(detail.get("language"))))
    readable = [part for part in found if part[1] == "text/plain" or part[1] in HTML_TYPES]
    return max(readable, key=lambda part: len(part[0]), default=("", "text/html", ""))


def _link(item: Item, version: str, guid: str) -> str:
    """Where the entry can be read. A guid is a link only in RSS, and only an absolute one."""
    original = _text(item.get("feedburner_origlink"))
    if original:
        return original
    alternates = [
        _text(link.get("href"))
        for link in _mappings(item.get("links"))
        if link.get("rel") == "alternate"
    ]
    chosen = _text(item.get("link"))
    if chosen in alternates:
        return chosen
    for alternate in alternates:
        if alternate:
            return alternate
    permanent = not version.startswith("atom") and chosen == guid
    return guid if permanent and guid.startswith(("http://", "https://")) else ""


def _pictures(item: Item) -> Iterator[tuple[Where, str, str]]:
    for one in _mappings(item.get("media_content")):
        yield "content", _text(one.get("url")).strip(), _text(one.get("type") or one.get("medium"))
    for one in _mappings(item.get("links")):
        if one.get("rel") == "enclosure":
            yield "enclosure", _text(one.get("href")).strip(), _text(one.get("type"))
    for one in _mappings(item.get("media_thumbnail")):
        yield "thumbnail", _text(one.get("url")).strip(), ""
    yield "image", _text(_mapping(item.get("image")).get("href")).strip(), ""


def _author(item: Item, version: str) -> str:
    """The authors' names; an address only where there is nothing else."""
    names = [_text(author.get("name")) for author in _mappings(item.get("authors"))]
    given = _text(item.get("author"))[:NAME]
    if "@" in given and not version.startswith("atom"):
        # feedparser knows no domain that ends in more than four letters.
        names = [AUTHOR_ADDRESS.sub("", given).strip(' ()<>"')]
    joined = ", ".join(name for name in dict.fromkeys(names) if name)
    return " ".join((joined or given).split())


def _inherited(item: Item, feed: Item, version: str) -> str:
    """In Atom an entry without an author has that of its source, else its feed's (RFC 4287)."""
    if not version.startswith("atom"):
        return ""
    return _author(_mapping(item.get("source")), version) or _author(feed, version)


def _date(item: Item) -> datetime | None:
    return _time(item, "published") or _time(item, "created") or _time(item, "updated")


def _time(item: Item, name: str) -> datetime | None:
    """As feedparser understood it, in UTC; else as we do."""
    parsed = item.get(f"{name}_parsed")
    if isinstance(parsed, tuple):
        try:
            return datetime.fromtimestamp(calendar.timegm(parsed), UTC)
        except (ValueError, TypeError, OverflowError):  # year 0, month 13
            pass
    return read_date(_text(item.get(name)))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _mapping(value: object) -> Item:
    """A plain copy: feedparser's own `get` answers for other names, with warnings."""
    return dict(value) if isinstance(value, dict) else {}


def _mappings(value: object) -> Iterator[Item]:
    if isinstance(value, list):
        yield from (dict(part) for part in value if isinstance(part, dict))
