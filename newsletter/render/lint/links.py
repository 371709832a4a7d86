"""Links and pictures: where they lead, what they say, what they load."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newsletter.render.links import LONGEST
from newsletter.render.lint.findings import Finding, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsletter.render.lint.subject import Subject
    from newsletter.render.lint.tree import Element

_BLANKS = re.compile(r"[\x00-\x20]+")
_RUNS = re.compile(r"(?:javascript|vbscript|data|file|blob|about|filesystem|jar):")
_GOOD = re.compile(r"(?:https?|mailto|tel|sms|cid):")
_RAW = re.compile(r'[\[\]\\^`{|}"<> ]|%(?![0-9A-Fa-f]{2})')  # RFC 3986 has no such character
_NAMED = re.compile(r"(?i:https?)://(?:[^/?#@]*@)?\[[0-9A-Fa-fv:.]+\]")  # a host that is a number
_PLACEHOLDER = re.compile(r"\{\{|\{%|\*\|")
_SAYS_NOTHING = re.compile(
    r"(?:click |tap )?(?:here|this|link|more|read more|learn more|hier|mehr)\W*", re.IGNORECASE
)
_ADDRESS = re.compile(r"(?:https?://)?((?:[a-z0-9-]+\.)+[a-z]{2,})(?:/\S*)?", re.IGNORECASE)
_REMOTE = re.compile(r"\s*(?:https?:|//)", re.IGNORECASE)
_FILE = re.compile(r"\S{1,200}\.(?:png|jpe?g|gif|webp|svg)", re.IGNORECASE)
_DRAWING = re.compile(r"\.svg(?:$|[?#])")
_HERE = re.compile(
    r"localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[?::1\]?|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+"
    r"|172\.(?:1[6-9]|2\d|3[01])\.\d+\.\d+|169\.254\.\d+\.\d+|.+\.(?:local|localhost|internal|lan|test)"
)


def link_findings(one: Subject) -> Iterator[Finding]:
    """What is wrong with links."""
    anchors = {element.get("id") for element in one.document.elements} | {
        element.get("name") for element in one.document.named("a")
    }
    count = 0
    for link in one.document.named("a", "area"):
        if "href" not in link.attributes and (link.get("name") or link.get("id")):
            continue
        count += 1
        words = _words(one, link)
        yield from _target(one, link, words, anchors)
        if not words and not one.is_hidden(link):
            what = f"no words in the link to {shown(link.get('href'))!r}"
            yield Finding("link-text", "error", what, "what it leads to", link.line)
        elif _SAYS_NOTHING.fullmatch(words):
            what = f"the link says {shown(words)!r}"
            yield Finding("link-text", "warning", what, "what it leads to", link.line)
    yield Finding("links", "note", f"{count} links" if count != 1 else "1 link")


def _words(one: Subject, link: Element) -> str:
    said = one.document.text(link) or link.get("aria-label").strip() or link.get("alt").strip()
    if said:
        return said
    near = islice(one.document.inside(link), 100)
    return " ".join(element.get("alt") for element in near if element.name == "img").strip()


def _target(one: Subject, link: Element, words: str, anchors: set[str]) -> Iterator[Finding]:
    href = link.get("href").strip()
    plain = _BLANKS.sub("", href).lower()
    told, line = shown(href), link.line
    if plain in {"", "#"}:
        yield Finding("link-empty", "error", f"{shown(words)!r} leads nowhere", "an address", line)
    elif _RUNS.match(plain):
        yield Finding("link-scheme", "error", f"{told!r}", "https, http or mailto", line)
    elif plain.startswith("#"):
        if one.mail:
            what = f"{told!r}: links within a mail fail in Gmail and Yahoo apps"
            yield Finding("link-anchor", "warning", what, "a link to the page", line)
        elif href[1:] not in anchors:
            yield Finding("link-anchor", "error", f"nothing has the id {told!r}", "", line)
    elif _PLACEHOLDER.search(plain):
        yield Finding("link-placeholder", "warning", f"{told!r} was not filled in", "", line)
    elif not _GOOD.match(plain):
        yield Finding("link-relative", "error", f"{told!r}", "a whole address with https:", line)
    else:
        if found := _RAW.search(_NAMED.sub("", href)):
            what = f"{told!r} has {found[0]!r} in it: some programs end the link there"
            yield Finding("link-characters", "error", what, f"%{ord(found[0]):02X}", line)
        if plain.startswith("http"):
            yield from _web_target(one, href, words, line)


def _web_target(one: Subject, href: str, words: str, line: int) -> Iterator[Finding]:
    told = shown(href)
    try:
        parts = urlsplit(href)
        host = (parts.hostname or "").lower()
    except ValueError:
        host, parts = "", urlsplit("")
    if not host:
        yield Finding("link-host", "error", f"{told!r} has no host", "", line)
        return
    if parts.username or parts.password:
        yield Finding("link-disguised", "error", f"a name before the host: {told!r}", "", line)
    if _HERE.fullmatch(host):
        yield Finding("link-local", "error", f"only this network knows {host}", "", line)
    if parts.scheme == "http" and one.mail:
        yield Finding("link-http", "warning", f"{told!r}", "https", line)
    if len(href) > LONGEST:
        what = f"{len(href):,} characters: gateways cut it"
        yield Finding("link-long", "warning", what, f"{LONGEST:,} at most", line)
    said = _ADDRESS.fullmatch(words) if len(words) < 300 else None  # noqa: PLR2004 - no address is that long
    if said and said[1].lower().removeprefix("www.") != host.removeprefix("www."):
        what = f"it says {shown(words)!r} and leads to {host}"
        yield Finding("link-disguised", "error", what, "", line)


def picture_findings(one: Subject) -> Iterator[Finding]:
    """What is wrong with pictures, and which of them tell the sender that the mail was opened."""
    pictures = list(one.document.named("img"))
    for picture in pictures:
        yield from _described(picture)
        yield from _source(picture, mail=one.mail)
    remote = sum(_REMOTE.match(picture.get("src")) is not None for picture in pictures)
    if one.mail and remote:
        what = f"{remote} pictures are fetched when the mail is opened"
        yield Finding("remote-images", "note", what)


def _described(picture: Element) -> Iterator[Finding]:
    told, line = shown(picture.get("src")), picture.line
    size = picture.get("width"), picture.get("height")
    if "alt" not in picture.attributes:
        yield Finding("alt", "error", f"no alternative text: {told!r}", 'alt="..."', line)
    elif _FILE.fullmatch(picture.get("alt")):
        what = f"a file's name as alternative text: {shown(picture.get('alt'))!r}"
        yield Finding("alt", "warning", what, "what the picture shows", line)
    if not all(size):
        what = f"no size: {told!r}: Outlook shows it as large as it is"
        yield Finding("image-size", "warning", what, "width and height", line)
    elif set(size) <= {"0", "1"}:
        yield Finding("tracking", "warning", f"a picture nobody sees: {told!r}", "", line)


def _source(picture: Element, *, mail: bool) -> Iterator[Finding]:
    source, line = picture.get("src").strip().lower(), picture.line
    if not source:
        yield Finding("image", "error", "a picture without a source", "", line)
    if source.startswith("http:"):
        yield Finding("image", "error", f"{shown(source)!r}", "https", line)
    if mail and source.startswith("data:"):
        yield Finding("image", "error", "Gmail shows no data: pictures", "", line)
    if mail and _DRAWING.search(source):
        what = f"few programs show SVG: {shown(source)!r}"
        yield Finding("image", "warning", what, "PNG", line)
