"""What the owner of a newsletter is to be told: one line a trouble, told once while it lasts.

A line that is being told is due again later: killed in between, it is told twice rather than never.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import Column, Index, Integer, String, Table, Text, delete, select, update

from newsletter.store.database import insert_one
from newsletter.store.notices import Alarm, Alert
from newsletter.store.tables import UtcTime, metadata

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime, timedelta

    from sqlalchemy import ColumnElement, Connection

    from newsletter.store.database import Database

alerts = Table(
    "alerts",
    metadata,
    Column("newsletter", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("line", Text, nullable=False),
    Column("todo", Text, nullable=False),
    Column("since", UtcTime, nullable=False),
    Column("told", UtcTime),
    Column("attempt", Integer, nullable=False),
    Column("due", UtcTime, nullable=False),
    Column("reason", Text, nullable=False),
    Index("ix_alerts_newsletter_due", "newsletter", "due"),
)
A = alerts.c


class Alerts:
    """The troubles of all newsletters."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def compare(self, newsletter: str, found: Collection[Alert], now: datetime) -> None:
        """Those there are now are `found`: others are over, and told again if they return."""
        with self._database.read() as connection:
            known = set(_lasting(connection, newsletter))
        if {(one.kind, one.key, one.line, one.todo) for one in found} == known:
            return
        with self._database.write() as connection:
            left = {(kind, key) for kind, key, _, _ in _lasting(connection, newsletter)}
            for one in found:
                left.discard((one.kind, one.key))
                if not _open(connection, newsletter, one, now):
                    said = {"line": one.line, "todo": one.todo}
                    same = _same(newsletter, one.kind, one.key)
                    connection.execute(update(alerts).where(same).values(**said))
            for kind, key in left:
                connection.execute(delete(alerts).where(_same(newsletter, kind, key)))

    def take(self, newsletter: str, now: datetime, lease: timedelta) -> tuple[Alarm, ...]:
        """Those that wait to be told and are due: the caller's alone until the lease ends."""
        due = A.told.is_(None) & (A.due <= now)
        if not self._of(newsletter, due):
            return ()
        with self._database.write() as connection:
            found = _rows(connection, newsletter, due)
            for one in found:
                same = _same(newsletter, one.kind, one.key)
                taken = {"attempt": one.attempt + 1, "due": now + lease}
                connection.execute(update(alerts).where(same).values(**taken))
        return tuple(replace(one, attempt=one.attempt + 1, due=now + lease) for one in found)

    def told(self, taken: Iterable[Alarm], now: datetime) -> None:
        self._settle(taken, told=now, reason="")

    def put_off(self, taken: Iterable[Alarm], reason: str, due: datetime) -> None:
        """They could not be told, and are to be tried again."""
        self._settle(taken, reason=reason, due=due)

    def of(self, newsletter: str) -> tuple[Alarm, ...]:
        """All that last, oldest first."""
        return self._of(newsletter, A.newsletter == newsletter)

    def _of(self, newsletter: str, where: ColumnElement[bool]) -> tuple[Alarm, ...]:
        with self._database.read() as connection:
            return tuple(_rows(connection, newsletter, where))

    def _settle(self, taken: Iterable[Alarm], **values: object) -> None:
        with self._database.write() as connection:
            for one in taken:
                same = _same(one.newsletter, one.kind, one.key) & (A.attempt == one.attempt)
                connection.execute(update(alerts).where(same).values(**values))


def _same(newsletter: str, kind: str, key: str) -> ColumnElement[bool]:
    return (A.newsletter == newsletter) & (A.kind == kind) & (A.key == key)


def _open(connection: Connection, newsletter: str, alert: Alert, now: datetime) -> bool:
    row = {
        "newsletter": newsletter,
        "kind": alert.kind,
        "key": alert.key,
        "line": alert.line,
        "todo": alert.todo,
        "since": now,
        "told": None,
        "attempt": 0,
        "due": now,
        "reason": "",
    }
    return insert_one(connection, alerts, row)


def _lasting(connection: Connection, newsletter: str) -> list[tuple[str, str, str, str]]:
    mine = A.newsletter == newsletter
    rows = connection.execute(select(A.kind, A.key, A.line, A.todo).where(mine))
    return [(row.kind, row.key, row.line, row.todo) for row in rows]


def _rows(connection: Connection, newsletter: str, where: ColumnElement[bool]) -> list[Alarm]:
    rows = select(alerts).where(A.newsletter == newsletter, where)
    return [Alarm(*row) for row in connection.execute(rows.order_by(A.since, A.kind, A.key))]
