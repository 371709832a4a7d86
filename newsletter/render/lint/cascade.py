"""How each element looks: its colours, its size, whether it is seen; in light and in dark.

CSS Cascading and Inheritance Level 4, https://www.w3.org/TR/css-cascade-4/
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from newsletter.render.lint.css import Declaration, declarations
from newsletter.render.lint.selectors import Matcher, Selector, selector
from newsletter.render.lint.shades import CLEAR, Shade, over, shade
from newsletter.render.lint.sizes import font_size, is_bold, shorthand

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from newsletter.render.lint.css import Rule, Sheet
    from newsletter.render.lint.tree import Document, Element

Mode = Literal["light", "dark"]

MOST_ELEMENTS, MOST_SELECTORS = 20_000, 600  # a mail of 60 stories has 2,500 and 40
MOST_STEPS = 600_000  # of matching, half a second; such a mail takes 30,000
_UNSEEN_NAMES = "head title style script template noscript datalist"
_UNSEEN = frozenset(_UNSEEN_NAMES.split())
_BOLD_NAMES = "b strong th h1 h2 h3 h4 h5 h6"
_BOLD = frozenset(_BOLD_NAMES.split())
_GROWN = {"h1": 2.0, "h2": 1.5, "h3": 1.17, "h5": 0.83, "h6": 0.67, "small": 0.83}
_ASKED_NAMES = (
    "color background background-color background-image font font-size font-weight display "
    "visibility opacity max-height overflow"
)
_ASKED = frozenset(_ASKED_NAMES.split())
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,\s*([^()]*))?\)")
_PICTURE = re.compile(r"url\(|gradient\(|image-set\(|color-mix\(")
_PIECE = re.compile(r"[^\s(]*\([^()]*\)|[^\s()]+")


@dataclass(frozen=True, slots=True)
class Look:
    """`ground` is None where a picture lies behind the words, or what it is cannot be told."""

    colour: Shade | None
    ground: Shade | None
    size: float = 16.0
    bold: bool = False
    hidden: bool = False


_Weighed = tuple[tuple[int, int, tuple[int, int, int], int], Declaration]


def looks(document: Document, sheets: Sequence[Sheet], mode: Mode) -> list[Look]:
    """The look of the first elements, one by one, in one mode of the reader's device."""
    rules = [rule for sheet in sheets for rule in sheet.rules if _applies(rule, mode)]
    styles = _Styles(document, rules)
    made: list[Look] = []
    canvas = _canvas(document, sheets, mode)
    for element in document.elements[:MOST_ELEMENTS]:
        if styles.matcher.steps < 0:  # what comes later is not judged
            break
        above = made[element.parent] if element.parent >= 0 else canvas
        made.append(_look(element, above, styles.of(element), dark=canvas.ground != _PAPER))
    return made


_PAPER, _INK = Shade(255, 255, 255), Shade(0, 0, 0)
_NIGHT = Shade(18, 18, 18)  # what browsers lay under a page that says it can be dark
_LINKS = {False: Shade(0, 0, 238), True: Shade(158, 158, 255)}


def _canvas(document: Document, sheets: Sequence[Sheet], mode: Mode) -> Look:
    schemes = [one.get("content") for one in document.named("meta")
               if one.get("name").lower() == "color-scheme"]  # fmt: skip
    schemes += [
        declaration.value
        for sheet in sheets
        for rule in sheet.rules
        for declaration in rule.declarations
        if declaration.name == "color-scheme" and _applies(rule, mode)
    ]
    if mode == "dark" and any("dark" in one for one in schemes):
        return Look(_PAPER, _NIGHT)
    return Look(_INK, _PAPER)


def _applies(rule: Rule, mode: Mode) -> bool:
    """Whether a rule holds on a wide screen in that mode."""
    for at in rule.at:
        text = at.lower()
        if "print" in text or "max-width" in text or "prefers-contrast" in text:
            return False
        if "prefers-color-scheme" in text and mode not in text.partition("prefers-color-scheme")[2]:
            return False
    return True


class _Styles:
    """What is declared for an element, found by the rightmost part of each selector."""

    def __init__(self, document: Document, rules: Sequence[Rule]) -> None:
        self.matcher = Matcher(document, MOST_STEPS)
        self._variables: dict[str, str] = {}
        self._by_key: dict[str, list[tuple[Selector, int, list[Declaration]]]] = {}
        count = 0
        for order, rule in enumerate(rules):
            asked = [one for one in rule.declarations if one.name in _ASKED]
            own = {one.name: one.value for one in rule.declarations if one.name.startswith("--")}
            for text in rule.selectors:
                if own and text.lower() in {":root", "html", "body", "*"}:
                    self._variables |= own
                if asked and count < MOST_SELECTORS and (found := selector(text)):
                    count += 1
                    self._by_key.setdefault(_key(found), []).append((found, order, asked))

    def of(self, element: Element) -> dict[str, str]:
        """The winning value of each property that is asked about."""
        weighed = sorted(self._declared(element), key=lambda one: one[0])
        return {one.name: self._resolved(one.value) for _, one in weighed}

    def _declared(self, element: Element) -> Iterator[_Weighed]:
        keys = ["*", element.name, *(f".{name}" for name in element.get("class").split()[:20])]
        if identity := element.get("id"):
            keys.append(f"#{identity}")
        for key in keys:
            for found, order, asked in self._by_key.get(key, ()):
                if self.matcher.matches(found, element):
                    for one in asked:
                        yield (int(one.important), 0, found.weight, order), one
        for name, value in _presented(element):
            yield (-1, 0, (0, 0, 0), 0), Declaration(name, value)
        if style := element.get("style"):
            for order, one in enumerate(declarations(style)[0]):
                if one.name in _ASKED:
                    yield (int(one.important), 1, (0, 0, 0), order), one

    def _resolved(self, value: str) -> str:
        for _ in range(4):
            if "var(" not in value or len(value) > 2000:  # noqa: PLR2004 - no colour is that long
                break
            value = _VARIABLE.sub(
                lambda found: self._variables.get(found[1], found[2] or "unknown"), value
            )
        return value


def _key(found: Selector) -> str:
    last = found.parts[0]
    if last.ids:
        return f"#{last.ids[0]}"
    if last.classes:
        return f".{last.classes[0]}"
    return last.name or "*"


def _presented(element: Element) -> Iterator[tuple[str, str]]:
    if colour := element.get("bgcolor"):
        yield "background-color", colour
    if element.name == "font" and (colour := element.get("color")):
        yield "color", colour
    if element.name == "body" and (colour := element.get("text")):
        yield "color", colour


def _look(element: Element, above: Look, style: Mapping[str, str], *, dark: bool) -> Look:
    name = element.name
    size = above.size * _GROWN.get(name, 1.0)
    bold = above.bold or name in _BOLD
    if "font" in style:
        size, bold = shorthand(style["font"], above.size, bold=bold)
    if "font-size" in style:
        size = font_size(style["font-size"], above.size)
    if "font-weight" in style:
        bold = is_bold(style["font-weight"], above=above.bold)
    hidden = above.hidden or name in _UNSEEN or "hidden" in element.attributes or _hidden(style)
    look = Look(above.colour, above.ground, size, bold, hidden)
    if name == "a" and element.get("href"):
        look = replace(look, colour=_LINKS[dark])
    if name == "mark":
        look = replace(look, colour=_INK, ground=Shade(255, 255, 0))
    if "color" in style and style["color"] not in {"inherit", "currentcolor", "unset"}:
        look = replace(look, colour=shade(style["color"]))
    elif style.get("color") == "inherit":
        look = replace(look, colour=above.colour)
    return replace(look, ground=_ground(style, look.ground))


def _ground(style: Mapping[str, str], below: Shade | None) -> Shade | None:
    """What lies behind the words; of several declarations the plain colour counts."""
    values = [style[name] for name in ("background", "background-color") if name in style]
    if any(_PICTURE.search(one) for one in (*values, style.get("background-image", ""))):
        return None
    own = CLEAR
    for value in values:
        if "var(" in value or "unknown" in value:
            return None
        own = next(filter(None, map(shade, _PIECE.findall(value))), CLEAR)
    return None if below is None and own.cover < 1 else over(own, below or own)


def _hidden(style: Mapping[str, str]) -> bool:
    return (
        style.get("display") == "none"
        or style.get("visibility") in {"hidden", "collapse"}
        or re.fullmatch(r"0*\.?0+%?", style.get("opacity", "1")) is not None
        or (style.get("max-height") in {"0", "0px"} and style.get("overflow") == "hidden")
    )
