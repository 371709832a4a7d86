"""Change one feed in somebody's OPML list and leave every other byte as it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from newsletter.errors import ParseError
from newsletter.sources.decoding import decode_page
from newsletter.sources.opml import BETWEEN, Subscription, group, outline, web_address, well_formed
from newsletter.text.safe import plain, plain_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

DECLARED = re.compile(r"\s*<\?xml\b[^<>]{0,500}\?>")
DECLARATION = '<?xml version="1.0" encoding="utf-8"?>'
STEP = "  "


@dataclass(slots=True)
class Element:
    """Where an element stands, in bytes: its tag from `start`, what is in it up to `inner_end`."""

    url: str
    name: str
    start: int
    inner_end: int = 0
    end: int = 0
    empty: bool = False
    children: list[Element] = field(default_factory=list)


def with_feeds(body: bytes, feeds: Iterable[Subscription], location: str) -> bytes:
    """The list with these feeds, each at the end of its topic's group; missing groups are made.

    Raises ParseError for what is no OPML list.
    """
    body = _as_utf8(well_formed(body, location))
    for feed in feeds:
        place, names = _body(body, location), list(filter(None, feed.topic.split(BETWEEN)))
        while names and (inner := _group(place, names[0])):
            place, names = inner, names[1:]
        body = _inserted(body, place, feed, names)
    return body


def without_feed(body: bytes, url: str, location: str) -> bytes:
    """The list without each mention of this feed; ParseError for what is no OPML list."""
    body = _as_utf8(well_formed(body, location))
    for one in reversed(list(_feeds(_body(body, location)))):
        if one.url == url:
            start = len(body[: one.start].rstrip(b" \t"))
            start = start - 1 if body[:start].endswith(b"\n") else one.start
            start = start - 1 if body[:start].endswith(b"\r") else start
            body = body[:start] + body[one.end :]
    return body


def _inserted(body: bytes, place: Element, feed: Subscription, groups: list[str]) -> bytes:
    indent = _indent(body, place.start) + STEP
    lines: list[str] = []
    for depth, name in enumerate(groups):
        lines.append(indent + STEP * depth + group(name))
    lines.append(indent + STEP * len(groups) + outline(feed))
    lines += [f"{indent}{STEP * depth}</outline>" for depth in reversed(range(len(groups)))]
    text = "\n".join(lines).encode()
    if place.empty:
        tag = body[place.start : place.end].removesuffix(b"/>").rstrip()
        element = tag[1:].split(maxsplit=1)[0]
        end = b"\n" + _indent(body, place.start).encode() + b"</" + element + b">"
        return body[: place.start] + tag + b">\n" + text + end + body[place.end :]
    before = body[: place.inner_end].rstrip(b" \t")
    gap = b"" if before.endswith(b"\n") else b"\n"
    return (
        before + gap + text + b"\n" + _indent(body, place.start).encode() + body[place.inner_end :]
    )


def _indent(body: bytes, start: int) -> str:
    """The blanks that stand before an element on its line."""
    line = body[body.rfind(b"\n", 0, start) + 1 : start]
    return line.decode() if not line.strip() else ""


def _group(place: Element, name: str) -> Element | None:
    return next((one for one in place.children if not one.url and one.name == name), None)


def _feeds(place: Element) -> Iterable[Element]:
    """In the order in which they end, so that the last can be taken out first."""
    for one in place.children:
        yield from _feeds(one)
        if one.url:
            yield one


def _as_utf8(body: bytes) -> bytes:
    """As it is, where it is UTF-8: positions are counted in bytes, and names may hold anything."""
    try:
        body.decode()
    except UnicodeDecodeError:
        pass
    else:
        if b"\0" not in body:
            return body
    text = decode_page(body)
    declared = DECLARED.match(text)
    return (DECLARATION + text[declared.end() if declared else 0 :]).encode()


def _body(data: bytes, location: str) -> Element:
    """The element that holds the feeds, with all that is in it."""
    tree = _Tree(data)
    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = lambda name, given: tree.start(
        name, given, parser.CurrentByteIndex
    )
    parser.EndElementHandler = lambda _name: tree.end(parser.CurrentByteIndex)
    parser.Parse(data, True)
    if tree.body is None:
        raise ParseError(location, "has no <body> to put a feed into")
    return tree.body


class _Tree:
    def __init__(self, data: bytes) -> None:
        self.body: Element | None = None
        self._data = data
        self._open: list[Element] = []

    def start(self, name: str, attributes: Mapping[str, str], at: int) -> None:
        given = {key.lower(): value.strip() for key, value in attributes.items()}
        title = plain_line(given.get("title") or given.get("text") or "")
        element = Element(web_address(plain(given.get("xmlurl", ""))), title, at)
        if self._open:
            self._open[-1].children.append(element)
        self._open.append(element)
        if name.lower() == "body" and self.body is None:
            self.body = element

    def end(self, at: int) -> None:
        element = self._open.pop()
        # Of an element without content, expat tells the place behind it.
        element.empty = not element.children and self._data[element.start : at].endswith(b"/>")
        element.inner_end = at
        element.end = at if element.empty else self._data.index(b">", at) + 1
