"""What page furniture says, read from phrases.txt beside this file."""

from __future__ import annotations

from pathlib import Path


def _sections(table: str) -> dict[str, tuple[str, ...]]:
    """The lines under each [section]; blank lines and comments say nothing."""
    found: dict[str, list[str]] = {}
    for line in table.splitlines():
        if line.startswith("[") and line.endswith("]") and " " not in line:
            section = found.setdefault(line[1:-1], [])
        elif line and not line.startswith("#"):
            section.append(line)
    return {name: tuple(lines) for name, lines in found.items()}


_PHRASES = _sections(Path(__file__).with_suffix(".txt").read_text(encoding="utf-8"))

WHOLE = frozenset(_PHRASES["whole"])
LABELS = frozenset(_PHRASES["labels"])
STARTS = _PHRASES["starts"]
CONTAINS = _PHRASES["contains"]
CREDITS = _PHRASES["credits"]
BOILERPLATE = tuple(f"{opening} " for opening in _PHRASES["boilerplate"])
