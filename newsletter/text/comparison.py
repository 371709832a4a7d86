"""A figure beside what it was before went up or down: "$75m, compared with $125m a year ago"."""

from __future__ import annotations

import re
from dataclasses import replace
from math import log
from typing import TYPE_CHECKING

from newsletter.text.superseded import apposed, is_past, superseded

if TYPE_CHECKING:
    from newsletter.model import Direction, Figure

_NEAR = 4  # figures that are looked at before the older one, and half as many behind
_REACH = 160  # characters between the two
_TENFOLD = log(10)
_BREAK = re.compile(r"[.!?]\s(?!\d)|\n\n|;")
_LOSS = re.compile(r"\bloss", re.IGNORECASE)


def compared(text: str, found: list[Figure]) -> list[Figure]:
    """The figures, with the direction that the value before gives to one that had none."""
    result = list(found)
    for place, old in enumerate(found):
        if old.direction is None and old.value > 0 and is_past(text, old.start, old.end):
            newer = _newer(text, result, place)
            if newer is not None:
                result[newer] = replace(result[newer], direction=_went(old, result[newer]))
    return [_as_before(text, result, place) for place in range(len(result))]


def _as_before(text: str, found: list[Figure], place: int) -> Figure:
    """A figure that says again what the one before said went where that went."""
    figure, before = found[place], found[place - 1]
    if place == 0 or figure.direction or not apposed(text, before.end, figure.start):
        return figure
    return replace(figure, direction=before.direction)


def _went(old: Figure, new: Figure) -> Direction:
    return "up" if new.value > old.value else "down"


def _newer(text: str, found: list[Figure], place: int) -> int | None:
    """The figure without direction that is nearest in size to the older one, in its sentence."""
    near = range(max(0, place - _NEAR), min(len(found), place + _NEAR // 2 + 1))
    sized = [
        (abs(log(found[n].value / found[place].value)), n)
        for n in near
        if n != place and _fits(text, found[n], found[place])
    ]
    return min(sized)[1] if sized and min(sized)[0] < _TENFOLD else None


def _fits(text: str, new: Figure, old: Figure) -> bool:
    if new.direction is not None or new.unit != old.unit or new.value in (0, old.value):
        return False
    first, last = (new, old) if new.start < old.start else (old, new)
    if new.value < 0 or last.start - first.end > _REACH or superseded(text, new.start, new.end):
        return False
    lead = max(0, first.start - 40)
    return not (_BREAK.search(text, first.end, last.start) or _LOSS.search(text, lead, last.end))
