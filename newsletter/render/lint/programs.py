"""What mail programs make of a mail's styles and elements; `clients.toml` is what is known."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from newsletter.render.lint.findings import Finding, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsletter.render.lint.css import Declaration, Rule
    from newsletter.render.lint.findings import Severity
    from newsletter.render.lint.subject import Subject
    from newsletter.render.lint.tree import Element

_SPACED_RGB = re.compile(r"rgba?\(\s*[\d.]+%?\s+[\d.]")
_ALPHA_HEX = re.compile(r"#(?:[0-9a-f]{8}|[0-9a-f]{4})", re.IGNORECASE)
_PADDED_NAMES = "div p a span h1 h2 h3 h4 ul ol section"
_PADDED = frozenset(_PADDED_NAMES.split())
_SOME = re.compile(r"[1-9]")
_BORDER = re.compile("border(?:-(?:top|right|bottom|left))?")
_DARK = re.compile(r"prefers-color-scheme\s*:\s*dark")
_THICK = re.compile(r"\b(9|[1-9]\d+)px")
_WIDE = re.compile(r"(?<![-\w])(\d{2,5})(?:\.\d+)?(?:px|em)")


@dataclass(frozen=True, slots=True)
class Feature:
    """Something that some programs drop; `breaks` where a mail falls apart without it."""

    name: str
    drops: tuple[str, ...]
    breaks: bool
    css: re.Pattern[str] | None
    selector: re.Pattern[str] | None
    at: re.Pattern[str] | None
    elements: frozenset[str]


def program_findings(one: Subject) -> Iterator[Finding]:
    """What mail programs drop of a mail; nothing of a page."""
    if not one.mail:
        return
    known = _features()
    for element, declared, faults in one.inline:
        for fault in faults:
            yield Finding("css", "error", shown(fault), "name: value", element.line)
        for declaration in declared:
            yield from _declaration(declaration, known, element.name, element.line)
    for feature in known:
        for element in one.document.named(*sorted(feature.elements)):
            yield _dropped(feature, f"<{element.name}>", element.line)
    yield from _block(one, known)
    yield from _outlook(one)


def _declaration(
    declaration: Declaration, known: tuple[Feature, ...], name: str, line: int
) -> Iterator[Finding]:
    text = f"{declaration.name}: {declaration.value[:500]}"
    for feature in known:
        if feature.css and feature.css.match(text):
            yield _dropped(feature, shown(text)[:60], line)
    if _SPACED_RGB.search(declaration.value):
        yield Finding("gmail-rgb", "error", f"{text}: Gmail drops the styles", "#rrggbb", line)
    if _ALPHA_HEX.fullmatch(declaration.value):
        yield Finding("css-hex", "warning", f"few programs know {text}", "#rrggbb", line)
    if declaration.important:
        what = f"{declaration.name} is !important: Outlook ignores it inline"
        yield Finding("important", "warning", what, "", line)
    if declaration.name.startswith("margin") and re.search(r"(?:^|\s)-\d", declaration.value):
        yield Finding("margin", "warning", f"{text}: dropped by Gmail and Outlook", "0", line)
    if _BORDER.fullmatch(declaration.name) and _THICK.search(declaration.value):
        what = f"<{name}> {text}: Outlook draws 8 px at most"
        yield Finding("border", "warning", what, "", line)


def _dropped(feature: Feature, what: str, line: int) -> Finding:
    said = f"{what}: {feature.name} are dropped by {', '.join(feature.drops)}"
    if not feature.breaks:
        return Finding("client", "note", said, "", line)
    severity: Severity = "error" if len(feature.drops) > 1 else "warning"
    return Finding("client", severity, said, "tables, colours and plain lengths", line)


def _block(one: Subject, known: tuple[Feature, ...]) -> Iterator[Finding]:
    """The style block, which some programs drop whole: what it holds is extra at best."""
    for sheet in one.sheets:
        for line, fault in sheet.faults:
            yield Finding("css", "error", shown(fault), "", line)
        for at in sheet.ats:
            if at.at:
                what = f"@{at.name} inside {shown(at.at[-1])[:40]}: Gmail drops the whole block"
                yield Finding("nested-at", "error", what, "one after the other", at.line)
            for feature in known:
                if feature.at and feature.at.search(at.name):
                    yield _dropped(feature, f"@{at.name}", at.line)
        for rule in sheet.rules:
            yield from _rule(rule, known)
    yield from _dark(one)


def _rule(rule: Rule, known: tuple[Feature, ...]) -> Iterator[Finding]:
    for feature in known:
        if feature.selector and any(map(feature.selector.search, rule.selectors[:20])):
            yield _dropped(feature, shown(", ".join(rule.selectors[:3])), rule.line)
    for declaration in rule.declarations:
        if _SPACED_RGB.search(declaration.value):
            what = f"{declaration.value[:60]}: Gmail drops the block"
            yield Finding("gmail-rgb", "error", what, "#rrggbb", rule.line)


def _dark(one: Subject) -> Iterator[Finding]:
    preludes = (at.prelude[:500] for sheet in one.sheets for at in sheet.ats)
    if not any(map(_DARK.search, preludes)):
        right = "@media (prefers-color-scheme:dark)"
        yield Finding("dark", "warning", "no styles for dark mode", right)
    rules = (rule for sheet in one.sheets for rule in sheet.rules)
    if not any("data-ogs" in name[:200] for rule in rules for name in rule.selectors):
        what = "no styles for Outlook's dark mode"
        yield Finding("dark", "warning", what, "[data-ogsc] rules")


def _outlook(one: Subject) -> Iterator[Finding]:
    padded = [
        element
        for element, declared, _ in one.inline
        if element.name in _PADDED
        and "mso-padding-alt" not in element.get("style")
        and not one.is_hidden(element)
        and any(each.name.startswith("padding") and _SOME.search(each.value) for each in declared)
    ]
    if padded:
        what = f"<{padded[0].name}> with padding ({len(padded)} in all): Outlook pads cells alone"
        yield Finding("padding", "warning", what, "padding on td", padded[0].line)
    ghost = any("[if" in one.value[:40] and "<table" in one.value for one in one.document.comments)
    for element, declared, _ in one.inline:
        if element.name not in {"div", "p", "section"} or ghost or one.is_hidden(element):
            continue
        bounds = [each.value for each in declared if each.name == "max-width"]
        if any(_WIDE.match(value) for value in bounds) and not _is_bounded(one, element):
            what = f"<{element.name}> has only a max-width: Outlook shows it as wide as the window"
            yield Finding(
                "max-width", "error", what, "a table with a width around it", element.line
            )


def _is_bounded(one: Subject, element: Element) -> bool:
    return any(
        above.name in {"table", "td"} and above.get("width").removesuffix("px").isdigit()
        for above in one.document.ancestors(element)
    )


@cache
def _features() -> tuple[Feature, ...]:
    read = tomllib.loads(Path(__file__).with_name("clients.toml").read_text("utf-8"))

    def pattern(one: dict[str, str], key: str) -> re.Pattern[str] | None:
        return re.compile(one[key]) if key in one else None

    return tuple(
        Feature(
            one["name"],
            tuple(one["drops"]),
            one["breaks"],
            pattern(one, "css"),
            pattern(one, "selector"),
            pattern(one, "at"),
            frozenset(one.get("element", ())),
        )
        for one in read["feature"]
    )
