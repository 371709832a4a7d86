"""Whether words can be read: contrast in light, dark and inverted, size, what is hidden.

Contrast: WCAG 2.2, success criterion 1.4.3, https://www.w3.org/TR/WCAG22/#contrast-minimum
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsletter.render.colours import inverted
from newsletter.render.lint.findings import Finding, shown
from newsletter.render.lint.shades import over, ratio, shade

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsletter.render.lint.cascade import Look
    from newsletter.render.lint.findings import Severity
    from newsletter.render.lint.subject import Subject
    from newsletter.render.lint.tree import Text

ENOUGH, ENOUGH_LARGE = 4.5, 3.0
LARGE, LARGE_BOLD = 24.0, 18.66  # pixels: 18 and 14 points
TINY, SMALL = 12.0, 14.0
_FILLER = re.compile("[\u034f\u00ad\u200b-\u200f\u2007\u2060\ufeff\u00a0\\s]+")
_MOST_HIDDEN = 150  # characters: what clients show of a preheader
_CLEAR = 1.25  # below that words are as good as hidden
SHORT_PREHEADER, LONG_PREHEADER = 40, 140


def legible_findings(one: Subject) -> Iterator[Finding]:
    """What readers cannot read, or were not meant to."""
    yield from _contrast(one, one.light, "")
    if one.dark != one.light:
        yield from _contrast(one, one.dark, " in dark mode")
    if one.mail:
        yield from _forced_dark(one)
    yield from _size(one)
    yield from _hidden(one)


def _words(one: Subject) -> Iterator[Text]:
    last = len(one.light)
    for text in one.document.texts:
        if 0 <= text.parent < last and _FILLER.sub("", text.value):
            yield text


def _contrast(one: Subject, looks: Sequence[Look], where: str) -> Iterator[Finding]:
    told: set[tuple[str, str, bool]] = set()
    for text in _words(one):
        look = looks[text.parent]
        if look.hidden or look.colour is None or look.ground is None or not look.size:
            continue
        reached = ratio(look.colour, look.ground)
        key = look.colour.hex, look.ground.hex, _is_large(look)
        if reached < _needed(look) and key not in told:
            told.add(key)
            what = (
                f"{reached:.1f}:1{where}, {look.colour.hex} on {look.ground.hex}:"
                f" {shown(text.value)[:40]!r}"
            )
            yield Finding("contrast", "error", what, f"{_needed(look)}:1", text.line)


def _forced_dark(one: Subject) -> Iterator[Finding]:
    """Some clients turn the lightness of all colours round, whatever the mail says."""
    told: set[tuple[str, str]] = set()
    for text in _words(one):
        look = one.light[text.parent]
        if look.hidden or look.colour is None or look.ground is None:
            continue
        pair = over(look.colour, look.ground).hex, look.ground.hex
        words, ground = (shade(inverted(colour)) for colour in pair)
        if words is None or ground is None or ratio(words, ground) >= _needed(look):
            continue
        if pair not in told and ratio(look.colour, look.ground) >= _needed(look):
            told.add(pair)
            what = f"{ratio(words, ground):.1f}:1 where a client inverts {pair[0]} on {pair[1]}"
            yield Finding("contrast-inverted", "warning", what, f"{_needed(look)}:1", text.line)


def _needed(look: Look) -> float:
    return ENOUGH_LARGE if _is_large(look) else ENOUGH


def _is_large(look: Look) -> bool:
    return look.size >= (LARGE_BOLD if look.bold else LARGE)


def _size(one: Subject) -> Iterator[Finding]:
    told: set[float] = set()
    for text in _words(one):
        look = one.light[text.parent]
        small = SMALL if one.mail else TINY
        if look.hidden or look.size >= small - 0.01 or look.size in told or not look.size:
            continue
        told.add(look.size)
        severity: Severity = "error" if look.size < TINY else "warning"
        what = f"{look.size:.3g} px: {shown(text.value)[:40]!r}"
        yield Finding("type-size", severity, what, "14 px or more", text.line)


def _hidden(one: Subject) -> Iterator[Finding]:
    """Words that only machines read are what spam does; one preheader is customary."""
    preheader, begun, length, line = "", False, 0, 0
    body = one.document.first("body")
    for text in _words(one):
        look = one.light[text.parent]
        parent = one.document.elements[text.parent]
        if parent.name in {"title", "style", "script"} or (body and parent.number < body.number):
            continue
        words = " ".join(_FILLER.sub(" ", text.value).split())
        unseen = look.hidden or look.size < 1 or _is_invisible(look)
        if not begun and unseen:
            preheader = f"{preheader} {words}".strip()
            length += len(words)
        elif unseen:
            length, line = length + len(words), line or text.line
        else:
            begun = True
    if length > _MOST_HIDDEN:
        what = f"{length:,} characters are hidden"
        yield Finding("hidden", "warning", what, "the preheader alone", line)
    if one.mail and not preheader:
        right = "a hidden first line of 40 to 100 characters"
        yield Finding("preheader", "warning", "no preheader", right)
    elif one.mail and not SHORT_PREHEADER <= len(preheader) <= LONG_PREHEADER:
        what = f"a preheader of {len(preheader)} characters"
        yield Finding("preheader", "note", what, "40 to 100")


def _is_invisible(look: Look) -> bool:
    return (
        look.colour is not None
        and look.ground is not None
        and ratio(look.colour, look.ground) < _CLEAR
    )
