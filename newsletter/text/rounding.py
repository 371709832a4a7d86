"""Whether two figures give one value, as exactly as each of them is told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsletter.text.units import TIME_UNITS

if TYPE_CHECKING:
    from newsletter.model import Figure

_DIGITS = re.compile(r"\d[\d.,]*")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
_HAIR = 1e-9
_RATES = frozenset({"percent", "points", "basis_points", "multiple"})


def same_value(one: Figure, other: Figure) -> bool:
    """Whether the values differ by no more than the rounding of the rougher figure.

    "1.3 billion" is 1.28 billion; "about 70,000" is 68,400, which an exact 70,000 is not. Units
    are the caller's business.
    """
    if (one.high is None) != (other.high is None):
        low, high = _range(one if one.high is not None else other)
        value = other.value if one.high is not None else one.value
        return low <= value <= high
    gap = max(precision(one), precision(other)) / 2 + _HAIR * max(abs(one.value), abs(other.value))
    if abs(one.value - other.value) > gap:
        return False
    return one.high is None or other.high is None or abs(one.high - other.high) <= gap


def precision(figure: Figure) -> float:
    """The unit of the last digit that the figure tells: 0.1 billion for "1.3 billion"."""
    digits = _DIGITS.search(figure.text)
    if digits is None:
        return 0.0
    said = digits[0].rstrip(".,")
    whole = _THOUSANDS.fullmatch(said) is not None or not re.search(r"[.,]", said)
    mantissa = re.sub(r"[.,]", "", said) if whole else said.replace(",", ".")
    try:
        number = float(mantissa)
    except ValueError:
        return 0.0
    if not number:
        return 0.0
    scale = abs(figure.value / number)
    if not whole:
        return scale * 10.0 ** -len(mantissa.partition(".")[2])
    zeros = len(mantissa) - len(mantissa.rstrip("0"))
    return scale * (10.0**zeros if figure.approx else 1.0)


def _range(figure: Figure) -> tuple[float, float]:
    high = figure.value if figure.high is None else figure.high
    return min(figure.value, high), max(figure.value, high)


def comparable(one: Figure, other: Figure) -> bool:
    """Whether two figures may be of one quantity: one unit, or a noun that one leaves out."""
    if one.unit == other.unit:
        return True
    return "" in (one.unit, other.unit) and not any(
        unit.isupper() or unit in _RATES or unit in TIME_UNITS for unit in (one.unit, other.unit)
    )
