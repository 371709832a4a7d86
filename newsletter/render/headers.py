"""Header lines that no text can break out of, folded at 76 columns."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass
from email.utils import getaddresses

from newsletter.render.shown import one_line

WIDTH = 76
CRLF = "\r\n"

_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9-]*[A-Za-z0-9])+")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*")
_OCTETS = 39  # makes words of 64 characters: one stands beside the longest header name
_LONG_WORD = re.compile(r"\S{60,}")


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An address and the name before it, which may be empty."""

    name: str
    local: str
    domain: str

    @property
    def address(self) -> str:
        return f"{self.local}@{self.domain}"


def mailbox(text: str) -> Mailbox | None:
    """The mailbox written in `text` ("Name <a@b.org>"), None where there is not exactly one.

    A domain in other letters than ASCII is written in its IDNA form.
    """
    parsed = getaddresses([one_line(text)])
    if len(parsed) != 1:
        return None
    name, address = parsed[0]
    local, _, domain = address.rpartition("@")
    try:
        domain = domain.encode("idna").decode()
    except UnicodeError:
        return None
    if not _LOCAL.fullmatch(local) or not _DOMAIN.fullmatch(domain):
        return None
    return Mailbox(one_line(name), local, domain)


def text_header(name: str, text: str) -> str:
    """An unstructured header (Subject); in encoded words where it is not plain ASCII."""
    line = one_line(text)
    return fold(name, line if _is_plain(line) else _encoded_words(line))


def address_header(name: str, box: Mailbox) -> str:
    """From, To or Reply-To with one mailbox."""
    if not box.name:
        return fold(name, box.address)
    return fold(name, f"{_phrase(box.name)} <{box.address}>")


def group_header(name: str, title: str) -> str:
    """To with a group of which no member is told."""
    return fold(name, f"{_phrase(one_line(title)) or 'undisclosed-recipients'}:;")


def fold(name: str, value: str) -> str:
    """A header folded at spaces before column 76 where there is one.

    A word is never broken, nor encoded: servers read no encoded words in URLs.
    """
    lines, line = [], f"{name}:"
    for word in value.split(" "):
        if len(line) + 1 + len(word) > WIDTH and line != f"{name}:":
            lines.append(line)
            line = ""
        line += f" {word}"
    return CRLF.join([*lines, line]) + CRLF


def _phrase(name: str) -> str:
    """A display name: as it is, quoted, or in encoded words."""
    if not _is_plain(name):
        return _encoded_words(name)
    if _ATOMS.fullmatch(name):
        return name
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _is_plain(text: str) -> bool:
    """ASCII in words that a line holds, and nothing that reads as an encoded word."""
    return text.isascii() and "=?" not in text and not _LONG_WORD.search(text)


def _encoded_words(text: str) -> str:
    """RFC 2047 encoded words of whole characters; the spaces between them do not count."""
    words = [b""]
    for character in text:
        octets = character.encode()
        if len(words[-1]) + len(octets) > _OCTETS:
            words.append(b"")
        words[-1] += octets
    return " ".join(f"=?utf-8?b?{b64encode(word).decode()}?=" for word in words)
