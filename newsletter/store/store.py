"""The store: all that must survive, behind one door to SQLAlchemy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from newsletter.store import claimant, schema
from newsletter.store.alerts import Alerts
from newsletter.store.backup import backup as write_copy
from newsletter.store.beats import Beats
from newsletter.store.carriers import Carriers
from newsletter.store.counts import Counts, count
from newsletter.store.database import Database
from newsletter.store.drafts import Drafts
from newsletter.store.editions import Deliveries, Editions
from newsletter.store.entries import Entries
from newsletter.store.feeds import Feeds
from newsletter.store.hooks import Hooks
from newsletter.store.ledger import Ledger
from newsletter.store.letters import address_of, forget
from newsletter.store.outbox import Outbox
from newsletter.store.pictures import Pictures
from newsletter.store.retention import Retention
from newsletter.store.shelf import Shelf
from newsletter.store.subscribers import Subscribers, new_token
from newsletter.store.ties import Wishes
from newsletter.store.told import Told

if TYPE_CHECKING:
    from pathlib import Path

# Writes take milliseconds, an import of 10,000 entries some seconds.
BUSY_SECONDS = 30.0


class Store:
    """Rooms by subject, for any number of threads and processes; close it after use."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.name = database.name
        self.file = database.file
        self.feeds = Feeds(database)
        self.entries = Entries(database)
        self.carriers = Carriers(database)
        self.ledger = Ledger(database, claimant.gone)
        self.editions = Editions(database)
        self.deliveries = Deliveries(database)
        self.retention = Retention(database)
        self.told = Told(database)
        self.ties = Wishes(database)
        self.drafts = Drafts(database)
        self.pictures = Pictures(database)
        self.shelf = Shelf(database)
        self.subscribers = Subscribers(database, mailed=address_of, forget=forget)
        self.outbox = Outbox(database, claimant.gone, new_token)
        self.hooks = Hooks(database, claimant.gone)
        self.alerts = Alerts(database)
        self.beats = Beats(database)

    def counts(self) -> Counts:
        """How many of what there are, and when each last went well."""
        return count(self._database)

    def backup(self, target: Path) -> None:
        """A copy of it all in a SQLite file, which opens as a store; StoreError, and no file."""
        write_copy(self._database, target)

    def close(self) -> None:
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()


def open_store(url: str, root: Path, *, busy: float = BUSY_SECONDS, reading: bool = False) -> Store:
    """Opens or makes the store at a database URL; a relative SQLite path is the workspace's.

    One who is only `reading` makes no file, and may look where nothing can be written. StoreError,
    one line, when it cannot be opened or is not ours. A transaction that waits longer than `busy`
    seconds for another process's is a StoreError, too.
    """
    database = Database(url, root, busy=busy, reading=reading)
    try:
        schema.prepare(database)
    except BaseException:
        database.close()
        raise
    return Store(database)
