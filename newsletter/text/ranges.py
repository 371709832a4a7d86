"""Two numbers that are one figure: "3-5 per cent", "$10 to $12", "between 3% and 5%"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsletter.text.cues import CUES
from newsletter.text.late import late
from newsletter.text.numbers import exact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsletter.text.amounts import Amount

_DASH = late(r"\s?[-–—]\s?")
_TO = late(r"\s(?:to|or)\s(?:as\s(?:much|many)\sas\s)?")
_AND = late(r"\sand\s")
_BETWEEN = late(r"\b[Bb]etween\s(?:about\s|around\s)?$")
_FROM = late(r"\b[Ff]rom\s(?:about\s|around\s)?$")
_RANGING = late(
    r"\b(?:[Rr]ang\w+|[Vv]ar\w+|[Aa]nywhere|[Aa]nything)\s(?:\w+\s)?from\s(?:about\s)?$"
)
_LAST_WORD = late(r"([\w-]+)\s(?:by\s|another\s)?$")

Pair = tuple["Amount", "Amount | None"]


def pairs(text: str, amounts: Iterable[Amount]) -> Iterator[Pair]:
    """Each amount with the upper end of its range, or None where it stands alone."""
    waiting: Amount | None = None
    for amount in amounts:
        if waiting is None:
            waiting = amount
        elif _is_range(text, waiting, amount):
            yield waiting, amount
            waiting = None
        else:
            yield waiting, None
            waiting = amount
    if waiting is not None:
        yield waiting, None


def _is_range(text: str, low: Amount, high: Amount) -> bool:
    gap = text[low.end : high.start] if high.start - low.end <= 16 else ""  # noqa: PLR2004 - " to as much as "
    if not gap or not (high.unit or low.unit or high.factor > 1) or not _agree(low, high):
        return False
    before = text[max(0, low.start - 30) : low.start]
    if _AND().fullmatch(gap):
        return bool(_BETWEEN().search(before))
    if _DASH().fullmatch(gap):
        return True
    return bool(_TO().fullmatch(gap)) and not _moves(low, before)


def _agree(low: Amount, high: Amount) -> bool:
    """At least one end has a unit, not two different ones; and the lower end is lower."""
    if low.unit != high.unit and low.unit and high.unit:
        return False
    if low.unit == "multiple" != high.unit:
        return False  # "doubled to 5m"
    if low.kind == "bare" and high.signed:
        return False  # "in 2024 to $13.6 billion"
    if high.kind == "bare" and high.factor == 1 and not low.signed:
        return False  # "three months to 31 December"
    return lower_end(low, high) < high.value


def lower_end(low: Amount, high: Amount) -> float:
    """The lower end's value: "$10 to $12 billion" and "3-5m" lend it the magnitude."""
    if low.factor == 1 and high.factor != 1 and low.number < high.number:
        return exact(low.number * high.factor)
    return low.value


def _moves(low: Amount, before: str) -> bool:
    """Whether these are two figures: "rose 3 cents to $1.20", "raised from $10 to $12"."""
    if _FROM().search(before):
        return not _RANGING().search(before)
    last = _LAST_WORD().search(before)
    return bool(low.unit) and last is not None and last[1].lower() in CUES


def first_word(text: str, low: Amount) -> int:
    """Where a range begins: "between" belongs to it."""
    before = text[max(0, low.start - 16) : low.start]
    between = _BETWEEN().search(before)
    return low.start if between is None else low.start - len(before) + between.start()
