"""What an editor's manuscript calls the lines of an edition: short, and the same in every draft.

A line is called by what it quotes, so that the next draft of the same story calls it the same.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsletter.model import Edition, Item, Quote

# Place among all stories, those "also" told last; kind; number from 0.
Key = tuple[int, str, int]

STORY, LINE = 6, 4  # digits


def line_ids(edition: Edition) -> dict[Key, str]:
    """An id for each headline and line; of a story that is told as a headline, that one."""
    found: dict[Key, str] = {}
    taken: set[str] = set()
    for place, item in enumerate((*edition.items, *edition.also)):
        story = _free(_digest(STORY, item.story), taken)
        found[place, "headline", 0] = story
        if place < len(edition.items):
            for kind, number, said in _lines(item):
                found[place, kind, number] = _free(f"{story}.{_digest(LINE, kind, said)}", taken)
            found[place, "numbers", 0] = f"{story}.numbers"
    return found


def section_ids(edition: Edition) -> dict[int, str]:
    """An id for each heading of a section, by the place of the story that it stands above."""
    found: dict[int, str] = {}
    taken: set[str] = set()
    before = ""
    for place, item in enumerate(edition.items):
        if item.section != before:
            found[place] = _free(f"section.{_digest(LINE, item.section)}", taken)
        before = item.section
    return found


def _lines(item: Item) -> Iterator[tuple[str, int, str]]:
    summary = item.summary
    for number, sentence in enumerate(summary.sentences):
        yield "sentence", number, _place(sentence)
    for number, change in enumerate(item.changes):
        yield "change", number, _place(change.before) + _place(change.after)
    for number, one in enumerate(item.corrections):
        yield "correction", number, _place(one.before) + _place(one.after)
    for number, bullet in enumerate(summary.bullets):
        yield "bullet", number, bullet.lens + _place(bullet.quote)
    for number, difference in enumerate(item.telling.differences):
        yield "difference", number, "".join(map(_place, difference.quotes))


def _place(quote: Quote | None) -> str:
    if quote is None:
        return "-"
    span = quote.span
    return f"{span.revision} {span.part} {span.start} {span.end}"


def _digest(digits: int, *said: str) -> str:
    return hashlib.sha256("\0".join(said).encode(errors="replace")).hexdigest()[:digits]


def _free(name: str, taken: set[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    taken.add(free)
    return free
