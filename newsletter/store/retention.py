"""Gives up old texts, and nothing by which an entry is known again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, delete, exists, or_, select, update

from newsletter.store import pictures, tables
from newsletter.store.drafted import in_open_draft

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Select

    from newsletter.store.database import Database

# Texts given up in one transaction: other writers wait for 20 ms, not for a million texts.
BATCH = 500
HAD = tables.entry_revisions
P = tables.edition_entries.c


class Retention:
    """What is old enough to go."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def forget(self, before: datetime, now: datetime, most: int) -> int:
        """Gives up at most about `most` texts first seen before then; how many it was.

        What stays: every text that an edition tells, every entry and by what it is known again,
        and the texts of entries dated `before` or later. Killed half-way, the next call goes on.
        Copies of pictures go as well: those of an edition lie beside it.
        """
        with self._database.write() as connection:
            pictures.forget(connection, before)
        count = 0
        while count < most:
            with self._database.write() as connection:
                found = _forget_some(connection, before, now)
            count += found
            if not found:
                break
        return count


def _forget_some(connection: Connection, before: datetime, now: datetime) -> int:
    old = set(connection.scalars(_old(before).limit(BATCH)))
    if old:
        connection.execute(delete(HAD).where(HAD.c.revision.in_(old)))
        connection.execute(
            update(tables.revisions)
            .where(tables.revisions.c.id.in_(old))
            .values(title="", text="", blocks=(), forgotten=now)
        )
    return len(old)


def _old(before: datetime) -> Select[tuple[str]]:
    """Texts that no entry has had since then, and that no edition or open draft tells."""
    also, entries = HAD.alias(), tables.entries.c
    young = (
        exists()
        .where(also.c.revision == HAD.c.revision, entries.id == also.c.entry)
        .where(or_(also.c.seen >= before, entries.dated >= before))
    )
    told = exists().where(and_(P.revision == HAD.c.revision, P.role != "held"))
    # In this order, by which SQLite keeps to the index of times: with a DISTINCT in its place,
    # 20,000 of 100,000 texts took 5.8 s.
    drafted = in_open_draft(HAD.c.revision)
    rows = select(HAD.c.revision).where(HAD.c.seen < before, ~young, ~told, ~drafted)
    return rows.order_by(HAD.c.seen)
