"""Which elements a selector means, as far as mails and pages need it.

Names, ids, classes, attributes, descendants and children; a selector with anything else, such as
a pointer's state or generated content, is about no element as it first stands there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsletter.render.lint.tree import Document, Element

_PART = re.compile(
    r"\s*(>)\s*|(\s+)|([a-z][\w-]*|\*)|#([\w-]+)|\.([\w-]+)"
    r"|\[\s*([\w-]+)\s*(?:([~^$*|]?=)\s*[\"']?([^\"'\]]*)[\"']?\s*)?\]|:(root|link)\b",
    re.IGNORECASE,
)
MOST_PARTS = 6  # a longer one is written by no person


@dataclass(frozen=True, slots=True)
class Compound:
    """What one element must be; `child` where the next to the left must be its parent."""

    name: str = ""
    ids: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str, str], ...] = ()
    child: bool = False


@dataclass(frozen=True, slots=True)
class Selector:
    """Compounds from the right to the left; `weight` as CSS counts specificity."""

    parts: tuple[Compound, ...]
    weight: tuple[int, int, int]


def selector(text: str) -> Selector | None:
    """The selector, or None where it is more than is understood here."""
    parts: list[Compound] = []
    ids: list[str] = []
    classes: list[str] = []
    attributes: list[tuple[str, str, str]] = []
    name, child, at, text = "", False, 0, text.strip()
    while at < len(text):
        found = _PART.match(text, at)
        if not found or found.end() == at or len(parts) >= MOST_PARTS:
            return None
        at = found.end()
        if found[1] or found[2]:
            parts.append(Compound(name, tuple(ids), tuple(classes), tuple(attributes), child))
            name, child = "", bool(found[1])
            ids, classes, attributes = [], [], []
        elif found[3]:
            name = found[3].lower()
        elif found[4]:
            ids.append(found[4])
        elif found[5]:
            classes.append(found[5])
        elif found[6]:
            attributes.append((found[6].lower(), found[7] or "", found[8] or ""))
        elif found[9]:
            name = "html" if found[9].lower() == "root" else name or "a"
    parts.append(Compound(name, tuple(ids), tuple(classes), tuple(attributes), child))
    weight = (
        sum(len(one.ids) for one in parts),
        sum(len(one.classes) + len(one.attributes) for one in parts),
        sum(1 for one in parts if one.name not in {"", "*"}),
    )
    return Selector(tuple(reversed(parts)), weight)


class Matcher:
    """Says whether selectors mean elements, until it has looked at `steps` of them."""

    def __init__(self, document: Document, steps: int) -> None:
        self._document = document
        self.steps = steps

    def matches(self, found: Selector, element: Element) -> bool:
        return self._from(found.parts, 0, element)

    def _from(self, parts: tuple[Compound, ...], at: int, element: Element) -> bool:
        self.steps -= 1
        if self.steps < 0 or not _is(parts[at], element):
            return False
        if at + 1 == len(parts):
            return True
        for ancestor in self._document.ancestors(element):
            if self._from(parts, at + 1, ancestor):
                return True
            if parts[at].child or self.steps < 0:
                return False
        return False


def _is(compound: Compound, element: Element) -> bool:
    if compound.name not in {"", "*", element.name}:
        return False
    if compound.ids and set(compound.ids) != {element.get("id")}:
        return False
    if compound.classes and not set(compound.classes) <= set(element.get("class").split()):
        return False
    return all(_has(element, *one) for one in compound.attributes)


def _has(element: Element, name: str, operator: str, value: str) -> bool:
    if name not in element.attributes:
        return False
    given = element.attributes[name]
    return {
        "": True,
        "=": given == value,
        "~=": value in given.split(),
        "^=": bool(value) and given.startswith(value),
        "$=": bool(value) and given.endswith(value),
        "|=": given == value or given.startswith(f"{value}-"),
        "*=": bool(value) and value in given,
    }[operator]
