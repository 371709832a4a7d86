"""Numbers of what the store holds, for those who watch over it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from newsletter.store import tables
from newsletter.store.alerts import A
from newsletter.store.hooks import H
from newsletter.store.letters import L
from newsletter.store.subscribers import subscribers

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Select

    from newsletter.store.database import Database

E = tables.editions.c
D = tables.deliveries.c
F = tables.feeds.c
S = tables.slots.c
R = subscribers.c

Tally = tuple[tuple[str, str, int], ...]  # (newsletter, state, how many)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of what there are, and when each last went well; newsletters are in order."""

    editions: tuple[tuple[str, int], ...]
    slots: Tally
    deliveries: Tally
    mails: Tally
    webhooks: Tally
    alerts: tuple[tuple[str, int], ...]
    subscribers: Tally
    feeds: Mapping[str, int]
    last_edition: tuple[tuple[str, datetime], ...]
    last_delivery: tuple[tuple[str, datetime], ...]
    last_answer: datetime | None


def count(database: Database) -> Counts:
    """All as they stood at one moment."""
    delivered = select(E.newsletter, func.max(D.at)).join(tables.editions, E.id == D.edition)
    states = select(E.newsletter, D.state, func.count()).join(tables.editions, E.id == D.edition)
    readers = select(R.newsletter, func.count(), func.count(R.left)).group_by(R.newsletter)
    with database.read() as connection:
        made = _rows(
            connection,
            select(E.newsletter, func.count(), func.max(E.made_at)).group_by(E.newsletter),
        )
        return Counts(
            editions=tuple((name, number) for name, number, _ in made),
            slots=_rows(
                connection,
                select(S.newsletter, S.state, func.count()).group_by(S.newsletter, S.state),
            ),
            deliveries=_rows(connection, states.group_by(E.newsletter, D.state)),
            mails=_rows(connection, _by_state(L.newsletter, L.state)),
            webhooks=_rows(connection, _by_state(H.newsletter, H.state)),
            alerts=_rows(connection, select(A.newsletter, func.count()).group_by(A.newsletter)),
            subscribers=tuple(
                told
                for name, every, left in _rows(connection, readers)
                for told in ((name, "active", every - left), (name, "left", left))
            ),
            feeds=Counter(
                "stopped" if stopped else "failing" if failures else "well"
                for stopped, failures in _rows(connection, select(F.stopped, F.failures))
            ),
            last_edition=tuple((name, at) for name, _, at in made),
            last_delivery=_rows(
                connection, delivered.where(D.state == "done").group_by(E.newsletter)
            ),
            last_answer=connection.scalar(select(func.max(F.last_success))),
        )


def _by_state(newsletter: ColumnElement[str], state: ColumnElement[str]) -> Select[Any]:
    rows: Select[Any] = select(newsletter, state).add_columns(func.count())
    return rows.group_by(newsletter, state)


def _rows(connection: Connection, statement: Select[Any]) -> tuple[Any, ...]:
    return tuple(sorted(tuple(row) for row in connection.execute(statement)))
