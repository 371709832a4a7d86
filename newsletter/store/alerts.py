"""What the owner of a newsletter is to be told: one line a trouble, told once while it lasts.

Each who is told is written down behind it, and the line is due again later until all are: killed
in between, one is told twice rather than never.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
    delete,
    select,
    update,
)

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
    Column("waits", Boolean, nullable=False),
    Index("ix_alerts_newsletter_due", "newsletter", "due"),
)
# Who was told of which line: an address, or the webhook.
hearings = Table(
    "hearings",
    metadata,
    Column("newsletter", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("way", Text, primary_key=True),
    ForeignKeyConstraint(
        ["newsletter", "kind", "key"],
        ["alerts.newsletter", "alerts.kind", "alerts.key"],
        ondelete="CASCADE",
    ),
)
A, H = alerts.c, hearings.c


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
        due = A.waits & (A.due <= now)
        if not self._of(newsletter, due):
            return ()
        with self._database.write() as connection:
            found = _rows(connection, newsletter, due)
            for one in found:
                same = _same(newsletter, one.kind, one.key)
                taken = {"attempt": one.attempt + 1, "due": now + lease}
                connection.execute(update(alerts).where(same).values(**taken))
        return tuple(replace(one, attempt=one.attempt + 1, due=now + lease) for one in found)

    def unheard(self, taken: Iterable[Alarm], way: str) -> tuple[Alarm, ...]:
        """Those of which nobody was told that way."""
        with self._database.read() as connection:
            rows = connection.execute(select(H.newsletter, H.kind, H.key).where(H.way == way))
            heard = {tuple(row) for row in rows}
        return tuple(one for one in taken if _name(one) not in heard)

    def heard(self, taken: Iterable[Alarm], way: str, now: datetime) -> None:
        """Somebody was told of these that way."""
        with self._database.write() as connection:
            for one in taken:
                same = _same(*_name(one)) & (A.since == one.since)
                first = same & A.told.is_(None)
                connection.execute(update(alerts).where(first).values(told=now))
                if connection.scalar(select(A.key).where(same)) is not None:
                    names = dict(zip(("newsletter", "kind", "key"), _name(one), strict=True))
                    insert_one(connection, hearings, names | {"way": way})

    def settle(self, taken: Iterable[Alarm], reason: str, due: datetime, *, again: bool) -> bool:
        """Whether somebody was told of all of them; `again`: others are to be, when they are due.

        What nobody was told of waits in any case. `reason` says why some were not.
        """
        with self._database.write() as connection:
            told: list[bool] = []
            for one in taken:
                same = _same(*_name(one)) & (A.attempt == one.attempt)
                heard = connection.scalar(select(A.told).where(same)) is not None
                values = {"reason": reason, "due": due, "waits": again or not heard}
                connection.execute(update(alerts).where(same).values(**values))
                told.append(heard)
        return all(told)

    def of(self, newsletter: str) -> tuple[Alarm, ...]:
        """All that last, oldest first."""
        return self._of(newsletter, A.newsletter == newsletter)

    def _of(self, newsletter: str, where: ColumnElement[bool]) -> tuple[Alarm, ...]:
        with self._database.read() as connection:
            return tuple(_rows(connection, newsletter, where))


def _name(one: Alarm) -> tuple[str, str, str]:
    return one.newsletter, one.kind, one.key


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
        "waits": True,
    }
    return insert_one(connection, alerts, row)


def _lasting(connection: Connection, newsletter: str) -> list[tuple[str, str, str, str]]:
    mine = A.newsletter == newsletter
    rows = connection.execute(select(A.kind, A.key, A.line, A.todo).where(mine))
    return [(row.kind, row.key, row.line, row.todo) for row in rows]


def _rows(connection: Connection, newsletter: str, where: ColumnElement[bool]) -> list[Alarm]:
    rows = select(alerts).where(A.newsletter == newsletter, where)
    return [Alarm(*row) for row in connection.execute(rows.order_by(A.since, A.kind, A.key))]
