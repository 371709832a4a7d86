"""Connections and transactions; every failure of the database becomes one line."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote

from sqlalchemy import create_engine, event, make_url
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as NoConnectionError

from newsletter.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import URL, ColumnElement, Connection, Engine, Table

    T = TypeVar("T")

LOOK = 0.01  # seconds between two tries
WRITERS = 6_393_177_215  # any number that no other program of the database locks
MEMORY = {None, "", ":memory:"}
DRIVERS = {"sqlite", "sqlite+pysqlite", "postgresql+psycopg"}
EXAMPLES = "write sqlite:///newsletter.db or postgresql://user@host/name"


class Database:
    """An engine and the name that errors call it by; passwords are never in that name."""

    def __init__(self, url: str | URL, root: Path, *, busy: float, reading: bool = False) -> None:
        """Connects lazily; StoreError when `url` is none. A relative SQLite path is `root`'s.

        A transaction waits at most `busy` seconds for another process's. With `reading`, a file
        that is not there is not made, and one that may not be written is opened all the same.
        """
        resolved = _resolve(url, root)
        self.name = resolved.database or "memory"
        self.file = None
        self.backend = resolved.get_backend_name()
        if self.backend != "sqlite":
            self.name = resolved.render_as_string(hide_password=True)
        elif resolved.database not in MEMORY:
            self.file = Path(self.name)
        if reading and self.file is not None:
            resolved = _as_it_lies(resolved, self.file)
        self.read_only = "mode" in resolved.query
        self._engine = _engine(resolved, busy)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only reads; it sees the store as it was when it began."""
        with self.named_errors(), self._engine.connect() as connection:
            if self.backend != "sqlite":  # where each statement would see another moment
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """All or nothing; other writers wait until it is over."""
        with self.named_errors(), self._engine.connect() as connection:
            immediate = connection.execution_options(immediate=True)
            with immediate.begin():
                yield immediate

    @contextmanager
    def named_errors(self) -> Iterator[None]:
        """The database's own errors as a StoreError; a broken constraint is let through."""
        try:
            yield
        except IntegrityError:
            raise
        except DBAPIError as error:
            raise StoreError(f"{self.name}: {reason(error.orig or error)}") from None
        except NoConnectionError:  # all of this process's wait for somebody
            raise StoreError(f"{self.name}: too many ask it at once; try again") from None

    def close(self) -> None:
        self._engine.dispose()


def insert_new(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Inserts the rows that break no uniqueness; the others are left out."""
    if rows:
        statement = _dialect(connection).insert(table).on_conflict_do_nothing()
        connection.execute(statement, list(rows))


def insert_one(connection: Connection, table: Table, row: dict[str, Any]) -> bool:
    """Inserts the row unless it breaks a uniqueness; whether it did."""
    statement = _dialect(connection).insert(table).on_conflict_do_nothing()
    kept = {"preserve_rowcount": True}  # SQLAlchemy drops an INSERT's count on PostgreSQL
    return connection.execute(statement, row, execution_options=kept).rowcount == 1


def upsert(
    connection: Connection,
    table: Table,
    rows: Sequence[dict[str, Any]],
    where: ColumnElement[bool] | None = None,
) -> None:
    """Inserts rows, or replaces what stands under their primary key, if it is so `where` it does.

    All rows have the same columns.
    """
    if not rows:
        return
    insert = _dialect(connection).insert(table)
    keys = [column.name for column in table.primary_key]
    changed = {name: insert.excluded[name] for name in rows[0] if name not in keys}
    statement = insert.on_conflict_do_update(index_elements=keys, set_=changed, where=where)
    connection.execute(statement, list(rows))


def batches(values: Iterable[T], size: int) -> Iterator[list[T]]:
    """SQLite's older builds take at most 999 values in one statement."""
    rest = iter(values)
    while batch := list(islice(rest, size)):
        yield batch


def _dialect(connection: Connection) -> Any:  # noqa: ANN401 - the two inserts share no base class
    if connection.dialect.name != "postgresql":
        return sqlite
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - 60 ms, three bare Pythons

    return postgresql


def _resolve(url: str | URL, root: Path) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise StoreError(f"[store] url is no database URL; {EXAMPLES}") from None
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername not in DRIVERS:
        raise StoreError(f"[store] url: {parsed.drivername} is not supported; {EXAMPLES}")
    if parsed.get_backend_name() == "sqlite" and parsed.database not in MEMORY:
        return parsed.set(database=str(root / str(parsed.database)))
    return parsed


def _as_it_lies(url: URL, file: Path) -> URL:
    """For one who only looks: nothing is made, and nothing needs to be writable."""
    if not os.path.lexists(file):
        return url.set(database=":memory:")
    ids = {"effective_ids": True} if os.access in os.supports_effective_ids else {}
    if all(os.access(path, os.W_OK, **ids) for path in (file, file.parent)):
        return url
    # In a folder that cannot be written, SQLite reads a store with a write-ahead log only beside
    # the process that writes it, or when it is told that nobody does.
    log, shared = (file.with_name(file.name + ending) for ending in ("-wal", "-shm"))
    alone = not log.exists() or not (log.stat().st_size or shared.exists())
    modes = {"mode": "ro", "uri": "true"} | ({"immutable": "1"} if alone else {})
    return url.set(database=f"file:{quote(str(file))}", query=modes)


def _engine(url: URL, busy: float) -> Engine:
    try:
        if url.get_backend_name() != "sqlite":
            options = f"-c lock_timeout={int(busy * 1000)}"
            engine = create_engine(
                url, pool_pre_ping=True, pool_timeout=busy, connect_args={"options": options}
            )
            event.listen(engine, "begin", _queue)
            return engine
        waits = {} if url.database in MEMORY else {"pool_timeout": busy}
        engine = create_engine(url, connect_args={"timeout": busy}, **waits)
    except ModuleNotFoundError:
        raise StoreError(
            "[store] url: the driver of PostgreSQL is not installed; "
            "pip install newsletter[postgresql]"
        ) from None
    event.listen(engine, "connect", _prepare)
    if "mode" not in url.query:
        event.listen(engine, "connect", partial(_log_ahead, busy))
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # transactions begin where `_begin` says, not by guess
    # FULL: what is committed outlasts a power cut; a mail marked as being sent is not sent again.
    for pragma in ("foreign_keys=ON", "synchronous=FULL", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}")


def _log_ahead(busy: float, connection: sqlite3.Connection, _record: object) -> None:
    """For once SQLite does not wait: of processes that make the same file at once, one fails."""
    if connection.execute("PRAGMA journal_mode").fetchone() == ("wal",):
        return
    end = time.monotonic() + busy
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")  # one in memory stays as it is
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(LOOK)
        else:
            return


def _begin(connection: Connection) -> None:
    # A transaction that reads first and writes later fails at once, without waiting, when
    # another one wrote in between; one that is to write says so when it begins.
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _queue(connection: Connection) -> None:
    """On PostgreSQL, writers queue as they do on SQLite: the same code is right on both."""
    if connection.get_execution_options().get("immediate", False):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS})")


REASONS = {
    "database is locked": "another process keeps it locked; try again",
    "due to lock timeout": "another process keeps it locked; try again",
    "file is not a database": "is not a database; name another file in [store] url",
    "unable to open database file": "cannot be opened; its folder must be there and writable",
    "readonly database": "cannot be written; allow it for the user that runs this",
    "disk is full": "the disk is full; free some space",
    "disk I/O error": "the disk gives an error; look whether it is full or failing",
    "is malformed": "is damaged; put a copy that was made with newsletter backup in its place",
}


def reason(error: BaseException) -> str:
    """A database's own error in words that say what to do."""
    said = str(error).strip()
    for sign, told in REASONS.items():
        if sign in said:
            return told
    return said.splitlines()[0] if said else type(error).__name__
