"""A copy of the store in one file, made while others use it: of any database a SQLite store."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from sqlalchemy import URL, insert, select

from newsletter.errors import StoreError
from newsletter.store import schema, tables
from newsletter.store.copies import copy_file, replaced_whole
from newsletter.store.database import Database, reason

if TYPE_CHECKING:
    from pathlib import Path

ROWS = 500
ALONE = 5.0  # seconds to wait for a file that nobody else has


def backup(database: Database, target: Path) -> None:
    """One state of the store, in `target`'s place when all of it is written and found sound.

    StoreError when that cannot be; then `target` is what it was.
    """
    if database.file is not None and not database.file.exists():
        raise StoreError(f"{database.name}: there is no store yet; newsletter run makes one")
    try:
        if database.backend == "sqlite":
            with database.read() as connection:
                raw = connection.connection.driver_connection
                assert isinstance(raw, sqlite3.Connection)  # the only driver of SQLite we take
                copy_file(raw, target)
        else:
            with replaced_whole(target) as part:
                _copy_tables(database, part)
    except OSError as error:
        raise StoreError(f"{target}: cannot be written: {error.strerror}") from None
    except sqlite3.Error as error:
        raise StoreError(f"{database.name}: cannot be copied: {reason(error)}") from None


def _copy_tables(database: Database, target: Path) -> None:
    """Row by row, as they all stood at one moment."""
    copy = Database(URL.create("sqlite", database=str(target)), target.parent, busy=ALONE)
    try:
        schema.prepare(copy)
        with database.read() as source, copy.write() as connection:
            for table in tables.metadata.sorted_tables:
                if table is tables.meta:  # tells the schema, as the copy has it already
                    continue
                rows = select(table).execution_options(yield_per=ROWS)
                with source.execute(rows) as found:
                    for some in found.mappings().partitions():
                        connection.execute(insert(table), [dict(row) for row in some])
    finally:
        copy.close()
