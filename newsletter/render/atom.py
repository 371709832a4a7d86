"""A newsletter's own feed: Atom 1.0, RFC 4287, https://www.rfc-editor.org/rfc/rfc4287."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import quote
from uuid import UUID, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from newsletter.render.archive import FEED, INDEX, PAGE
from newsletter.render.labels import labels
from newsletter.render.shown import one_line
from newsletter.text.safe import href

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsletter.model.heads import Head

NAMESPACE = "http://www.w3.org/2005/Atom"
# Ids are made of an edition's own name and moment, so that they stay when a newsletter moves to
# another address: readers would get every edition again.
IDS = UUID("6c1f1a5e-1c55-5d0c-9d0e-7a3f2b8d4e61")


@dataclass(frozen=True, slots=True)
class Published:
    """An edition in the feed: its head, when it was published, and its text as HTML."""

    head: Head
    at: datetime
    html: str


@dataclass(frozen=True, slots=True)
class Channel:
    """What the feed says of the newsletter.

    `url` is where its editions are on the web, without its name; empty where they are not.
    `first` are the id and the moment of its first edition.
    """

    name: str
    title: str
    language: str
    url: str
    first: tuple[str, datetime]


def atom(channel: Channel, editions: Sequence[Published]) -> bytes:
    """The feed of these editions, which come newest first; there is at least one.

    Links are absolute where the newsletter has a `url`, else relative to the feed.
    """
    base = _base(channel)
    title = one_line(channel.title) or channel.name
    words = labels(channel.language)
    feed = Element("feed", {"xmlns": NAMESPACE, "xml:lang": words.tag})
    _text(feed, "id", _identity("feed", *channel.first))
    _text(feed, "title", title)
    _text(feed, "updated", _moment(max(one.at for one in editions)))
    _text(SubElement(feed, "author"), "name", title)
    _link(feed, "alternate", base or INDEX, "text/html")
    if base:
        _link(feed, "self", f"{base}{FEED}", "application/atom+xml")
    for one in editions:
        _entry(feed, one, base)
    indent(feed, space=" ")
    written: bytes = tostring(feed, "utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + written + b"\n"


def _entry(feed: Element, one: Published, base: str) -> None:
    head = one.head
    entry = SubElement(feed, "entry")
    _text(entry, "id", _identity("edition", head.id, one.at))
    _text(entry, "title", one_line(head.subject) or one_line(head.title) or head.id)
    _text(entry, "published", _moment(head.slot))
    _text(entry, "updated", _moment(one.at))
    _link(entry, "alternate", f"{base}{quote(head.key)}/{PAGE}", "text/html")
    if summary := one_line(head.preheader):
        _text(entry, "summary", summary)
    _text(entry, "content", one.html, {"type": "html"})


def _base(channel: Channel) -> str:
    url = href(channel.url) or ""
    return f"{url.rstrip('/')}/{quote(channel.name)}/" if url.startswith("http") else ""


def _identity(kind: str, name: str, at: datetime) -> str:
    return uuid5(IDS, f"{kind} {name} {at.astimezone(UTC).isoformat()}").urn


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _text(parent: Element, name: str, text: str, attributes: dict[str, str] | None = None) -> None:
    SubElement(parent, name, attributes or {}).text = text


def _link(parent: Element, rel: str, href: str, kind: str) -> None:
    SubElement(parent, "link", {"rel": rel, "type": kind, "href": href})
