"""A web room on a real socket: two newsletters, one of them with editions."""

from __future__ import annotations

import socket
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPResponse
from typing import TYPE_CHECKING

import pytest

from newsletter.config.load import load
from newsletter.edition.codec import to_json
from newsletter.store.store import open_store
from newsletter.web.app import application
from newsletter.web.room import Room
from newsletter.web.server import Server, listening
from tests.render.conftest import edition

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsletter.store.store import Store

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
SETTINGS = """
version = 1
[sources]
seeds = ["documents"]
[[newsletter]]
name = "morning"
title = "The <Morning> Brief"
[newsletter.deliver]
url = "https://news.example.org/brief"
unsubscribe = "https://leave.example.org/now"
[[newsletter]]
name = "abend"
title = "Am Abend"
language = "de"
"""


@dataclass
class Clock:
    """What time it is, and when the service last looked."""

    now: datetime = NOW
    beat: datetime | None = NOW


@dataclass
class Site:
    """A workspace that is served."""

    room: Room
    clock: Clock
    port: int
    published: list[str] = field(default_factory=list)

    @property
    def store(self) -> Store:
        return self.room.store

    def publish(self, kind: str = "english", newsletter: str = "morning") -> str:
        """One more edition, an hour after the one before it; its key."""
        at = NOW + timedelta(hours=len(self.published))
        key = f"{at:%Y-%m-%dT%H%M}"
        ledger = self.store.ledger
        claim = ledger.claim(newsletter, at, key, who="x", now=at, lease=timedelta(hours=1))
        assert claim is not None
        made = replace(edition(3, kind), id=claim.edition, newsletter=newsletter, slot=at)
        assert ledger.finish(claim, to_json(made), [], ["folder"], at)
        self.published.append(key)
        return key

    def ask(
        self, path: str, method: str = "GET", body: bytes | None = None, **headers: str
    ) -> tuple[HTTPResponse, bytes]:
        """The answer to one request, and what stood in it."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
            connection.request(method, path, body, named)
            response = connection.getresponse()
            return response, response.read()

    def raw(self, data: bytes) -> bytes:
        """What comes back for these very bytes, until the connection is closed."""
        with socket.create_connection(("127.0.0.1", self.port), 20) as connection:
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: connection.recv(65536), b""))


@contextmanager
def serving(folder: Path, url: str = "sqlite:///newsletter.db") -> Iterator[Site]:
    (folder / "newsletter.toml").write_text(SETTINGS, "utf-8")
    settings = load(folder / "newsletter.toml", {})
    with open_store(url, folder, busy=5) as store:
        clock = Clock()
        room = Room(settings, store, lambda: clock.beat, lambda: clock.now)
        listener = listening("127.0.0.1", 0)
        with Server(application(room), listener):
            yield Site(room, clock, listener.getsockname()[1])


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with serving(tmp_path) as found:
        yield found
