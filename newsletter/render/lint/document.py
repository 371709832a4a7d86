"""The frame of a document: its size, its head, its outline."""

from __future__ import annotations

import re
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from newsletter.render.lint.findings import Finding, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsletter.render.lint.findings import Severity
    from newsletter.render.lint.subject import Subject
    from newsletter.render.lint.tree import Element

GMAIL_CLIPS = 102 * 1024
NEAR = 80_000  # our own mails end there, however many stories they tell
STYLE_DROPPED, STYLE_LARGE = 16 * 1024, 8 * 1024
DEEP = 100


def document_findings(one: Subject) -> Iterator[Finding]:
    """What is wrong with size, head and outline."""
    yield from _size(one)
    yield from _head(one)
    yield from _language(one)
    yield from _outline(one)
    for line, fault in one.document.faults:
        yield Finding("markup", "error", shown(fault), "well-formed HTML", line)
    if one.document.deepest > DEEP:
        what = f"elements stand {one.document.deepest} deep in each other"
        yield Finding("depth", "warning", what, "a few dozen at most")


def _size(one: Subject) -> Iterator[Finding]:
    size = one.document.size
    told = f"{size / 1000:,.1f} kB of HTML"
    if not one.mail:
        yield Finding("size", "note", told)
    elif size >= GMAIL_CLIPS:
        yield Finding("size", "error", f"{told}: Gmail clips it", "less than 102 KB")
    elif size > NEAR:
        yield Finding("size", "warning", f"{told}, near Gmail's clip", "80 kB at most")
    else:
        yield Finding("size", "note", f"{told}; Gmail clips at 102 KB")
    style = sum(
        len(text.value.encode(errors="replace"))
        for element in one.document.named("style")
        for text in one.document.texts[slice(*element.words)]
    )
    if one.mail and style > STYLE_DROPPED:
        what = f"{style:,} bytes of <style>: Gmail drops all of it"
        yield Finding("style-size", "error", what, "2 KB; 16 KB at most")
    elif one.mail and style > STYLE_LARGE:
        yield Finding("style-size", "warning", f"{style:,} bytes of <style>", "2 KB")


def _head(one: Subject) -> Iterator[Finding]:
    document = one.document
    if not document.doctype:
        yield Finding("doctype", "error", "no doctype", "<!doctype html> first")
    if not (title := document.first("title")) or not document.text(title):
        yield Finding("title", "error", "no title", "<title> with the subject")
    metas = {_meta(element): element for element in document.named("meta")}
    charset = metas.get("charset") or metas.get("content-type")
    if not charset:
        yield Finding("charset", "error", "no character set", '<meta charset="utf-8">')
    elif not re.search(r"utf-?8", charset.get("charset") + charset.get("content"), re.IGNORECASE):
        yield Finding("charset", "warning", "another character set", "utf-8", charset.line)
    viewport = metas.get("viewport")
    if not viewport or "width=device-width" not in viewport.get("content").replace(" ", ""):
        right = '<meta name="viewport" content="width=device-width,initial-scale=1">'
        yield Finding("viewport", "error", "phones show it small", right)
    elif re.search(r"user-scalable\s*=\s*no|maximum-scale\s*=\s*1\b", viewport.get("content")):
        yield Finding("zoom", "warning", "readers cannot make it larger", "", viewport.line)
    if refresh := metas.get("refresh"):
        yield Finding("refresh", "error", "the page goes elsewhere by itself", "", refresh.line)
    if one.mail:
        yield from _mail_head(one, set(metas))


def _mail_head(one: Subject, metas: set[str]) -> Iterator[Finding]:
    for name in ("color-scheme", "supported-color-schemes"):
        if name not in metas:
            right = f'<meta name="{name}" content="light dark">'
            yield Finding("dark-meta", "warning", f"no meta {name}", right)
    if "x-apple-disable-message-reformatting" not in metas:
        yield Finding("apple", "note", "Apple Mail may change its layout", "the meta against it")
    if "format-detection" not in metas:
        yield Finding("format-detection", "note", "iOS makes links of dates and numbers")
    if "PixelsPerInch" not in one.html:
        right = "OfficeDocumentSettings with PixelsPerInch 96"
        yield Finding("outlook-dpi", "warning", "Outlook scales it on sharp screens", right)
    body = one.document.first("body")
    if body and any(element.name == "style" for element in one.document.inside(body)):
        yield Finding(
            "style-in-body", "warning", "Gmail ignores <style> in the body", "", body.line
        )


def _meta(element: Element) -> str:
    named = element.get("name") or element.get("http-equiv")
    return named.lower() or ("charset" if element.get("charset") else "")


def _language(one: Subject) -> Iterator[Finding]:
    root = one.document.first("html")
    language = root.get("lang") if root else ""
    if not language or language == "und":
        what = 'lang="und"' if language else "no language"
        severity: Severity = "warning" if language else "error"
        yield Finding("lang", severity, what, '<html lang="en">', root.line if root else 0)
    body = one.document.first("body")
    inner = (body, *one.document.inside(body)) if body else ()
    if one.mail and not any(element.get("lang") for element in inner):
        yield Finding("lang", "warning", "webmail drops <html> with its lang", "lang in the body")
    if not any(element.get("dir") for element in (inner if one.mail else one.document.elements)):
        yield Finding("dir", "warning", "no direction of writing", 'dir="ltr" or dir="rtl"')


def _outline(one: Subject) -> Iterator[Finding]:
    headings = [
        element
        for element in one.document.named("h1", "h2", "h3", "h4", "h5", "h6")
        if not one.is_hidden(element)
    ]
    levels = [int(element.name[1]) for element in headings]
    if levels.count(1) != 1:
        yield Finding("h1", "warning", f"{levels.count(1)} headings <h1>", "one")
    for above, below in pairwise(headings):
        if int(below.name[1]) > int(above.name[1]) + 1:
            what = f"<{below.name}> after <{above.name}>: a level is skipped"
            yield Finding("headings", "warning", what, "", below.line)
    yield from _tables(one)


def _tables(one: Subject) -> Iterator[Finding]:
    """A table without a heading of its own is layout, and is to say so."""
    if not one.mail:
        return
    headed: set[int] = set()
    for cell in one.document.named("th"):
        above = one.document.ancestors(cell)
        headed |= {table.number for table in islice((x for x in above if x.name == "table"), 1)}
    for table in one.document.named("table"):
        if table.number not in headed and table.get("role") not in {"presentation", "none"}:
            what = "a table for layout is read out as data"
            yield Finding("table-role", "error", what, 'role="presentation"', table.line)
