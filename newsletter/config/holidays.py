"""Days without an edition: dates that the settings name, and files of the workspace with some."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from newsletter.config.named import text_named

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsletter.config.settings import Newsletter

LIKE_A_DATE = re.compile(r"[\d./-]+")
HINT = "is no date such as 2026-12-25"


def dates(newsletter: Newsletter, root: Path, problems: list[str]) -> tuple[str, ...]:
    """The newsletter's days off as YYYY-MM-DD, in order; what is wrong is added to `problems`.

    In a file, a date stands on a line of its own; what follows it, or a #, is a remark.
    """
    told: list[str] = []
    found = {day for one in newsletter.skip_dates for day in _days(one, root, told)}
    problems += [f"[[newsletter]] {newsletter.name}: `skip_dates`: {one}" for one in told]
    return tuple(sorted(found))


def _days(named: str, root: Path, told: list[str]) -> Iterator[str]:
    if not LIKE_A_DATE.fullmatch(named):
        yield from _listed(named, root, told)
    elif day := _day(named):
        yield day
    else:
        told.append(f"{named!r} {HINT}")


def _listed(named: str, root: Path, told: list[str]) -> Iterator[str]:
    text = text_named(named, root, told)
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
