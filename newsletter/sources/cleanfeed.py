"""RSS 2.0 and Atom 1.0 with nothing unusual in them, read in a tenth of feedparser's time.

feedparser stays the authority: what is read here is what it would read, which a test compares over
every case file and over generated feeds. Whatever is out of the ordinary (a doctype, a name that
`cleanwords` does not list, a second title, markup that is not escaped, a date of another form) is
left to it. Both read with expat, so they agree on what is well formed. Nothing here can run wild,
and no guard is needed: without a doctype there are no entities, and of LARGEST bytes whatever was
tried took 0.2 s at most: 100,000 attributes, 140,000 nested elements, 30,000 namespaces.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError, fromstring

from newsletter.sources import cleanwords as words
from newsletter.sources.cleanitem import Found, UnusualError, found, pictures
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
from newsletter.sources.xmlbytes import DECLARATION, LONG, root_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree.ElementTree import Element

LARGEST = 1_000_000  # bytes: at most 40 MB of elements; larger ones are read within the guard's
BOM = b"\xef\xbb\xbf"
# What feedparser replaces or mends: doctypes, and controls that were meant as cp1252. One pattern
# of all has no beginning in common and takes 10 times as long as these.
UNUSUAL = (
    re.compile(rb"<!(?:doctype|entity)", re.IGNORECASE),
    re.compile(rb"\xc2[\x80-\x9f]"),
    re.compile(rb"&#(?:0*1[2-5]\d|x0*[89][0-9a-f]);", re.IGNORECASE),
    re.compile(rb"\0"),
)
OWN_CHARSET = "iso-2022"  # written in ASCII, it passes for UTF-8
DECLARED_WITHIN = 5_000
ROOT = re.compile(rb"<([A-Za-z][^<>\"']*(?:\"[^\"<]*\"[^<>\"']*|'[^'<]*'[^<>\"']*)*)>")
SPACES = re.compile(rb"\sxmlns(?::([\w.-]+))?\s*=\s*[\"']([^\"'<&]*)[\"']")
BY_ADDRESS = {address.lower(): prefix for prefix, address in words.NAMESPACES.items()}
OTHERS = re.compile(r"purl\.org|netscape|userland|law\.harvard|newformat|necho|/echo/")
WORDPRESS = b'xmlns="com-wordpress:feed-additions:1"'


def read(body: bytes, content_type: str = "") -> RawFeed | None:
    """The feed in these bytes as feedparser would read it, or None where it has to."""
    if len(body) > LARGEST or OWN_CHARSET in content_type.lower():
        return None
    if any(pattern.search(body) for pattern in UNUSUAL):
        return None
    try:
        return _read(body)
    except (UnusualError, ParseError, ValueError):  # the last: what is no UTF-8
        return None


def _read(body: bytes) -> RawFeed:
    text = body.removeprefix(BOM).decode()
    if OWN_CHARSET in text[:DECLARED_WITHIN].lower():
        raise UnusualError
    declaration = DECLARATION.match(text)
    text = text[declaration.end() :] if declaration else text
    if DECLARATION.match(text):  # a second one, which would have its say
        raise UnusualError
    body = text.encode()
    _check_namespaces(body)
    root = fromstring(body)  # noqa: S314 - there is no doctype in it, and so no entity
    if root.tag == "rss":
        return _rss(root, body)
    if root.tag == words.ATOM_FEED:
        return _atom(root, body)
    raise UnusualError


def _check_namespaces(body: bytes) -> None:
    """All on the root, each known one under its usual prefix: feedparser goes by both."""
    root = ROOT.search(body)
    declared = SPACES.findall(root[1]) if root else []
    if body.count(b"xmlns") > len(declared) + body.count(WORDPRESS):
        raise UnusualError
    for prefix, address in declared:
        name, space = prefix.decode(), address.decode()
        usual = words.NAMESPACES.get(name) == space or (not name and space == words.ATOM)
        if not usual and (
            name in words.NAMESPACES or space.lower() in BY_ADDRESS or OTHERS.search(space.lower())
        ):
            raise UnusualError


def _rss(root: Element, body: bytes) -> RawFeed:
    if len(root) != 1 or root[0].tag != "channel" or root[0].keys() or root.keys() != ["version"]:
        raise UnusualError
    if not root.get("version", "").startswith("2."):
        raise UnusualError
    about = found(root[0], words.CHANNEL, words.CHANNEL_ASIDE)
    language = about.text("language")
    return RawFeed(
        format="rss20",
        title=title_of(about.plain_title(), html=False, atom=False),
        link=whole(about.link()),
        language=capped(language, LANGUAGE),
        root=root_of(body),
        entries=_entries(_item(item, language) for item in _few(root[0], "item")),
    )


def _item(item: Element, language: str) -> RawEntry:
    said = found(item, words.ITEM, words.ITEM_ASIDE)
    guid = said.address("guid")
    link = said.link()
    if not link and said.permanent and guid.startswith(("http://", "https://")):
        link = guid
    return RawEntry(
        guid=capped(guid, ADDRESS),
        link=whole(said.text("original") or link),
        title=title_of(said.plain_title(), html=False, atom=False),
        published=said.time("published"),
        updated=said.time("updated"),
        author=capped(said.authors(), NAME),
        source=capped(title_of(said.text("source"), html=False, atom=False), NAME),
        language=capped(language, LANGUAGE),
        content=capped(max(said.text("content"), said.text("description"), key=len), CONTENT),
        picture=best(pictures(item)),
    )


def _atom(root: Element, body: bytes) -> RawFeed:
    if not {words.LANG}.issuperset(root.keys()):
        raise UnusualError
    about = found(root, words.FEED, words.FEED_ASIDE)
    language = root.get(words.LANG, "").replace("_", "-")
    return RawFeed(
        format="atom10",
        title=title_of(about.text("title"), html=about.html("title"), atom=True),
        link=whole((about.alternates()[1] or [about.address("id")])[-1]),
        language=capped(language, LANGUAGE),
        root=root_of(body),
        entries=_entries(_entry(entry, about, language) for entry in _few(root, words.ATOM_ENTRY)),
    )


def _entry(entry: Element, about: Found, language: str) -> RawEntry:
    said = found(entry, words.ENTRY, words.ENTRY_ASIDE)
    guid = said.address("id")
    every, pages = said.alternates()
    link = (pages or [guid])[-1]
    parts = [name for name in ("content", "summary") if said.has(name)]
    longest = max(parts, key=lambda name: len(said.text(name)), default="")
    return RawEntry(
        guid=capped(guid, ADDRESS),
        link=whole(link if link in every else next(iter(every), "")),
        title=title_of(said.text("title"), html=said.html("title"), atom=True),
        published=said.time("published"),
        updated=said.time("updated"),
        author=capped(said.authors() or about.authors(), NAME),
        language=capped(language, LANGUAGE),
        content=capped(said.text(longest), CONTENT),
        content_type="text" if longest and not said.html(longest) else "html",
        picture=best(pictures(entry)),
    )


def _few(parent: Element, name: str) -> list[Element]:
    items = parent.findall(name)
    if len(items) > LONG or any(item.keys() for item in items):
        raise UnusualError
    return items


def _entries(read: Iterable[RawEntry]) -> tuple[RawEntry, ...]:
    return tuple(newest(list(read), lambda entry: entry.published or entry.updated))
