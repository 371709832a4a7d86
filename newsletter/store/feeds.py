"""What is remembered of each feed."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from newsletter.store import tables
from newsletter.store.database import Database, upsert
from newsletter.store.turns import Turns
from newsletter.store.values import FeedState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Select

COLUMNS = tuple(field.name for field in fields(FeedState))


class Feeds:
    """State of feeds by location. Who asks servers has the turn until their states are put."""

    def __init__(self, database: Database) -> None:
        self._database = database
        file = database.file
        # A file of its own: closing the database's would give up the locks that SQLite holds.
        self.asking = Turns(file.with_name(f"{file.name}.asking") if file else None)

    def get(self, location: str) -> FeedState:
        """A feed never looked at has a state with nothing in it."""
        found = self._find(select(tables.feeds).where(tables.feeds.c.location == location))
        return found.get(location, FeedState(location))

    def all(self) -> Mapping[str, FeedState]:
        """By location, in its order."""
        return self._find(select(tables.feeds).order_by(tables.feeds.c.location))

    def put(self, states: Iterable[FeedState]) -> None:
        with self._database.write() as connection:
            upsert(connection, tables.feeds, [_row(state) for state in states])

    def _find(self, rows: Select[Any]) -> dict[str, FeedState]:
        with self._database.read() as connection:
            found = (FeedState(*row) for row in connection.execute(rows))
            return {state.location: state for state in found}


def _row(state: FeedState) -> dict[str, Any]:
    # `asdict` copies every value deeply: a sixth of what a poll of unchanged feeds cost.
    return {name: getattr(state, name) for name in COLUMNS}
