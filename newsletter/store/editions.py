"""Editions as they were stored, and their deliveries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from newsletter.store import tables
from newsletter.store.values import Delivery, EditionRow

if TYPE_CHECKING:
    from datetime import datetime

    from newsletter.store.database import Database

E = tables.editions.c
D = tables.deliveries.c


class Editions:
    """What readers got."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, edition: str) -> bytes | None:
        """The edition's JSON, byte for byte."""
        with self._database.read() as connection:
            json = connection.scalar(select(E.json).where(E.id == edition))
        return None if json is None else json.encode()

    def latest(self, newsletter: str | None = None) -> str | None:
        """The id of the edition made last."""
        last = self.last(newsletter, 1)
        return last[0].id if last else None

    def last(self, newsletter: str | None = None, limit: int = 10) -> tuple[EditionRow, ...]:
        """The editions made last, newest first."""
        rows = select(E.id, E.newsletter, E.slot, E.made_at)
        if newsletter is not None:
            rows = rows.where(E.newsletter == newsletter)
        rows = rows.order_by(E.made_at.desc(), E.id.desc()).limit(limit)
        with self._database.read() as connection:
            return tuple(EditionRow(*row) for row in connection.execute(rows))


class Deliveries:
    """Editions on their way: one line an edition and target."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def pending(self, now: datetime, newsletter: str | None = None) -> tuple[Delivery, ...]:
        """The queued ones that are due, oldest edition first."""
        rows = (
            select(tables.deliveries)
            .join_from(tables.deliveries, tables.editions, E.id == D.edition)
            .where(D.state == "queued", D.due <= now)
            .order_by(E.made_at, D.edition, D.target)
        )
        if newsletter is not None:
            rows = rows.where(E.newsletter == newsletter)
        with self._database.read() as connection:
            return tuple(Delivery(*row) for row in connection.execute(rows))

    def of(self, edition: str) -> tuple[Delivery, ...]:
        rows = select(tables.deliveries).where(D.edition == edition).order_by(D.target)
        with self._database.read() as connection:
            return tuple(Delivery(*row) for row in connection.execute(rows))

    def delivered(self, delivery: Delivery, now: datetime) -> None:
        self._note(delivery, now, "done", "", now)

    def failed(
        self, delivery: Delivery, reason: str, now: datetime, *, retry_at: datetime | None = None
    ) -> None:
        """It stays queued until `retry_at`; without one it has failed for good."""
        state = "failed" if retry_at is None else "queued"
        self._note(delivery, now, state, reason, retry_at or now)

    def _note(
        self, delivery: Delivery, now: datetime, state: str, reason: str, due: datetime
    ) -> None:
        with self._database.write() as connection:
            connection.execute(
                update(tables.deliveries)
                .where(D.edition == delivery.edition, D.target == delivery.target)
                .where(D.state != "done")  # what arrived is not undone by a slower process
                .values(state=state, reason=reason, attempt=D.attempt + 1, at=now, due=due)
            )
