"""Colours as style sheets write them, and the contrast between two of them.

CSS Color Module Level 4, https://www.w3.org/TR/css-color-4/
"""

from __future__ import annotations

import colorsys
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from newsletter.render.colours import contrast

_HEX = re.compile(r"#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})", re.IGNORECASE)
_FUNCTION = re.compile(r"(rgba?|hsla?)\(([^()]*)\)", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)")
_SHORT = 4  # digits at most of the form in which each digit is doubled


@dataclass(frozen=True, slots=True)
class Shade:
    """Red, green and blue from 0 to 255, and how much it covers from 0 to 1."""

    red: float
    green: float
    blue: float
    cover: float = 1.0

    @property
    def hex(self) -> str:
        return "#" + "".join(
            f"{min(255, max(0, round(one))):02x}" for one in (self.red, self.green, self.blue)
        )


CLEAR = Shade(0, 0, 0, 0)


def shade(value: str) -> Shade | None:
    """The colour that a value names, or None where it cannot be told from the value alone."""
    text = value.strip().lower()
    if text == "transparent":
        return CLEAR
    if _HEX.fullmatch(text):
        return _of_hex(text[1:])
    if found := _FUNCTION.fullmatch(text):
        return _of_function(found[1], found[2])
    return _of_hex(_named()[text][1:]) if text in _named() else None


def over(upper: Shade, lower: Shade) -> Shade:
    """What is seen where one lies upon the other."""
    share = upper.cover
    return Shade(
        upper.red * share + lower.red * (1 - share),
        upper.green * share + lower.green * (1 - share),
        upper.blue * share + lower.blue * (1 - share),
        share + lower.cover * (1 - share),
    )


def ratio(words: Shade, ground: Shade) -> float:
    """The contrast of words on a ground, 1 to 21."""
    return contrast(over(words, ground).hex, ground.hex)


def _of_hex(digits: str) -> Shade:
    if len(digits) <= _SHORT:
        digits = "".join(2 * one for one in digits)
    parts = [int(digits[at : at + 2], 16) for at in range(0, len(digits), 2)]
    return Shade(parts[0], parts[1], parts[2], parts[3] / 255 if parts[3:] else 1.0)


def _of_function(name: str, inside: str) -> Shade | None:
    parts = [one for one in re.split(r"[\s,/]+", inside.strip()) if one]
    if len(parts) not in {3, 4} or not all(_NUMBER.match(one) for one in parts):
        return None
    cover = min(1.0, max(0.0, _share(parts[3], 1))) if parts[3:] else 1.0
    if name.startswith("rgb"):
        red, green, blue = (_share(one, 255) for one in parts[:3])
        return Shade(red, green, blue, cover)
    hue = _amount(parts[0]) / 360 % 1
    saturation, lightness = (min(1.0, max(0.0, _amount(one) / 100)) for one in parts[1:3])
    red, green, blue = colorsys.hls_to_rgb(hue, lightness, saturation)
    return Shade(255 * red, 255 * green, 255 * blue, cover)


def _share(text: str, whole: float) -> float:
    return _amount(text) / 100 * whole if text.endswith("%") else _amount(text)


def _amount(text: str) -> float:
    found = _NUMBER.match(text)
    return max(-1e6, min(1e6, float(found[0]))) if found and len(text) < 20 else 0.0  # noqa: PLR2004 - no colour has more digits


@cache
def _named() -> dict[str, str]:
    read = tomllib.loads(Path(__file__).with_name("colours.toml").read_text("utf-8"))
    return {str(name): str(value) for name, value in read["named"].items()}
