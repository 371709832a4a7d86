"""Lists of addresses as people keep them: one a line, or a table whose first line names columns."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from newsletter.text.mailbox import mailbox

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HEADINGS = frozenset(
    {"address", "e-mail", "email", "mail", "e-mail address", "email address", "email_address"}
)
GONE = frozenset({"left", "unsubscribed", "unsubscribed_at", "unsub_time", "unsubscribe_time"})
COLUMNS = ("address", "joined", "left")


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of a list, counted from 1: an address, or the `problem` why it is none.

    `left` is when its reader left, where the list says that they did.
    """

    line: int
    address: str = ""
    left: datetime | None = None
    problem: str = ""


def read_addresses(text: str, now: datetime) -> Iterator[Listed]:
    """Each line that holds anything; in plain lists, what follows `#` at its start is a remark.

    Who left without a time that can be read left `now`.
    """
    lines = text.splitlines()
    table = _table(lines[0]) if lines else None
    for number, line in enumerate(lines, start=1):
        if not line.strip() or (table is None and line.lstrip().startswith("#")):
            continue
        if table is None:
            yield _listed(number, line, "", now)
        elif number > 1:
            cells = table.cells(line)
            yield _listed(number, _cell(cells, table.address), _cell(cells, table.gone), now)


def write_addresses(rows: Iterable[tuple[str, datetime, datetime | None]]) -> str:
    """A table of addresses, when each joined, and when it left; `read_addresses` reads it."""
    lines = [",".join(COLUMNS)]
    # No address as `mailbox` leaves it, and no time, holds what CSV would have to quote.
    lines += [
        f"{address},{joined.isoformat()},{left.isoformat() if left else ''}"
        for address, joined, left in rows
    ]
    return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class _Table:
    """Where its columns are; `gone` is -1 where there is none."""

    delimiter: str
    address: int
    gone: int

    def cells(self, line: str) -> list[str]:
        return _cells(line, self.delimiter)


def _table(first: str) -> _Table | None:
    """How to read a list that begins with this line, if it names its columns."""
    for delimiter in (",", ";", "\t"):
        names = [cell.strip().casefold() for cell in _cells(first, delimiter)]
        if found := HEADINGS.intersection(names):
            gone = [index for index, name in enumerate(names) if name in GONE]
            return _Table(delimiter, min(map(names.index, found)), gone[0] if gone else -1)
    return None


def _cells(line: str, delimiter: str) -> list[str]:
    """One line by itself: a quote that is left open spoils no other."""
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:  # a cell of more than 128 KiB
        return []


def _cell(cells: list[str], index: int) -> str:
    return cells[index].strip() if 0 <= index < len(cells) else ""


def _listed(number: int, address: str, gone: str, now: datetime) -> Listed:
    try:
        return Listed(number, mailbox(address), _time(gone, now) if gone else None)
    except ValueError as error:
        return Listed(number, problem=str(error))


def _time(text: str, now: datetime) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return now
    return at if at.tzinfo else at.replace(tzinfo=UTC)
