"""Pictures that feeds give: the address of each entry's, and the local copy of those shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Column, Integer, LargeBinary, String, Table, Text, delete, select, update

from newsletter.store.database import Database, batches, insert_new
from newsletter.store.kept import Kept
from newsletter.store.tables import UtcTime, metadata

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sqlalchemy import Connection

BATCH = 500

# No foreign key: an entry may be stored as another's copy. `hash` is empty until it was fetched.
pictures = Table(
    "pictures",
    metadata,
    Column("entry", String, primary_key=True),
    Column("address", Text, nullable=False),
    Column("seen", UtcTime, nullable=False, index=True),
    Column("hash", String, nullable=False, index=True),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("data", LargeBinary),
)
P = pictures.c


class Pictures:
    """One row an entry whose feed gives a picture."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def tell(self, addresses: Mapping[str, str], now: datetime) -> None:
        """The addresses by entry; what is known of an entry stays."""
        rows = [
            {
                "entry": entry,
                "address": address,
                "seen": now,
                "hash": "",
                "width": 0,
                "height": 0,
                "data": None,
            }
            for entry, address in addresses.items()
        ]
        if rows:
            with self._database.write() as connection:
                insert_new(connection, pictures, rows)

    def of(self, entries: Iterable[str]) -> Mapping[str, Kept]:
        """What is known of entries' pictures; entries without one are missing."""
        found: dict[str, Kept] = {}
        columns = select(P.entry, P.address, P.hash, P.width, P.height)
        with self._database.read() as connection:
            for batch in batches(entries, BATCH):
                for entry, *kept in connection.execute(columns.where(P.entry.in_(batch))):
                    found[entry] = Kept(*kept)
        return found

    def keep(self, entry: str, kept: Kept, data: bytes) -> None:
        """The copy of an entry's picture, a JPEG."""
        values = {"hash": kept.hash, "width": kept.width, "height": kept.height, "data": data}
        with self._database.write() as connection:
            connection.execute(update(pictures).where(P.entry == entry).values(values))

    def copy(self, hash_: str) -> bytes | None:
        """The copy with that hash."""
        with self._database.read() as connection:
            rows = select(P.data).where(P.hash == hash_, P.data.is_not(None)).limit(1)
            found: bytes | None = connection.scalar(rows)
        return found


def forget(connection: Connection, before: datetime) -> None:
    """Gives up what was first told before then; published folders keep theirs."""
    connection.execute(delete(pictures).where(P.seen < before))
