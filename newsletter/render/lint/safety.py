"""What could run, load or deceive."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsletter.render.lint.findings import Finding, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsletter.render.lint.css import Declaration
    from newsletter.render.lint.findings import Severity
    from newsletter.render.lint.subject import Subject
    from newsletter.render.lint.tree import Element

_RUNNING_NAMES = "script iframe frame frameset object embed applet portal fencedframe noscript"
_RUNNING = frozenset(_RUNNING_NAMES.split())
_FORMS_NAMES = "form input button select textarea"
_FORMS = frozenset(_FORMS_NAMES.split())
_LOADING = {"link": "href", "source": "src", "audio": "src", "video": "src", "track": "src"}
_LOADED = frozenset({"stylesheet", "preload", "icon"})
_REMOTE = re.compile(r"\s*(?:https?:|//)", re.IGNORECASE)
_URL = re.compile(r"url\(\s*[\"']?\s*([^\"')\s]{0,300})", re.IGNORECASE)
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffd]")
_LEFTOVERS = re.compile(
    r"\{\{[^{}]{0,80}\}\}|\{%[^{}]{0,80}%\}|\*\|[A-Z_:]{1,40}\|\*|\blorem ipsum\b"
    r"|(?<![\w/])(?:undefined|NaN)(?![\w/])|\]\(https?:",
)
_TWICE = re.compile(r"&amp;(?:amp|lt|gt|quot|#\d{1,7});")
_OPENINGS = frozenset({"href", "src", "action", "formaction", "xlink:href", "data", "background"})
_RUNS = re.compile(r"(?:javascript|vbscript):", re.IGNORECASE)


def safety_findings(one: Subject) -> Iterator[Finding]:
    """Scripts, handlers, forms, what loads from elsewhere, and characters that deceive."""
    # Of a page that is opened on purpose, a form or a load is its maker's business.
    grave: Severity = "error" if one.mail else "warning"
    for element in one.document.elements:
        yield from _element(element, grave)
        yield from _handlers(element)
    yield from _styles_that_load(one, grave)
    yield from _characters(one)


def _element(element: Element, grave: Severity) -> Iterator[Finding]:
    name, line = element.name, element.line
    if name in _RUNNING:
        yield Finding("script", "error", f"<{name}>", "none: it is dropped or refused", line)
    if name in _FORMS:
        yield Finding("form", grave, f"<{name}>", "a link to a page", line)
    if name == "base":
        yield Finding("base", "error", "<base> changes where links lead", "", line)
    loaded = element.get(_LOADING[name]) if name in _LOADING else ""
    if not _REMOTE.match(loaded):
        return
    if name != "link" or _LOADED.intersection(element.get("rel").lower().split()):
        yield Finding("remote", grave, f"<{name}> loads {shown(loaded)!r}", "", line)


def _handlers(element: Element) -> Iterator[Finding]:
    name, line = element.name, element.line
    for attribute, value in element.attributes.items():
        if attribute.startswith("on"):
            what = f"<{name} {shown(attribute)}> is run as a script"
            yield Finding("handler", "error", what, "", line)
        opens = attribute in _OPENINGS and name not in {"a", "area"}
        if opens and _RUNS.match(re.sub(r"[\x00-\x20]+", "", value[:200])):
            what = f"<{name} {attribute}={shown(value)!r}>"
            yield Finding("script", "error", what, "", line)


def _styles_that_load(one: Subject, grave: Severity) -> Iterator[Finding]:
    for sheet in one.sheets:
        for at in sheet.ats:
            if at.name == "import":
                what = f"@import {shown(at.prelude)}"
                yield Finding("remote", grave, what, "the styles themselves", at.line)
        for rule in sheet.rules:
            yield from _loads(rule.declarations, rule.line)
    for element, declared, _ in one.inline:
        yield from _loads(declared, element.line)


def _loads(declared: Iterable[Declaration], line: int) -> Iterator[Finding]:
    for declaration in declared:
        for target in _URL.findall(declaration.value):
            if _REMOTE.match(target):
                yield Finding("remote", "warning", f"a style loads {shown(target)!r}", "", line)


def _characters(one: Subject) -> Iterator[Finding]:
    if found := _BIDI.search(one.html):
        what = f"U+{ord(found[0]):04X} turns the direction of what follows"
        yield Finding("bidi", "error", what, "dir on an element", _line(one.html, found.start()))
    if found := _CONTROL.search(one.html):
        what = f"the character U+{ord(found[0]):04X}"
        yield Finding("control", "error", what, "", _line(one.html, found.start()))
    if found := _TWICE.search(one.html):
        what = f"escaped twice: {found[0]!r}"
        yield Finding("escaped-twice", "warning", what, "", _line(one.html, found.start()))
    for text, _ in one.seen():
        if found := _LEFTOVERS.search(text.value):
            what = f"was not filled in: {shown(found[0])!r}"
            yield Finding("leftover", "warning", what, "", text.line)


def _line(html: str, at: int) -> int:
    return html.count("\n", 0, at) + 1
