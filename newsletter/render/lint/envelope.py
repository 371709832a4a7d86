"""The headers of a message: what servers refuse and what readers see before they open it."""

from __future__ import annotations

import re
from collections import Counter
from email.utils import getaddresses, parsedate_to_datetime
from typing import TYPE_CHECKING

from newsletter.render.lint.findings import Finding, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsletter.render.lint.mime import Header, Part

_LONGEST_LINE = 998
_ONCE_NAMES = (
    "from to subject date message-id mime-version content-type content-transfer-encoding reply- "
    "to list-unsubscribe list-unsubscribe-post list-id sender cc"
)
_ONCE = frozenset(_ONCE_NAMES.split())
_STRUCTURED_NAMES = (
    "list-unsubscribe list-unsubscribe-post list-id message-id date mime-version content-type"
)
_STRUCTURED = frozenset(_STRUCTURED_NAMES.split())
_ID = re.compile(r"<[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+>")
_HERE = re.compile(r"@(?:localhost|.*\.(?:local|localdomain|internal|lan))>")
_SHOUTING = re.compile(r"[A-Z]{12,}|!!|\$\$\$")
_ENCODED = re.compile(r"=\?[^?\s]+\?[bqBQ]\?[^?\s]*\?=")
SUBJECT_LONG, SUBJECT_SHORT, SUBJECT_BEST = 70, 30, 50


def is_draft(message: Part) -> bool:
    """Whether a mail program opens it for writing: it has no sender and no readers yet."""
    return message.get("x-unsent") == "1"


def wire_findings(data: bytes) -> Iterator[Finding]:
    """What is wrong with the bytes as they go over the wire."""
    endings = data.count(b"\r\n")
    bare = data.count(b"\n") - endings
    if bare and endings:
        what = f"{endings} lines end with CRLF, {bare} with LF"
        yield Finding("line-end", "error", what, "CRLF")
    elif bare:
        yield Finding("line-end", "warning", "lines end with LF", "CRLF on the wire")
    if data.count(b"\r") != endings:
        yield Finding("line-end", "error", "a CR without LF", "CRLF")
    for number, line in enumerate(data.split(b"\n"), start=1):
        if len(line.removesuffix(b"\r")) > _LONGEST_LINE:
            what = f"a line of {len(line):,} bytes"
            yield Finding("line-length", "error", what, "998 at most", number)


def envelope_findings(message: Part) -> Iterator[Finding]:
    """What is wrong with the headers."""
    counted = Counter(header.name for header in message.headers)
    draft = is_draft(message)
    for name in ("from", "to", "subject", "date", "message-id", "mime-version"):
        if not counted[name] and not (draft and name in {"from", "to"}):
            yield Finding("header", "error", f"no {name.title()}", f"{name.title()}: ...")
    for header in message.headers:
        yield from _header(header)
        if counted[header.name] > 1 and header.name in _ONCE:
            what = f"{header.name.title()} stands there twice"
            yield Finding("header", "error", what, "once", header.line)
        if header.name == "bcc":
            what = "Bcc shows its readers to all"
            yield Finding("bcc", "error", what, "none in the message", header.line)
    named = {header.name: header for header in reversed(message.headers)}
    for name, rule in _RULES.items():
        if name in named and not (draft and name == "from"):
            yield from rule(named[name])
    if draft:
        yield Finding("draft", "note", "X-Unsent: a mail program opens it for writing")
    else:
        yield from _list_headers(named)


def _header(header: Header) -> Iterator[Finding]:
    if not header.raw.isascii():
        what = f"{header.name.title()} holds bytes that are not ASCII"
        yield Finding("header-bytes", "error", what, "encoded words", header.line)
    words = _ENCODED.findall(header.raw)
    if any(len(word) > 75 for word in words):  # noqa: PLR2004 - RFC 2047
        what = f"an encoded word of {max(map(len, words))} characters in {header.name.title()}"
        yield Finding("encoded-word", "error", what, "75 at most", header.line)
    if words and header.name in _STRUCTURED:
        what = f"{header.name.title()} holds an encoded word: nobody reads it"
        yield Finding("encoded-word", "error", what, "the value as it is", header.line)


def _sender(header: Header) -> Iterator[Finding]:
    try:
        found = getaddresses([header.value[:5000]])
    except (ValueError, IndexError, RecursionError):
        found = []
    if len(found) != 1 or "@" not in found[0][1]:
        what = f"From is {shown(header.value)!r}"
        yield Finding("from", "error", what, "one address with a name", header.line)
    elif not found[0][0]:
        what = "From has no name"
        yield Finding("from", "warning", what, "Name <address>", header.line)


def _subject(header: Header) -> Iterator[Finding]:
    words, line = " ".join(header.words.split()), header.line
    if not words:
        yield Finding("subject", "error", "an empty subject", "30 to 50 characters", line)
    elif len(words) > SUBJECT_LONG:
        what = f"a subject of {len(words)} characters is cut"
        yield Finding("subject", "warning", what, "30 to 50", line)
    elif not SUBJECT_SHORT <= len(words) <= SUBJECT_BEST:
        yield Finding("subject", "note", f"a subject of {len(words)} characters", "30 to 50", line)
    if _SHOUTING.search(words):
        yield Finding("subject", "warning", f"it shouts: {shown(words)!r}", "", line)


def _message_id(header: Header) -> Iterator[Finding]:
    if not _ID.fullmatch(header.value[:2000]):
        what = f"Message-ID is {shown(header.value)!r}"
        yield Finding("message-id", "error", what, "<name@domain>", header.line)
    elif _HERE.search(header.value[:2000]):
        what = f"Message-ID names a host of this network: {shown(header.value)!r}"
        yield Finding("message-id", "warning", what, "the sender's domain", header.line)


def _date(header: Header) -> Iterator[Finding]:
    try:
        at = parsedate_to_datetime(header.value[:200])
    except (ValueError, TypeError, IndexError, OverflowError):
        what = f"Date is {shown(header.value)!r}"
        right = "Mon, 23 Nov 2026 07:00:00 +0100"
        yield Finding("date", "error", what, right, header.line)
        return
    if at.tzinfo is None:
        yield Finding("date", "warning", "Date has no zone", "+0100 at its end", header.line)


def _list_headers(named: dict[str, Header]) -> Iterator[Finding]:
    """What Gmail and Yahoo ask of those who write to many."""
    leave = named.get("list-unsubscribe")
    if leave is None:
        right = "List-Unsubscribe: <https://...>"
        yield Finding("list-unsubscribe", "error", "no List-Unsubscribe", right)
    else:
        if not re.search(r"<\s*https://[^>\s]+\s*>", leave.value[:5000]):
            what = f"List-Unsubscribe is {shown(leave.value)!r}"
            yield Finding("list-unsubscribe", "error", what, "<https://...>", leave.line)
        click = named.get("list-unsubscribe-post")
        if click is None or click.value != "List-Unsubscribe=One-Click":
            right = "List-Unsubscribe-Post: List-Unsubscribe=One-Click"
            yield Finding("one-click", "error", "nobody can leave with one click", right)
    known = named.get("list-id")
    if known is None:
        yield Finding("list-id", "warning", "no List-Id", "List-Id: <name.domain>")
    elif not re.search(r"<[^<>\s@]+\.[^<>\s@]+>", known.value[:2000]):
        what = f"List-Id is {shown(known.value)!r}"
        yield Finding("list-id", "error", what, "<name.domain>", known.line)
    if "auto-submitted" not in named and "precedence" not in named:
        yield Finding("auto-submitted", "note", "out-of-office answers come", "Auto-Submitted")


_RULES = {"from": _sender, "subject": _subject, "message-id": _message_id, "date": _date}
