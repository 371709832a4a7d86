"""Lists of feeds, as readers of feeds exchange them (OPML 1 and 2, opml.org)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.parsers import expat

from newsletter.errors import ParseError
from newsletter.text.safe import plain, plain_line

# The commonest fault of lists written by hand: `?a=1&b=2` as it stands in the browser.
BARE_AMPERSAND = re.compile(rb"&(?!#?\w{1,10};)")
LONGEST_NAME = 200


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
    if not body.strip():
        raise ParseError(location, "is empty")
    try:
        outlines = _read(body, location)
    except expat.ExpatError as error:
        mended = BARE_AMPERSAND.sub(b"&amp;", body)
        if mended == body:
            raise ParseError(location, _misshapen(error)) from error
        try:
            outlines = _read(mended, location)
        except expat.ExpatError as again:
            raise ParseError(location, _misshapen(again)) from again
    return tuple(outlines.found.values())


def _read(body: bytes, location: str) -> _Outlines:
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
        url = plain(given.get("xmlurl", ""))
        if url:
            topic = " / ".join(group for group in self._groups if group)
            self.found.setdefault(url, Subscription(url, title, topic[:LONGEST_NAME]))
        self._groups.append("" if url else title)

    def end(self, element: str) -> None:
        if element.lower() == "outline":
            self._groups.pop()

    def entity(self, *_declaration: object) -> None:
        raise ParseError(self._location, "declares entities, which a list of feeds does not need")


def _name(text: str) -> str:
    return plain_line(text)[:LONGEST_NAME]


def _misshapen(error: expat.ExpatError) -> str:
    return f"is not well-formed XML: line {error.lineno}, {expat.ErrorString(error.code)}"
