"""HTML -> text with blocks: feed content, saved pages, mails. lxml's one door.

The parser is read as a stream of events. No tree is built: libxml2 gives up on trees deeper
than 2,048 and is quadratic in attributes there (100,000 took 12 s; as events 0.03 s).
"""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from newsletter.text.elements import BREAKING, TOP, Place, enter
from newsletter.text.pieces import Piece, Row, collapsed, laid_out, pieces_of, table_row
from newsletter.text.safe import is_printable, plain

if TYPE_CHECKING:
    from newsletter.model import Block

CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
# It never has an end and libxml2 waits for one: what follows would count as its inside.
EMBED = re.compile(r"</?embed\b[^<>]*>", re.IGNORECASE)
INVISIBLE = re.compile("[\u00ad\u200b\u2060]")  # soft hyphens and joiners, they split words
DOCUMENT = re.compile(r"<(!doctype html|html|head|body|title)\b", re.IGNORECASE)
SPACE = re.compile(r"\s+")
SUFFIX = re.compile(r"\s+[-–—|·:•»]+\s+")
SUPERSCRIPT = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")  # 10⁶ must not read 106
# A raised number behind a word or a stop is a note's; behind a digit or a unit it is not.
NOTE = re.compile("(?:(?<=[^\\W\\d_]{3})|(?<=[.,;:”\"'’]))[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}(?![\\w⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻])")
LANGUAGE = re.compile(r"[a-z]{2,3}(?=$|[-_])")

DOCUMENT_STARTS = ("<!doctype html", "<html", "<head", "<body", "<title")

MAX_META = 200


@dataclass(frozen=True, slots=True)
class Markup:
    """Text read from HTML; blocks are joined by a blank line and lie in order.

    `title` is a document's own and not in `text`; a fragment has none. `language` is what the
    document declares, or "". `meta` holds what it says of itself, names in lower case.
    """

    title: str
    text: str
    blocks: tuple[Block, ...]
    language: str = ""
    meta: tuple[tuple[str, str], ...] = ()


def read_html(html: str, base: str | None = None) -> Markup:
    """Read a fragment or a whole document; never raises, in time proportional to its length.

    `base` is the document's own URL: a raised link into itself is a footnote's mark and left out.
    """
    source = plain(html)
    if "[CDATA[" in source or "]]>" in source:
        source = CDATA.sub("", source)
    small = source.lower()
    if "embed" in small:
        source = EMBED.sub("", source)
    events = _readers.read(source, base or "")
    pieces, title = events.pieces, ""
    # Spares most fragments the pattern, which lets other letters pass for an i.
    possible = not small.isascii() or any(start in small for start in DOCUMENT_STARTS)
    if possible and DOCUMENT.search(source):
        title = _title(events)
        pieces = _without_heading(pieces, title)
    text, blocks = laid_out(pieces)
    return Markup(title, text, blocks, events.language, tuple(events.meta.items()))


class _Readers(threading.local):
    """A parser for each thread, used again and again.

    lxml looks at its target's signatures whenever it makes one: 50 µs, a fifth of reading an entry.
    """

    def __init__(self) -> None:
        self._fresh()

    def read(self, source: str, base: str) -> _Events:
        """The events of a document, until the next one is read."""
        events = self._events
        events.reset(base)
        try:
            self._parser.feed(source)
            self._parser.close()
        except etree.LxmlError:  # what was read until then stands
            events.close()
            self._fresh()
        return events

    def _fresh(self) -> None:
        self._events = _Events()
        self._parser = etree.HTMLParser(target=self._events, huge_tree=True)


class _Events:
    """Collects pieces from the parser's events (the methods' names are lxml's)."""

    def __init__(self) -> None:
        self.reset("")

    def reset(self, base: str) -> None:
        """Begin another document."""
        self.base = base
        self.pieces: list[Piece] = []
        self.meta: dict[str, str] = {}
        self.language = ""
        self.title = ""
        self._places: list[Place] = [TOP]
        self._words: list[str] = []
        self._linked = self._length = 0
        self._after_link = False
        self._rows: list[Row] = []
        self._tables = 0

    def start(self, element: str, attributes: dict[str, str]) -> None:
        place = self._places[-1]
        if element in BREAKING:
            self._flush()
        elif element == "br":
            self._words.append("\n")
        elif element == "q":
            self.data("“")
        elif element == "a" and self._after_link:
            self._words.append(" ")  # links side by side are items of a list
        if element in {"table", "tr", "td", "th"}:
            self._open(element)
        elif not place.dropped:
            self._note(element, attributes)
        self._places.append(enter(place, element, attributes, self.base))

    def end(self, element: str) -> None:
        if element in BREAKING:
            self._flush()
        if element == "tr" and self._rows:
            self._close_row(self._rows.pop())
        if len(self._places) > 1:
            self._places.pop()
        if element == "q":
            self.data("”")
        self._after_link = element == "a"

    def data(self, text: str) -> None:
        place = self._places[-1]
        if place.titling:
            self.title += text
        if place.dropped:
            return
        if place.raised:
            text = text.translate(SUPERSCRIPT)
        if not place.preformatted and not ("  " not in text and text.isprintable()):
            text = SPACE.sub(" ", text)
        self._words.append(text)
        self._after_link = False
        length = len(text.strip())
        self._length += length
        self._linked += length if place.linked else 0

    def close(self) -> None:
        self._flush()

    def _flush(self) -> None:
        """End the current block, if it has any words."""
        if not self._words:
            self._after_link = False
            return
        words = _visible("".join(self._words))
        if not words.isascii():
            words = NOTE.sub("", words)
        linked = self._length > 0 and self._linked == self._length
        self._words.clear()
        self._linked = self._length = 0
        self._after_link = False
        if words.strip():
            self.pieces += pieces_of(words, self._places[-1], linked=linked)

    def _open(self, element: str) -> None:
        if element == "table":
            self._tables += 1
        elif element == "tr":
            self._rows.append(Row(len(self.pieces)))
        elif self._rows:
            self._rows[-1].cells.append(len(self.pieces))

    def _close_row(self, row: Row) -> None:
        piece = table_row(row, self.pieces[row.start :], self._tables)
        if piece is not None:
            self.pieces[row.start :] = [piece]

    def _note(self, element: str, attributes: dict[str, str]) -> None:
        """Remember what the document says of itself."""
        if element == "html" and not self.language:
            declared = attributes.get("lang") or attributes.get("xml:lang") or ""
            match = LANGUAGE.match(declared.strip().lower())
            self.language = match[0] if match else ""
        elif element == "meta":
            name = (
                attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
            )
            self._keep(name or "", attributes.get("content", ""))
        elif element == "link" and attributes.get("rel") == "canonical":
            self._keep("canonical", attributes.get("href", ""))
        elif element == "time":
            self._keep("time", attributes.get("datetime", ""))

    def _keep(self, name: str, value: str) -> None:
        if name and value and len(self.meta) < MAX_META:
            self.meta.setdefault(name.strip().lower(), collapsed(_visible(value)))


def _visible(text: str) -> str:
    """Once more, since entities can stand for any character."""
    return text if is_printable(text) else INVISIBLE.sub("", plain(text))


_readers = _Readers()


def _title(events: _Events) -> str:
    """The heading that <title> starts with, else <title> without the site's name, else a heading.

    A page's first <h1> may well be the name of its site: then <title> ends with it.
    """
    declared = collapsed(_visible(events.title)) or events.meta.get("og:title", "")
    headings = [p.text for p in events.pieces if p.kind == "heading" and p.level == 1]
    for heading in headings:
        if declared.startswith(heading):
            return heading
    for name in (*headings, events.meta.get("og:site_name", "")):
        start = declared.removesuffix(name)
        if name and start != declared and (cut := SUFFIX.search(start + " ")):
            return start[: cut.start()]
    return declared or (headings[0] if headings else "")


def _without_heading(pieces: list[Piece], title: str) -> list[Piece]:
    """The pieces without the first heading that repeats the title."""
    for index, piece in enumerate(pieces):
        if piece.kind == "heading" and piece.text == title:
            return pieces[:index] + pieces[index + 1 :]
    return pieces
