"""A feed's bytes to entries. What comes in is hostile; what goes out can be trusted to be bounded.

Never raises: a feed that cannot be read is a ParsedFeed with its problem, and the rest go on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsletter.errors import GuardError, ParseError
from newsletter.model import Entry, Feed
from newsletter.sources import cleanfeed, jsonfeed
from newsletter.sources.dates import credible
from newsletter.sources.files import check_size
from newsletter.sources.identity import entry_id, guids, site_name, web_link
from newsletter.sources.raw import RawFeed
from newsletter.sources.xmlbytes import EBCDIC
from newsletter.text.safe import plain
from newsletter.workers.guard import Guard, shared_guard

if TYPE_CHECKING:
    from datetime import datetime

    from newsletter.sources.raw import RawEntry

READER = "newsletter.sources.xmlfeed:read"

SNIFFED = 1024  # bytes that tell what a file is
BOM = b"\xef\xbb\xbf"
LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*")
PAGES = frozenset({"html", "head", "body"})


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed as we read it. With a `problem`, in words for people, there are no entries."""

    feed: Feed
    entries: tuple[Entry, ...] = ()
    problem: str | None = None


def parse_feed(
    body: bytes,
    location: str,
    *,
    now: datetime,
    content_type: str = "",
    guard: Guard | None = None,
) -> ParsedFeed:
    """The feed and its 200 newest entries, in the feed's own order.

    Links are http(s) or None, titles plain text, contents HTML or text as the entry says, times
    between 1990 and a day from now or None, ids the same at every look. RSS and Atom that are out
    of the ordinary are read in the guard's child, within its limits (5 s of CPU for the one that is
    shared).
    """
    try:
        raw = _read(body, location, content_type, guard or shared_guard())
    except (ParseError, GuardError) as error:
        reason = error.reason if isinstance(error, ParseError) else _unreadable(error)
        return ParsedFeed(Feed(location), problem=reason)
    return _judged(raw, location, now)


def _read(body: bytes, location: str, content_type: str, guard: Guard) -> RawFeed:
    """Hand the bytes to the reader that their first kilobyte asks for."""
    head = body[:SNIFFED].removeprefix(BOM).replace(b"\0", b"").lstrip()
    if not head:
        raise ParseError(location, "is empty")
    check_size(body, location)
    if head.startswith((b"{", b"[")):
        return jsonfeed.read(body, location)
    if b"<" not in head and not head.startswith(EBCDIC):
        raise ParseError(location, "is neither XML nor JSON")
    raw = cleanfeed.read(body, content_type) or guard.run(
        READER, body, content_type, returns=RawFeed
    )
    if raw.problem:
        raise ParseError(location, raw.problem)
    if not raw.format:
        raise ParseError(location, _other_than_feed(raw.root, head))
    return raw


def _other_than_feed(root: str, head: bytes) -> str:
    if root in PAGES or b"<!doctype html" in head.lower():
        return "is a web page, not a feed"
    name = plain(root)[:40]
    return f"is not a feed (it begins with <{name}>)" if name else "is not a feed"


def _unreadable(error: GuardError) -> str:
    return f"could not be read: the reader {error}"


def _judged(raw: RawFeed, location: str, now: datetime) -> ParsedFeed:
    site = web_link(raw.link, location)
    feed = Feed(location, title=plain(raw.title), format=raw.format, link=site)
    entries: dict[str, Entry] = {}
    for item, guid in zip(raw.entries, guids(raw.entries), strict=True):
        entry = _entry(item, guid, feed, now)
        entries.setdefault(entry.id, entry)  # an item that is repeated word for word
    return ParsedFeed(feed, tuple(entries.values()))


def _entry(item: RawEntry, guid: str, feed: Feed, now: datetime) -> Entry:
    updated = credible(item.updated, now)
    return Entry(
        id=entry_id(feed.location, guid),
        source=plain(item.source) or feed.title or site_name(feed.link or feed.location),
        feed=feed.location,
        guid=guid,
        title=plain(item.title),
        link=web_link(item.link, feed.link or feed.location),
        # Half of all Atom feeds give only `updated`; to a reader that is when it appeared.
        published=credible(item.published, now) or updated,
        updated=updated,
        author=plain(item.author),
        language=item.language if LANGUAGE_TAG.fullmatch(item.language) else "",
        content=item.content,
        content_type=item.content_type,
        picture=web_link(item.picture, feed.link or feed.location) or "",
    )
