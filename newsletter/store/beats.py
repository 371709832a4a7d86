"""When the resident service of each machine was last alive."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Column, String, Table, delete, select

from newsletter.store.claimant import machine
from newsletter.store.database import upsert
from newsletter.store.tables import UtcTime, metadata

if TYPE_CHECKING:
    from datetime import datetime

    from newsletter.store.database import Database

# A container's name is another one each time; what is older than this is nobody's.
KEPT = timedelta(days=1)

beats = Table(
    "beats",
    metadata,
    Column("machine", String, primary_key=True),
    Column("at", UtcTime, nullable=False),
)


class Beats:
    """One line a machine (or container); several services on one share it."""

    def __init__(self, database: Database, here: str = "") -> None:
        self._database = database
        self._here = here or machine()

    def put(self, now: datetime) -> None:
        with self._database.write() as connection:
            upsert(connection, beats, [{"machine": self._here, "at": now}])
            connection.execute(delete(beats).where(beats.c.at < now - KEPT))

    def last(self) -> datetime | None:
        """When a service on this machine was last alive."""
        with self._database.read() as connection:
            found: datetime | None = connection.scalar(
                select(beats.c.at).where(beats.c.machine == self._here)
            )
        return found
