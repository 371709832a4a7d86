"""The parts of one item or channel of an ordinary feed, as feedparser understands them. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from newsletter.sources import cleanwords as words
from newsletter.sources.cleanwords import (
    APART,
    ATOM,
    ATOM_LINK,
    HTML,
    INHERITED,
    INSIDE,
    PERMITTED,
    TEXT_TYPES,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from xml.etree.ElementTree import Element

    from newsletter.sources.pictures import Where

    Parts = dict[str, list[Element]]

LONGEST_NAME = 1_000
PERSON = frozenset(f"{{{ATOM}}}{name}" for name in ("name", "uri", "email"))
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
MONTHS = _MONTHS.split()
MAIL_DATE = re.compile(
    rf"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?(\d\d?) ({'|'.join(MONTHS)}) (\d{{4}})"
    r" (\d\d):(\d\d):(\d\d) (?:GMT|UTC|Z|([+-])(\d\d)(\d\d))"
)
ISO_DATE = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?(?:Z|([+-])(\d\d):(\d\d))"
)
REPAIRED = re.compile(r"&\w+;|^[A-Za-z][\w+.-]*:///")
LOOKS_LIKE_HTML = re.compile(r"</\w+>|&#?\w+;")


class UnusualError(Exception):
    """Something that only feedparser knows how to take."""


@dataclass(frozen=True, slots=True)
class Found:
    """The elements by role. Texts are stripped; what is not there is empty. UnusualError each."""

    parts: Parts

    def has(self, role: str) -> bool:
        return role in self.parts

    def text(self, role: str) -> str:
        return mended(_words(self.parts[role][0])) if role in self.parts else ""

    def plain_title(self) -> str:
        """RSS never says what its titles are in: those that may be HTML are looked at closely."""
        title = self.text("title")
        if LOOKS_LIKE_HTML.search(title):
            raise UnusualError
        return title

    def address(self, role: str) -> str:
        text = self.text(role)
        if REPAIRED.search(text):
            raise UnusualError
        return text

    def link(self) -> str:
        """RSS's own: a text, and not an empty one."""
        link = self.address("link")
        if self.has("link") and (not link or len(self.parts["link"]) > 1):
            raise UnusualError
        return link

    @property
    def permanent(self) -> bool:
        """Whether the guid says that it is a link; it need not say so."""
        if not self.has("guid"):
            return False
        attributes = {name.lower(): value for name, value in self.parts["guid"][0].items()}
        return attributes.get("ispermalink", "true") == "true"

    def html(self, role: str) -> bool:
        """Whether an Atom text says that it is HTML."""
        return self.has(role) and self.parts[role][0].get("type", "").lower() == "html"

    def alternates(self) -> tuple[list[str], list[str]]:
        """Atom's links to the page itself: all, and those to a web page."""
        every, pages = [], []
        for link in self.parts.get("link", ()):
            href, kind = link.get("href", ""), link.get("type", "text/html").lower()
            if not href or REPAIRED.search(href):
                raise UnusualError
            if link.get("rel", "alternate").lower() == "alternate":
                every.append(href)
                pages += [href] if kind in HTML else []
        return every, pages

    def time(self, role: str) -> datetime | None:
        text = self.text(role)
        return _time(text) if text else None

    def authors(self) -> str:
        """The names, each once."""
        names = dict.fromkeys(map(_name, self.parts.get("author", ())))
        return " ".join(", ".join(name for name in names if name).split())


def found(element: Element, roles: Mapping[str, str], aside: Collection[str]) -> Found:
    """The element's parts; raises UnusualError for what is neither a role nor `aside`."""
    parts: Parts = {}
    for child in element:
        role = roles.get(child.tag)
        if role is None:
            if child.tag not in aside:
                raise UnusualError
            if len(child) or child.keys():
                _check_aside(child)
            continue
        if child.keys() and not PERMITTED.get(child.tag, frozenset()).issuperset(child.keys()):
            raise UnusualError
        if role in parts and role not in {"author", "link"}:
            raise UnusualError
        if len(child) and role != "author":
            raise UnusualError
        parts.setdefault(role, []).append(child)
    return Found(parts)


def pictures(element: Element) -> Iterator[tuple[Where, str, str]]:
    """What an item says of pictures; it stands aside, and is found whatever else is there."""
    for child in element:
        said = {name.lower(): value.strip() for name, value in child.items()}
        linked = said.get("url", said.get("uri", said.get("href", "")))
        match child.tag:
            case words.MEDIA_CONTENT:
                yield "content", said.get("url", ""), said.get("type") or said.get("medium") or ""
            case words.MEDIA_THUMBNAIL:
                yield "thumbnail", said.get("url", ""), ""
            case "enclosure":
                yield "enclosure", linked, said.get("type", "")
            case words.ATOM_LINK if said.get("rel", "").lower() == "enclosure":
                yield "enclosure", linked, said.get("type", "")


def mended(text: str) -> str:
    """UTF-8 that was read as Latin-1 and written as UTF-8 again, undone."""
    if text.isascii():
        return text
    try:
        return text.encode("iso-8859-1").decode()
    except UnicodeError:
        return text


def _check_aside(element: Element) -> None:
    """What stands aside holds nothing, or what is known of it; no language, no base."""
    if element.tag in APART:
        return
    if not INHERITED.isdisjoint(map(str.lower, element.keys())):
        raise UnusualError
    if element.tag == ATOM_LINK and (
        not element.get("href") or element.get("rel", "alternate").lower() == "alternate"
    ):
        raise UnusualError
    inside = INSIDE.get(element.tag, frozenset())
    for child in element:
        if child.tag not in inside or len(child) or not INHERITED.isdisjoint(child.keys()):
            raise UnusualError


def _words(element: Element) -> str:
    if element.keys() and element.get("type", "text").lower() not in TEXT_TYPES:
        raise UnusualError
    return (element.text or "").strip()


def _name(author: Element) -> str:
    """RSS writes a name, Atom an element with one in it; addresses are feedparser's to tell."""
    if not author.tag.startswith(f"{{{ATOM}}}"):
        if len(author):
            raise UnusualError
        name = mended(_words(author))
    else:
        within = [part.tag for part in author]
        if not PERSON.issuperset(within) or len(set(within)) < len(within) or author.keys():
            raise UnusualError
        if any(len(part) or part.keys() for part in author):
            raise UnusualError
        name = (author.findtext(f"{{{ATOM}}}name") or "").strip()
        if not name:
            raise UnusualError
    if "@" in name or len(name) > LONGEST_NAME:
        raise UnusualError
    return name


def _time(text: str) -> datetime:
    iso = ISO_DATE.fullmatch(text)
    said = iso or MAIL_DATE.fullmatch(text)
    if said is None:
        raise UnusualError
    first, second, third, hour, minute, at, sign, hours, minutes = said.groups()
    year, month, day = (first, second, third) if iso else (third, MONTHS.index(second) + 1, first)
    try:
        moment = datetime(
            int(year), int(month), int(day), int(hour), int(minute), int(at), tzinfo=UTC
        )
        if sign is None:
            return moment
        ahead = timedelta(hours=int(hours), minutes=int(minutes))
        return moment - ahead if sign == "+" else moment + ahead
    except (ValueError, OverflowError):
        raise UnusualError from None
