"""What an editor asked of clustering: which entries are one story, and which are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, or_, select

from newsletter.model import Ties
from newsletter.store import tables
from newsletter.store.database import insert_new

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from newsletter.store.database import Database

    Pair = tuple[str, str]

T = tables.ties.c


class Wishes:
    """Pairs of entry ids, asked together or apart; the first asked come first."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> Ties:
        with self._database.read() as connection:
            return _all(connection)

    def ask(
        self,
        pairs: Iterable[Pair],
        *,
        together: bool,
        now: datetime,
        check: Callable[[Ties], object],
    ) -> None:
        """Adds pairs, unless `check` of all that are there then raises."""
        rows = [
            {"one": min(pair), "other": max(pair), "together": together, "at": now}
            for pair in pairs
        ]
        with self._database.write() as connection:
            insert_new(connection, tables.ties, rows)
            check(_all(connection))

    def withdraw(self, entries: Sequence[str], *, together: bool) -> int:
        """How many pairs were taken back: those between `entries`, or all of a single one."""
        named = T.one.in_(entries), T.other.in_(entries)
        wanted = or_(*named) if len(set(entries)) == 1 else named[0] & named[1]
        with self._database.write() as connection:
            gone = connection.execute(
                delete(tables.ties).where(T.together.is_(together)).where(wanted)
            )
            return gone.rowcount


def _all(connection: Connection) -> Ties:
    rows = connection.execute(select(T.one, T.other, T.together).order_by(T.at, T.one, T.other))
    found = [((row.one, row.other), row.together) for row in rows]
    return Ties(
        tuple(pair for pair, together in found if together),
        tuple(pair for pair, together in found if not together),
    )
