"""The accent colour, made readable on light and dark ground and after a client inverts a mail.

Contrast as in WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio.
"""

from __future__ import annotations

import colorsys
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsletter.model import Look

if TYPE_CHECKING:
    from collections.abc import Callable

PAPER = "#ffffff"
NIGHT = "#16181d"
DEFAULT = Look().accent

_ENOUGH = 5.0  # WCAG asks 4.5; clients round colours
_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_DARKEST = 0.08  # Outlook and Gmail invert white to about #141414, not to black


@dataclass(frozen=True, slots=True)
class Accent:
    """One colour in its shades: `bar` as chosen, `link` on paper, `night` on dark ground."""

    bar: str
    link: str
    night: str


def accent(chosen: str) -> Accent:
    """The chosen colour `#rrggbb`, changed in lightness only, and only as far as needed."""
    base = chosen.lower() if _HEX.fullmatch(chosen) else DEFAULT
    return Accent(
        bar=base,
        link=_shade(base, -0.01, _reads_on_paper),
        night=_shade(base, 0.01, _reads_at_night),
    )


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours `#rrggbb`, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def inverted(colour: str) -> str:
    """What a client that forces its dark mode on a light mail makes of a colour."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    return _hex(hue, _DARKEST + (1 - _DARKEST) * (1 - lightness), saturation)


def _reads_on_paper(shade: str) -> bool:
    return (
        contrast(shade, PAPER) >= _ENOUGH and contrast(inverted(shade), inverted(PAPER)) >= _ENOUGH
    )


def _reads_at_night(shade: str) -> bool:
    return contrast(shade, NIGHT) >= _ENOUGH


def _shade(colour: str, step: float, enough: Callable[[str], bool]) -> str:
    """The nearest lightness in the direction of `step` that is `enough`."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    while not enough(colour) and 0 <= lightness <= 1:
        lightness += step
        colour = _hex(hue, min(1.0, max(0.0, lightness)), saturation)
    return colour


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB's own constant


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _hex(hue: float, lightness: float, saturation: float) -> str:
    red, green, blue = (
        round(channel * 255) for channel in colorsys.hls_to_rgb(hue, lightness, saturation)
    )
    return f"#{red:02x}{green:02x}{blue:02x}"
