"""All rules upon one file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsletter.render.lint.bodies import first, part_findings, text_findings
from newsletter.render.lint.document import document_findings
from newsletter.render.lint.envelope import envelope_findings, is_draft, wire_findings
from newsletter.render.lint.findings import Finding, Report, in_order
from newsletter.render.lint.legible import legible_findings
from newsletter.render.lint.links import link_findings, picture_findings
from newsletter.render.lint.mime import message
from newsletter.render.lint.programs import program_findings
from newsletter.render.lint.safety import safety_findings
from newsletter.render.lint.subject import subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsletter.render.lint.findings import Kind
    from newsletter.render.lint.subject import Subject

MOST = 1_000_000  # bytes that are looked at; Gmail clips at a tenth of it
_LEAVE = re.compile(
    r"unsubscribe|opt.?out|manage (?:your )?(?:preferences|subscription)|abmelden|abbestellen",
    re.IGNORECASE,
)


def lint(data: bytes, name: str, *, kind: Kind | None = None) -> Report:
    """What is wrong with an HTML file or, where `name` ends with .eml, a message; never raises.

    Without `kind` an HTML file is taken for what it looks like.
    """
    if name.lower().endswith(".eml"):
        return Report(name, "mail", in_order(_message(data)))
    html, found = _decoded(data)
    one = subject(html, kind=kind)
    return Report(name, one.kind, in_order([*found, *_html(one)]))


def _message(data: bytes) -> Iterator[Finding]:
    yield from _too_large(data)
    data = data[:MOST]
    read = message(data)
    yield from wire_findings(data)
    yield from envelope_findings(read)
    yield from part_findings(read)
    part = first(read, "text/html")
    one = None
    if part is None:
        yield Finding(
            "html-part", "error", "no HTML part", "multipart/alternative: text, then HTML"
        )
    else:
        # Lines are those of the HTML itself: in the file it is wrapped anew.
        one = subject(part.text()[0].replace("\r\n", "\n"), kind="mail", draft=is_draft(read))
        yield from _html(one)
        if not one.draft and not _LEAVE.search(one.words()):
            yield Finding(
                "unsubscribe", "warning", "no visible way to leave", "an unsubscribe link"
            )
    yield from text_findings(first(read, "text/plain"), one)


def _html(one: Subject) -> Iterator[Finding]:
    yield from document_findings(one)
    yield from link_findings(one)
    yield from picture_findings(one)
    yield from safety_findings(one)
    yield from legible_findings(one)
    yield from program_findings(one)


def _decoded(data: bytes) -> tuple[str, list[Finding]]:
    found = list(_too_large(data))
    try:
        html = data[:MOST].decode("utf-8-sig")
    except UnicodeDecodeError as error:
        html = data[:MOST].decode("utf-8", "replace")
        if len(data) <= MOST:
            line = data.count(b"\n", 0, error.start) + 1
            found.append(Finding("charset", "error", "it is not UTF-8", "UTF-8", line))
    if not html.strip():
        found.append(Finding("empty", "error", "there is nothing in it", ""))
    return html.replace("\r\n", "\n").replace("\r", "\n"), found


def _too_large(data: bytes) -> Iterator[Finding]:
    if len(data) > MOST:
        what = f"{len(data):,} bytes: only the first {MOST:,} were looked at"
        yield Finding("size", "error", what, "less than 102 KB")
