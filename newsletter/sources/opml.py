"""Lists of feeds, as readers of feeds exchange them (OPML 1 and 2, opml.org)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from newsletter.errors import ParseError
from newsletter.text.safe import plain, plain_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# The commonest fault of lists written by hand: `?a=1&b=2` as it stands in the browser.
BARE_AMPERSAND = re.compile(rb"&(?!#?\w{1,10};)")
LONGEST_NAME = 200
BETWEEN = " / "  # the names of nested groups


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed to read: a URL or a path; `topic` is "News / Markets" for one in nested groups."""

    url: str
    title: str = ""
    topic: str = ""


def read_opml(body: bytes, location: str = "the OPML list") -> tuple[Subscription, ...]:
    """The feeds of a list, each once, in order; ParseError says where it is wrong.

    Entities are refused and nothing is loaded from elsewhere, so that a list cannot blow up.
    """
    return tuple(_outlines(well_formed(body, location), location).found.values())


def well_formed(body: bytes, location: str) -> bytes:
    """The list, its bare ampersands mended; ParseError for what is no list even then."""
    if not body.strip():
        raise ParseError(location, "is empty")
    try:
        _outlines(body, location)
    except expat.ExpatError as error:
        mended = BARE_AMPERSAND.sub(b"&amp;", body)
        if mended == body:
            raise ParseError(location, _misshapen(error)) from error
        try:
            _outlines(mended, location)
        except expat.ExpatError as again:
            raise ParseError(location, _misshapen(again)) from again
        return mended
    return body


def write_opml(feeds: Sequence[Subscription], title: str) -> bytes:
    """The feeds as an OPML 2.0 list, in order; topics become nested groups."""
    groups: dict[str | None, Any] = {}
    for feed in feeds:
        place = groups
        for name in filter(None, feed.topic.split(BETWEEN)):
            place = place.setdefault(name, {})
        place.setdefault(None, []).append(feed)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<opml version="2.0">',
        f"  <head><title>{escape(plain_line(title))}</title></head>",
        "  <body>",
        *_lines(groups, "    "),
        "  </body>",
        "</opml>",
    ]
    return "\n".join([*lines, ""]).encode()


def outline(feed: Subscription) -> str:
    """The element that stands for a feed."""
    name, url = (quoteattr(plain_line(text)) for text in (feed.title or feed.url, feed.url))
    return f'<outline type="rss" text={name} title={name} xmlUrl={url}/>'


def group(name: str) -> str:
    """The start of the element that stands for a group of feeds."""
    return f"<outline text={quoteattr(name)}>"


def _lines(groups: Mapping[str | None, Any], indent: str) -> Iterator[str]:
    for feed in groups.get(None, ()):
        yield indent + outline(feed)
    for name, inner in groups.items():
        if name is not None:
            yield indent + group(name)
            yield from _lines(inner, indent + "  ")
            yield f"{indent}</outline>"


def _outlines(body: bytes, location: str) -> _Outlines:
    outlines = _Outlines(location)
    parser = expat.ParserCreate()
    parser.StartElementHandler = outlines.start
    parser.EndElementHandler = outlines.end
    parser.EntityDeclHandler = outlines.entity
    try:
        parser.Parse(body, True)
    except (LookupError, ValueError) as error:  # an encoding that Python does not know
        raise ParseError(location, "is in an unknown encoding; save it as UTF-8") from error
    return outlines


class _Outlines:
    """Collects feeds, and the names of the groups that are open."""

    def __init__(self, location: str) -> None:
        self.found: dict[str, Subscription] = {}
        self._location = location
        self._groups: list[str] = []
        self._begun = False

    def start(self, element: str, attributes: dict[str, str]) -> None:
        name = element.lower()
        if not self._begun and name != "opml":
            raise ParseError(self._location, f"is not an OPML list (it begins with <{name[:40]}>)")
        self._begun = True
        if name != "outline":
            return
        given = {key.lower(): value.strip() for key, value in attributes.items()}
        title = _name(given.get("title") or given.get("text") or "")
        url = web_address(plain(given.get("xmlurl", "")))
        if url:
            topic = BETWEEN.join(group for group in self._groups if group)
            self.found.setdefault(url, Subscription(url, title, topic[:LONGEST_NAME]))
        self._groups.append("" if url else title)

    def end(self, element: str) -> None:
        if element.lower() == "outline":
            self._groups.pop()

    def entity(self, *_declaration: object) -> None:
        raise ParseError(self._location, "declares entities, which a list of feeds does not need")


def web_address(url: str) -> str:
    """The address, also where it is written for feed readers: `feed://` or `feed:https://`."""
    if not url.lower().startswith("feed:"):
        return url
    rest = url[len("feed:") :]
    return f"http:{rest}" if rest.startswith("//") else rest


def _name(text: str) -> str:
    return plain_line(text)[:LONGEST_NAME]


def _misshapen(error: expat.ExpatError) -> str:
    return f"is not well-formed XML: line {error.lineno}, {expat.ErrorString(error.code)}"
