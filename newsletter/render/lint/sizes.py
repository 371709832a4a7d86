"""Lengths and weights of letters in pixels of CSS."""

from __future__ import annotations

import re

ROOT = 16.0
_LENGTH = re.compile(r"([\d.]{1,12})(px|pt|em|rem|%|ex|ch|vw|vh)?")
_PIXELS = {"px": 1.0, "pt": 4 / 3, "rem": ROOT}
_NAMED = {
    "xx-small": 9.0, "x-small": 10.0, "small": 13.0, "medium": 16.0, "large": 18.0,
    "x-large": 24.0, "xx-large": 32.0,
}  # fmt: skip
_BOLD = 600


def font_size(value: str, above: float) -> float:
    """A size in pixels; what cannot be told is the size above."""
    text = value.strip()
    if text in _NAMED:
        return _NAMED[text]
    if text in {"smaller", "larger"}:
        return above / 1.2 if text == "smaller" else above * 1.2
    if text.startswith("clamp("):  # the least that it can be
        text = text[len("clamp(") :].partition(",")[0].strip()
    found = _LENGTH.fullmatch(text)
    try:
        number = float(found[1]) if found else above
    except ValueError:
        return above
    unit = found[2] if found else "px"
    if unit in _PIXELS:
        return number * _PIXELS[unit]
    if unit in {"em", "%"}:
        return above * number / (100 if unit == "%" else 1)
    return 0.0 if number == 0 else above


def is_bold(value: str, *, above: bool) -> bool:
    text = value.strip()
    if text.isascii() and text.isdigit() and len(text) < 6:  # noqa: PLR2004 - weights have four digits at most
        return int(text) >= _BOLD
    return {"bold": True, "bolder": True, "normal": False, "lighter": False}.get(text, above)


def shorthand(value: str, above: float, *, bold: bool) -> tuple[float, bool]:
    """Size and weight of a `font`: its size, perhaps with a line height, is before its family."""
    weight = False
    for piece in value.split()[:6]:
        size = piece.partition("/")[0]
        if _LENGTH.fullmatch(size) and not size.isdigit():
            return font_size(size, above), weight
        if size in _NAMED:
            return _NAMED[size], weight
        weight = is_bold(piece, above=weight)
    return above, bold
