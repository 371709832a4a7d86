"""What a publisher changed between two states of a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# First lines are compared, then words within those that differ.
LEVELS = (re.compile(r"[^\n]*\n|[^\n]+"), re.compile(r"\w+|\s+|[^\w\s]"))
# Comparing takes pieces times pieces: beyond this, all that differs is one change. With 250,000 a
# hostile text of 500 lines of 500 words would take a minute.
MOST = 40_000


@dataclass(frozen=True, slots=True)
class Change:
    """`before[start:end]` became `text`, which is empty where something was taken out."""

    start: int
    end: int
    text: str


def changes(before: str, after: str) -> tuple[Change, ...]:
    """The changes that make `after` of `before`, in order; none where they are equal."""
    return tuple(_changes(before, after, 0, 0))


def applied(before: str, made: Sequence[Change]) -> str:
    """What `before` becomes by the changes."""
    ends = (0, *(change.end for change in made))
    starts = (*(change.start for change in made), len(before))
    kept = [before[end:start] for end, start in zip(ends, starts, strict=True)]
    texts = (*(change.text for change in made), "")
    return "".join(part for pair in zip(kept, texts, strict=True) for part in pair)


def _changes(before: str, after: str, offset: int, level: int) -> Iterator[Change]:
    if before == after:
        return
    if level == len(LEVELS):
        yield Change(offset, offset + len(before), after)
        return
    a, b = LEVELS[level].findall(before), LEVELS[level].findall(after)
    for start, end, replacement in _replaced(a, b):
        place = offset + len("".join(a[:start]))
        yield from _changes("".join(a[start:end]), replacement, place, level + 1)


def _replaced(a: list[str], b: list[str]) -> Iterator[tuple[int, int, str]]:
    """Pieces of `a` by place that become others."""
    head = _shared(a, b)
    tail = _shared(a[head:][::-1], b[head:][::-1])
    middle_a, middle_b = a[head : len(a) - tail], b[head : len(b) - tail]
    if len(middle_a) * len(middle_b) > MOST:
        yield head, len(a) - tail, "".join(middle_b)
        return
    matcher = SequenceMatcher(None, middle_a, middle_b, autojunk=False)
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind != "equal":
            yield head + start, head + end, "".join(middle_b[first:last])


def _shared(a: list[str], b: list[str]) -> int:
    """How many pieces both begin with."""
    pairs = enumerate(zip(a, b, strict=False))
    return next((place for place, (x, y) in pairs if x != y), min(len(a), len(b)))
