"""HTML as a row of tags, texts and comments with their lines, as browsers cut it.

HTML Standard, 13.2.5 Tokenization, https://html.spec.whatwg.org/multipage/parsing.html
In time proportional to the length: what is never closed reaches to the end, and is looked for once.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

TokenKind = Literal["start", "end", "text", "comment", "doctype"]

# Between their tags nothing is markup.
_RAW_NAMES = "style script xmp iframe noembed noframes"
RAW = frozenset(_RAW_NAMES.split())
ESCAPABLE = frozenset({"title", "textarea"})  # nor here, but entities are read

_OPENING = re.compile("<[a-zA-Z/!?]")
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_ATTRIBUTE = re.compile(r"[\s/]*([^\s/>][^\s/>=]*)(?:\s*=\s*(\"|'|[^\s>\"'][^\s>]*)?)?")
_SPACE = re.compile(r"[\s/]*")
_HUGE = re.compile(r"&#[xX]?0*[0-9a-fA-F]{8,};?")


@dataclass(frozen=True, slots=True)
class Token:
    """`value` is a tag's name, or the words; `attributes` come as written, the first of each name.

    `repeated` are names that came again, `selfclosed` a tag that ends in a slash.
    """

    kind: TokenKind
    value: str
    line: int
    attributes: tuple[tuple[str, str], ...] = ()
    repeated: tuple[str, ...] = ()
    selfclosed: bool = False


def tokens(html: str) -> Iterator[Token]:
    """The document from its first character to its last."""
    lines = [found.start() for found in re.finditer("\n", html)]
    at = 0
    while at < len(html):
        line = bisect_right(lines, at - 1) + 1 if at else 1
        opening = _OPENING.search(html, at)
        if opening is None or opening.start() != at:
            end = opening.start() if opening else len(html)
            yield Token("text", characters(html[at:end]), line)
            at = end
            continue
        token, at = _markup(html, at, line)
        if token:
            yield token
        if token and token.kind == "start" and token.value in RAW | ESCAPABLE:
            end = _raw_end(html, at, token.value)
            words = html[at:end]
            if words:
                inner = bisect_right(lines, at - 1) + 1
                yield Token("text", characters(words) if token.value in ESCAPABLE else words, inner)
            at = end


def characters(text: str) -> str:
    """Entities as the characters they stand for; never raises."""
    # Beyond 4,300 digits Python refuses to read a number, and no character has more than seven.
    return unescape(_HUGE.sub("\ufffd", text)) if "&" in text else text


def _markup(html: str, at: int, line: int) -> tuple[Token | None, int]:
    """What begins with the `<` at that place, and where it ends."""
    if html.startswith("<!--", at):
        end = html.find("-->", at + 2)
        stop = len(html) if end < 0 else end + 3
        return Token("comment", html[at + 4 : stop - 3 if end >= 0 else stop], line), stop
    if html.startswith(("<!", "<?"), at):
        end = html.find(">", at)
        stop = len(html) if end < 0 else end + 1
        kind: TokenKind = "doctype" if html[at : at + 9].lower() == "<!doctype" else "comment"
        return Token(kind, html[at + 2 : stop - 1], line), stop
    if found := _TAG.match(html, at):
        return _tag(html, found, line)
    end = html.find(">", at)
    return None, len(html) if end < 0 else end + 1


def _tag(html: str, found: re.Match[str], line: int) -> tuple[Token | None, int]:
    """A tag that the text ends in is none."""
    attributes: dict[str, str] = {}
    repeated: list[str] = []
    at = found.end()
    while True:
        space = _SPACE.match(html, at)
        at = space.end() if space else at
        if at >= len(html):
            return None, at
        if html[at] == ">":
            break
        name, value, at = _attribute(html, at)
        if name in attributes:
            repeated.append(name)
        else:
            attributes[name] = characters(value)
    token = Token(
        "end" if found[1] else "start",
        found[2].lower(),
        line,
        tuple(attributes.items()),
        tuple(repeated),
        html[at - 1] == "/",
    )
    return token, at + 1


def _attribute(html: str, at: int) -> tuple[str, str, int]:
    found = _ATTRIBUTE.match(html, at)
    if not found:
        return html[at], "", at + 1
    name, value = found[1].lower(), found[2] or ""
    if value not in {'"', "'"}:
        return name, value, found.end()
    end = html.find(value, found.end())
    stop = len(html) if end < 0 else end
    return name, html[found.end() : stop], stop + 1


def _raw_end(html: str, at: int, name: str) -> int:
    found = re.compile(rf"</{re.escape(name)}(?=[\s/>])", re.IGNORECASE).search(html, at)
    return found.start() if found else len(html)
