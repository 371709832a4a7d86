"""Days without an edition: dates that the settings name, and files of the workspace with some."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from newsletter.config.named import text_named

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsletter.config.settings import Newsletter

LIKE_A_DATE = re.compile(r"[\d./-]+")
HINT = "is no date such as 2026-12-25"


@dataclass(frozen=True, slots=True)
class DayList:
    """A file of days off, and what it said when the settings were read."""

    name: str
    root: Path
    known: tuple[str, ...]

    def days(self) -> tuple[str, ...]:
        """What it says now, its good lines; what it said, while it cannot be read."""
        unread: list[str] = []
        text = text_named(self.name, self.root, unread)
        return self.known if unread else tuple(_lines(text, self.name, []))


def with_days_off(newsletter: Newsletter, root: Path, problems: list[str]) -> Newsletter:
    """The newsletter with its days off in order, and the files that name some.

    In a file, a date stands on a line of its own; what follows it, or a #, is a remark. What is
    wrong is added to `problems`.
    """
    told: list[str] = []
    named = newsletter.skip_dates
    dates = {one: _day(one) for one in named if LIKE_A_DATE.fullmatch(one)}
    told += [f"{one!r} {HINT}" for one, day in dates.items() if day is None]
    lists = tuple(
        DayList(one, root, tuple(_lines(text_named(one, root, told), one, told)))
        for one in named
        if one not in dates
    )
    problems += [f"[[newsletter]] {newsletter.name}: `skip_dates`: {one}" for one in told]
    days = tuple(sorted(day for day in dates.values() if day))
    return replace(newsletter, skip_dates=days, skip_lists=lists)


def _lines(text: str, named: str, told: list[str]) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), start=1):
        words = line.partition("#")[0].split()
        if not words:
            continue
        if day := _day(words[0]):
            yield day
        else:
            told.append(f"{named}, line {number}: {words[0][:40]!r} {HINT}")


def _day(text: str) -> str | None:
    try:
        return date.fromisoformat(text).isoformat() if len(text) == len("2026-12-25") else None
    except ValueError:
        return None
