"""What page furniture says, read from phrases.txt beside this file."""

from __future__ import annotations

from pathlib import Path

from newsletter.text.sections import sections

_PHRASES = sections(Path(__file__).with_suffix(".txt"))

WHOLE = frozenset(_PHRASES["whole"])
LABELS = frozenset(_PHRASES["labels"])
STARTS = _PHRASES["starts"]
CONTAINS = _PHRASES["contains"]
CREDITS = _PHRASES["credits"]
BOILERPLATE = tuple(f"{opening} " for opening in _PHRASES["boilerplate"])
