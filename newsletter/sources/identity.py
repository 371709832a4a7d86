"""Who an entry is and where it can be read, from what its feed says. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from newsletter.net.links import loggable
from newsletter.sources.files import written
from newsletter.text.safe import is_ordinary, plain, safe_url, without_tracking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsletter.sources.raw import RawEntry

SECRET = re.compile(
    r"auth|token|key|secret|pass|pwd|sig|session|sid|credential|user|login|mail|code|hash",
    re.IGNORECASE,
)
LONG_VALUE = 20  # characters: what people choose is shorter than what machines make up
WEB = ("http://", "https://")


def is_url(location: str) -> bool:
    """Whether a source is on the web; else its location is a path."""
    return location.lower().startswith(WEB)


def shown(location: str) -> str:
    """A location as people may see it: without user info and secrets."""
    return loggable(location) if is_url(location) else written(location)


def masked(location: str) -> str:
    """A location with its query, to tell feeds of one host apart, and its secrets as `***`."""
    if not is_url(location):
        return written(location)
    try:
        parts = urlsplit(location)
        pairs = [_masked_pair(pair) for pair in parts.query.split("&")]
        host = parts.netloc.rpartition("@")
        netloc = f"***@{host[2]}" if host[1] else host[2]
        return parts._replace(netloc=netloc, query="&".join(pairs), fragment="").geturl()
    except ValueError:
        return loggable(location)


def _masked_pair(pair: str) -> str:
    """A query's value is no secret where it is short and called by an open name."""
    name, equals, value = pair.partition("=")
    if not equals:
        return pair if len(pair) < LONG_VALUE else "***"
    return f"{name}=***" if SECRET.search(name) or len(value) >= LONG_VALUE else pair


def entry_id(location: str, guid: str) -> str:
    """The same at every look, on every machine, and after a feed's move from http to https."""
    return _digest(location.removeprefix("http://").removeprefix("https://"), guid)


def guids(entries: Sequence[RawEntry]) -> tuple[str, ...]:
    """Each entry's own guid, or what stands in for it: its link, else its title and date.

    Some feeds give one guid to all their items; there link and title tell them apart, and where
    there is no guid at all date and content do.
    """
    found = [_guid(entry) for entry in entries]
    found = _apart(found, [(entry.link, entry.title) for entry in entries])
    return tuple(_apart(found, [("",) if entry.guid else _said(entry) for entry in entries]))


def web_link(link: str, base: str) -> str | None:
    """An absolute http(s) link without tracking parameters, or None.

    `base` is the site or the feed; where it is a file, only absolute links can be followed.
    """
    link = link.strip()
    if not link:
        return None
    if is_ordinary(link):
        return without_tracking(link)
    try:
        absolute = urljoin(base if is_url(base) else "https:", link)
    except ValueError:  # "http://["
        return None
    safe = safe_url(absolute)
    return without_tracking(safe) if safe is not None and safe.startswith(WEB) else None


def site_name(location: str) -> str:
    """What to call a source without a title: its host, or its file's name."""
    try:
        host = urlsplit(location).hostname
    except ValueError:
        host = None
    return plain(host or location.rpartition("/")[2]).removeprefix("www.")


def _guid(entry: RawEntry) -> str:
    if entry.guid or entry.link:
        return entry.guid or entry.link
    date, content = _said(entry)
    return _digest(entry.title, date, "" if entry.title else content)


def _apart(names: Sequence[str], marks: Sequence[tuple[str, ...]]) -> list[str]:
    """The names, with a digest of its mark behind each that stands for several."""
    several: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
    for name, mark in zip(names, marks, strict=True):
        several[name].add(mark)
    return [
        name if len(several[name]) == 1 else f"{name}#{_digest(*mark)}"
        for name, mark in zip(names, marks, strict=True)
    ]


def _said(entry: RawEntry) -> tuple[str, ...]:
    date = entry.published or entry.updated
    return (date.isoformat() if date else "", entry.content)


def _digest(*parts: str) -> str:
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
