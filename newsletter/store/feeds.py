"""What is remembered of each feed."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from sqlalchemy import select

from newsletter.store import tables
from newsletter.store.database import Database, upsert
from newsletter.store.values import FeedState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Feeds:
    """State of feeds by location."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, location: str) -> FeedState:
        """A feed never looked at has a state with nothing in it."""
        return self.all().get(location, FeedState(location))

    def all(self) -> Mapping[str, FeedState]:
        with self._database.read() as connection:
            rows = connection.execute(select(tables.feeds).order_by(tables.feeds.c.location))
            return {row.location: FeedState(**row._mapping) for row in rows}  # noqa: SLF001 - SQLAlchemy's public name for a row as a mapping

    def put(self, states: Iterable[FeedState]) -> None:
        with self._database.write() as connection:
            upsert(connection, tables.feeds, [asdict(state) for state in states])
