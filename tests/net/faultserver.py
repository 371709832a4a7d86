"""A server on 127.0.0.1 that plays every fault, heals when told to, and writes down who asked.

    python -m tests.net.faultserver

prints its ports as JSON and serves until its standard input ends. `/NAME/N` is the N-th feed with
the fault NAME; `/-/heal` makes all well and `/-/log` tells what was asked.
"""

from __future__ import annotations

import asyncio
import json
import socket
import sys
import threading
import time
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from tests.net.faults import FAULTS, items
from tests.net.wire import reply, self_signed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.net.wire import Answer

KNOWN = {fault.name: fault for fault in FAULTS}
XML = "Content-Type: application/rss+xml; charset=utf-8"


@dataclass(slots=True)
class Asked:
    """A request: when it came (seconds), for what, and with what in its headers.

    `took` is for how many seconds its connection lasted from then on.
    """

    at: float
    path: str
    conditional: bool
    authorized: bool
    took: float = 0.0


@dataclass
class FaultServer:
    """Ports by the names that faults use; `forbidden` counts who came to 127.0.0.2."""

    ports: dict[str, int] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    forbidden: int = 0
    healed: bool = False

    def url(self, name: str, number: int = 0) -> str:
        base = KNOWN[name].url if name in KNOWN else "http://127.0.0.1:{port}"
        return f"{base.format(**self.ports)}/{name}/{number}"

    def times(self, path: str) -> int:
        return sum(one.path == path for one in self.asked)

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        broken = (OSError, asyncio.IncompleteReadError, asyncio.CancelledError)
        with closing(writer), suppress(*broken):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            path = head[0].split(" ")[1].partition("?")[0]
            fields = [line.partition(": ") for line in head[1:] if line]
            headers = {name.lower(): value for name, _, value in fields}
            conditional = "if-none-match" in headers or "if-modified-since" in headers
            authorized = "authorization" in headers
            asked = Asked(time.monotonic(), path, conditional, authorized)
            self.asked.append(asked)
            answer = asyncio.ensure_future(self._said(path, writer, headers))
            gone = asyncio.ensure_future(reader.read())  # until the client has had enough
            try:
                await asyncio.wait({answer, gone}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                asked.took = time.monotonic() - asked.at
                for task in (answer, gone):
                    task.cancel()
                await asyncio.gather(answer, gone, return_exceptions=True)

    async def _said(self, path: str, writer: asyncio.StreamWriter, headers: dict[str, str]) -> None:
        await self._answer(path)(writer, headers)
        await writer.drain()

    def _answer(self, path: str) -> Answer:
        name, _, number = path.strip("/").partition("/")
        if name == "-":
            return self._control(number)
        fault = KNOWN.get(name)
        if fault is not None and not (self.healed and fault.heals):
            return fault.answer
        return well(f"{name}-{number}".replace("/", "-"), 3 if self.healed else 2)

    def _control(self, what: str) -> Answer:
        self.healed = self.healed or what == "heal"
        log = {"asked": [asdict(one) for one in self.asked[:-1]], "forbidden": self.forbidden}
        return reply("200 OK", json.dumps(log).encode())

    async def trespassed(self, _: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.forbidden += 1
        writer.close()

    async def serve(self, ready: threading.Event, stop: asyncio.Event) -> None:
        start = asyncio.start_server
        plain = await start(self.connected, "127.0.0.1", 0, backlog=512)
        secure = await start(self.connected, "127.0.0.1", 0, ssl=self_signed())
        silent = await start(_say_nothing, "127.0.0.1", 0)
        servers = {"port": plain, "secure": secure, "silent": silent}
        self.ports = {name: one.sockets[0].getsockname()[1] for name, one in servers.items()}
        with socket.socket() as nobody:
            nobody.bind(("127.0.0.1", 0))
            self.ports["closed"] = nobody.getsockname()[1]
        trap = await start(self.trespassed, "127.0.0.2", self.ports["port"])
        ready.set()
        await stop.wait()
        for server in (*servers.values(), trap):
            server.close()
        under_way = asyncio.all_tasks() - {asyncio.current_task()}
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)
        await asyncio.sleep(0.05)  # closed connections are let go


def well(name: str, count: int) -> Answer:
    """A feed that is well and knows what its reader knows."""
    version = f'"{name}-{count}"'

    async def answer(writer: asyncio.StreamWriter, headers: dict[str, str]) -> None:
        known = headers.get("if-none-match") == version
        status, body = ("304 Not Modified", b"") if known else ("200 OK", items(name, count))
        await reply(status, body, f"ETag: {version}", XML)(writer, headers)

    return answer


async def _say_nothing(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with closing(writer), suppress(asyncio.CancelledError):
        await asyncio.sleep(60)


@contextmanager
def running() -> Iterator[FaultServer]:
    """A server in a thread of its own."""
    server = FaultServer()
    ready, stop, loop = threading.Event(), asyncio.Event(), asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_until_complete, args=(server.serve(ready, stop),))
    thread.start()
    try:
        assert ready.wait(10)
        yield server
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)
        loop.close()


if __name__ == "__main__":
    with running() as here:
        print(json.dumps(here.ports), flush=True)  # noqa: T201 - this is its answer
        sys.stdin.read()
