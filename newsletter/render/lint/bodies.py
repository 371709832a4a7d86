"""The parts of a message: how they are written, and whether the text says what the HTML says."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from newsletter.render.columns import width
from newsletter.render.lint.findings import Finding, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsletter.render.lint.mime import Part
    from newsletter.render.lint.subject import Subject

_KNOWN = frozenset({"7bit", "8bit", "binary", "quoted-printable", "base64"})
_MARKUP = re.compile(r"</?(?:p|div|td|a|br|span|h\d)\b[^<>]{0,200}>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|nbsp|amp|lt|gt|quot|zwnj);")
_WIDE, _QUOTED = 78, 76
_FEW_WORDS = 20
_ENOUGH_WORDS, _ENOUGH_LINKS = 0.8, 0.9


def first(message: Part, kind: str) -> Part | None:
    """The first part of that type."""
    return next((part for part in message.walk() if part.content_type == kind), None)


def part_findings(message: Part) -> Iterator[Finding]:
    """How parts are arranged and written."""
    kinds = [part.content_type for part in message.walk()]
    both = next((p for p in message.walk() if p.content_type == "multipart/alternative"), None)
    if both is None:
        what = f"one form only: {', '.join(kinds[:5])}"
        yield Finding("alternative", "error", what, "multipart/alternative: text, then HTML")
    else:
        inner = [part.content_type for part in both.parts]
        if inner[:1] != ["text/plain"] or inner[-1:] not in (["text/html"], ["multipart/related"]):
            what = f"parts in the order {', '.join(inner[:5]) or 'none'}"
            yield Finding("alternative", "error", what, "text/plain first, HTML last", both.line)
    for part in message.walk():
        if part.content_type.startswith("text/"):
            yield from _written(part)


def _written(part: Part) -> Iterator[Finding]:
    kind, line = part.content_type, part.line
    if part.charset not in {"utf-8", "us-ascii"}:
        yield Finding("charset", "warning", f"{kind} in {shown(part.charset)}", "utf-8", line)
    if part.encoding not in _KNOWN:
        what = f"{kind} is {shown(part.encoding)!r}"
        yield Finding("encoding", "error", what, "quoted-printable", line)
    elif part.encoding in {"8bit", "binary"}:
        what = f"{kind} is {part.encoding}: not every server takes it"
        yield Finding("encoding", "warning", what, "quoted-printable", line)
    elif part.encoding == "base64":
        what = f"{kind} is base64: a third larger, and filters distrust it"
        yield Finding("encoding", "warning", what, "quoted-printable", line)
    elif part.encoding == "7bit" and not part.body.isascii():
        yield Finding("encoding", "error", f"{kind} is not 7bit", "quoted-printable", line)
    elif part.encoding == "quoted-printable":
        longest = max(len(one.removesuffix(b"\r")) for one in part.body.split(b"\n"))
        if longest > _QUOTED:
            what = f"a quoted-printable line of {longest:,} characters"
            yield Finding("encoding", "error", what, "76 at most", line)
    if fault := part.text()[1]:
        yield Finding("encoding", "error", f"{kind}: {fault}", "what Content-Type says", line)


def text_findings(part: Part | None, html: Subject | None) -> Iterator[Finding]:
    """What is wrong with the text part, by itself and beside the HTML."""
    if part is None:
        yield Finding("text-part", "error", "no text part", "the same words as text/plain")
        return
    text, line = part.text()[0], part.line
    words = text.split()
    if len(words) < _FEW_WORDS:
        yield Finding("text-part", "error", f"a text part of {len(words)} words", "all of it", line)
    if found := _MARKUP.search(text):
        yield Finding("text-part", "error", f"markup in the text: {shown(found[0])!r}", "", line)
    if found := _ENTITY.search(text):
        yield Finding("text-part", "error", f"an entity in the text: {found[0]!r}", "", line)
    longest = max((width(one) for one in text.splitlines() if "://" not in one), default=0)
    if longest > _WIDE and "flowed" not in part.get("content-type").lower():
        what = f"text lines of up to {longest:,} columns"
        yield Finding("text-width", "warning", what, "72", line)
    if html is not None:
        yield from _beside(text, words, html, line)


def _beside(text: str, words: list[str], html: Subject, line: int) -> Iterator[Finding]:
    links = {
        link.get("href").strip()
        for link in html.document.named("a")
        if link.get("href").strip().lower().startswith("http")
    }
    # Addresses are told apart by white space and brackets, as mail programs do.
    told = set(re.split(r"[\s<>()\[\]]+", text))
    missing = sorted(link for link in links if link not in told and link not in text)
    if links and len(links) - len(missing) < _ENOUGH_LINKS * len(links):
        what = f"{len(missing)} of {len(links)} links are not in the text: {shown(missing[0])}"
        yield Finding("text-links", "warning", what, "every link", line)
    wanted, given = _counted(html.words().split()), _counted(words)
    share = (wanted & given).total() / max(1, wanted.total())
    if share < _ENOUGH_WORDS:
        what = f"the text says {share:.0%} of the HTML's words"
        yield Finding("text-words", "warning", what, "95 %", line)


def _counted(words: list[str]) -> Counter[str]:
    bare = (re.sub(r"\W+", "", word).lower() for word in words if "://" not in word)
    return Counter(word for word in bare if word)
