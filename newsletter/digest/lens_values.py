"""What single values of a lens's file may be, beyond their type."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsletter.digest.learned import load

if TYPE_CHECKING:
    from pathlib import Path

MOST = 1_000_000  # points; more says nothing more, and infinite ones say nothing
# Every comparison with "nan" is false: it lies in no range.
_RANGES: dict[str, tuple[int, int]] = {
    "threshold": (-MOST, MOST),
    "second": (-MOST, MOST),
    "lead": (-MOST, MOST),
    "weight": (-MOST, MOST),
    "order": (-MOST, MOST),
    "bullets": (1, 100),
    "within": (1, 1000),
}
_LANGUAGE = re.compile("[a-z]{2,3}")
_SHOWN = 40  # characters of a wrong value that a message repeats


def sense(key: str, value: object) -> str:
    """What a value of the right type must be, where it is not that; empty where it is."""
    if key in _RANGES and isinstance(value, int | float):
        low, high = _RANGES[key]
        return "" if low <= value <= high else f"a number from {low:,} to {high:,}"
    if key in {"label", "label_down"} and not _is_label(value):
        return 'a line of text, or one for each language: { en = "Risks", de = "Risiken" }'
    if key == "language" and not _LANGUAGE.fullmatch(str(value)):
        return 'an ISO 639 code like "en"'
    return ""


def shown(value: object) -> str:
    """A value as a message repeats it: as Python writes it, and not all of a long one."""
    # Python refuses to write out whole numbers of more than 4,300 digits.
    huge = isinstance(value, int) and not isinstance(value, bool) and abs(value) > 10**_SHOWN
    said = "a number of many digits" if huge else repr(value)
    return said if len(said) <= _SHOWN else f"{said[: _SHOWN - 3]}..."


def wrong_weights(file: Path, lens: str) -> str:
    """Why a file is no learned weights of the lens; empty where it is."""
    try:
        weights = load(str(file))
        rows = {name: weights.points(name) for name in weights.rows}
    except (OSError, ValueError):
        return "which is no file of weights: names of lenses, then a line a feature with points"
    if missing := {"bias", "patterns"} - rows.keys():
        return f"which has no line `{min(missing)}`"
    for name, points in rows.items():
        if len(points) != len(weights.lenses) or any(abs(value) > MOST for value in points):
            some = f"{len(weights.lenses)} numbers within {MOST:,}"
            return f"where `{shown(name)}` must have {some}, one a lens"
    return "" if lens in weights.lenses else f"which weighs no lens `{lens}`"


def texts(value: object) -> bool:
    """Whether it is a list of words and phrases; a bare `*` would stand for every word."""
    return isinstance(value, list) and all(
        isinstance(one, str) and one.lstrip("=").strip().rstrip("*") for one in value
    )


def _is_label(value: object) -> bool:
    if not isinstance(value, dict):
        return _is_line(value)
    return bool(value) and all(_LANGUAGE.fullmatch(key) and _is_line(value[key]) for key in value)


def _is_line(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and value.isprintable()
