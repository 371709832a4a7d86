"""Whether two figures can both be true: rounding, ranges and bounds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsletter.model import Figure

_SURE = 0.05  # of a round number: what a writer may have rounded away
_ROUGH = 0.1  # the same of one that is "about" right, in words, or a single digit
_LEAD = 70  # characters before a figure in which its bound stands
_TEN, _HUNDRED = 10, 100
_WHOLE = frozenset(("percent", "points"))  # 20 percent is no rounded 19

_MANTISSA = re.compile(r"\d[\d.,]*")
_BEHIND = re.compile(r"\.(\d+)$")
_SCALED = re.compile(
    r"[\s-]?(?:[mbt]r?n|[mbtr]+illion\w*|m|b|bln|mln|crores?|lakhs?|億|万|兆|thousand)\b",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(
    r"\b(?:at\sleast|more\sthan|(?:well\s)?over|above|exceed\w*|upwards\sof|no\sfewer\sthan)\s(?:an?\s)?$",
    re.IGNORECASE,
)
_AT_MOST = re.compile(
    r"\b(?:at\smost|less\sthan|fewer\sthan|under|below"
    r"|(?<!went\s)(?<!gone\s)(?<!goes\s)(?<!going\s)(?<!moved\s)(?<!edged\s)up\sto)\s(?:an?\s)?$",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:no|not|nobody|never|none|nothing)\b", re.IGNORECASE)


def agree(one: Figure, in_one: str, other: Figure, in_other: str) -> bool:
    """Whether both may be true of one quantity, as precisely as each was written.

    The figures stand in the texts given; their units are the caller's affair.
    """
    low, high = extent(one, in_one)
    least, most = extent(other, in_other)
    return low < most and least < high


def extent(figure: Figure, text: str) -> tuple[float, float]:
    """From what to what the true value may be, of a figure that stands in `text`."""
    last = figure.value if figure.high is None else figure.high
    below, above = _slack(figure, figure.value), _slack(figure, last)
    lead = text[max(0, figure.start - _LEAD) : figure.start]
    if _AT_LEAST.search(lead):
        return figure.value - below, float("inf")
    if _AT_MOST.search(lead) and not _DENIED.search(lead):
        return 0.0, last + above
    return figure.value - below, last + above


def _slack(figure: Figure, value: float) -> float:
    """How far off the value may be, half of its last digit that counts."""
    found = _MANTISSA.search(figure.text)
    if found is None:
        return _in_words(figure, value)
    digits = found[0].rstrip(".,")
    factor = _factor(digits, value)
    decimals = _BEHIND.search(digits)
    if decimals is not None:
        half = 0.5 * 10.0 ** -len(decimals[1]) * factor
        return max(half, _SURE * value) if figure.approx else half
    if figure.approx:
        return _ROUGH * value
    if _SCALED.match(figure.text, found.end()):
        return min(0.5 * factor, (_ROUGH if len(digits) == 1 else _SURE) * value)
    return 0.5 if figure.unit in _WHOLE else _rounded(value / factor) * factor


def _in_words(figure: Figure, value: float) -> float:
    """The same of "doubled", "a quarter" and "twelve thousand"."""
    if figure.unit == "multiple":
        return 0.25
    share = figure.unit == "percent" and "per" not in figure.text
    rough = figure.approx or share or _digits_of(value) == 1
    return _ROUGH * value if rough and value >= _TEN else _rounded(value)


def _digits_of(value: float) -> int:
    return len(f"{value:.0f}".rstrip("0"))


def _factor(digits: str, value: float) -> float:
    written = float(digits.replace(",", "") or 1)
    return value / written if written and value else 1.0


def _rounded(value: float) -> float:
    """Half of the last digit that is no zero, within bounds; of a small number, its own half."""
    whole = round(abs(value))
    if whole < _HUNDRED:
        return 0.5
    zeros = len(str(whole)) - len(str(whole).rstrip("0"))
    return min(0.5 * 10.0**zeros, _SURE * whole)
