"""The lists of words that lenses share and that learned weights know, kept in cues.txt."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from newsletter.text.sections import sections

if TYPE_CHECKING:
    from collections.abc import Mapping

_CUES = Path(__file__).with_name("cues.txt")


@cache
def shared_cues() -> Mapping[str, tuple[str, ...]]:
    """Each list's words in the file's order.

    Plain text, since as TOML these 25 kB took 6 ms to read; this way 0.4.
    """
    return {
        name: tuple(word.strip() for line in lines for word in line.rstrip(",").split(","))
        for name, lines in sections(_CUES).items()
    }
