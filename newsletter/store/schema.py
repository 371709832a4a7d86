"""Makes the tables of an empty store, brings an older one up to date, and knows whose it is."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from sqlalchemy import inspect, select, update
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from newsletter.errors import StoreError
from newsletter.store import tables
from newsletter.store.copies import copy_file
from newsletter.store.database import insert_new, reason

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from newsletter.store.database import Database

FIRST = 1  # the first schema that was released


def prepare(database: Database) -> None:
    """Leaves a store of our SCHEMA.

    StoreError when it is somebody else's or a newer version's, or when it is older and cannot be
    brought up to date: then it is as it was.
    """
    with database.read() as connection:
        found = _number(connection, database.name)
    if found == tables.SCHEMA:
        return
    if database.read_only:
        raise StoreError(
            f"{database.name}: was written by an older newsletter (schema {found or 0}, this one "
            f"needs {tables.SCHEMA}) and cannot be brought up to date where it may not be written"
        )
    with database.write() as connection:
        # Another process may have done it between the two looks.
        found = _number(connection, database.name)
        if found is None:
            tables.metadata.create_all(connection)
            insert_new(connection, tables.meta, [{"name": "schema", "number": tables.SCHEMA}])
        elif found < tables.SCHEMA:
            _upgrade(connection, database, found)


def _number(connection: Connection, name: str) -> int | None:
    """The store's schema; None of an empty database, which may become a store."""
    found = inspect(connection).get_table_names()
    if not found:
        return None
    number: int | None = None
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
    if number < FIRST:
        raise StoreError(
            f"{name}: was written by an older newsletter (schema {number}, this one can bring "
            f"{FIRST} and later up to date); start with a new file"
        )
    return number


def _upgrade(connection: Connection, database: Database, found: int) -> None:
    """All steps or none; other processes wait for the transaction that this happens in."""
    kept = ""
    try:
        if database.file is not None:
            kept = f"; a copy is in {_copy(database.file, found)}"
        from newsletter.store.migrations import upgrade  # noqa: PLC0415 - 45 bare Pythons to import

        upgrade(connection, found, tables.SCHEMA)
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
        raise StoreError(
            f"{database.name}: could not be brought from schema {found} to {tables.SCHEMA} and "
            f"is as it was: {reason(cause)}{kept}"
        ) from None
    connection.execute(
        update(tables.meta).where(tables.meta.c.name == "schema").values(number=tables.SCHEMA)
    )


def _copy(file: Path, found: int) -> Path:
    """Beside the file, by another connection: it sees the store as it is before the first step."""
    target = file.with_name(f"{file.name}.schema-{found}")
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as source:
        copy_file(source, target)
    return target
