"""Makes the tables of an empty store, and knows whether a store is ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import inspect, select

from newsletter.errors import StoreError
from newsletter.store import tables
from newsletter.store.database import insert_new

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from newsletter.store.database import Database


def prepare(database: Database) -> None:
    """Leaves a store of our SCHEMA; StoreError when it is somebody else's or another version's."""
    with database.read() as connection:
        ready = _check(connection, database.name)
    if ready:
        return
    with database.write() as connection:
        # Another process may have made them between the two looks.
        if not _check(connection, database.name):
            tables.metadata.create_all(connection)
            insert_new(connection, tables.meta, [{"name": "schema", "number": tables.SCHEMA}])


def _check(connection: Connection, name: str) -> bool:
    """Whether the tables are there; an empty database may become a store."""
    found = inspect(connection).get_table_names()
    if not found:
        return False
    number = None
    if {"meta", "entries", "slots"} <= set(found):
        number = connection.scalar(
            select(tables.meta.c.number).where(tables.meta.c.name == "schema")
        )
    if number is None:
        raise StoreError(f"{name}: holds another program's tables; name another in [store] url")
    if number > tables.SCHEMA:
        raise StoreError(
            f"{name}: was written by a newer newsletter (schema {number}, "
            f"this one knows {tables.SCHEMA}); upgrade with pip install -U newsletter"
        )
    if number < tables.SCHEMA:
        raise StoreError(
            f"{name}: was written by an older newsletter (schema {number}, "
            f"this one needs {tables.SCHEMA}); start with a new file"
        )
    return True
