"""A real server on 127.0.0.1 that answers as servers do, well and badly, byte by byte."""

from __future__ import annotations

import asyncio
import gzip
import threading
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from tests.net.wire import TEXT, Answer, endless, endless_headers, raw, reply, self_signed

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass
class Site:
    """Where the server listens, what it was asked, and how many slow answers it gave at once."""

    url: str = ""
    secure_url: str = ""
    port: int = 0
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    busy: int = 0
    busiest: int = 0

    def headers_of(self, path: str) -> dict[str, str]:
        return [headers for asked, headers in self.asked if asked == path][-1]

    def count(self, path: str) -> int:
        return sum(asked == path for asked, _ in self.asked)


async def conditional(writer: asyncio.StreamWriter, headers: dict[str, str]) -> None:
    known = headers.get("if-none-match") == '"v1"'
    status, body = ("304 Not Modified", b"") if known else ("200 OK", TEXT)
    validators = ('ETag: "v1"', "Last-Modified: Sun, 22 Nov 2026 07:00:00 GMT")
    await reply(status, body, *validators)(writer, headers)


def answers(site: Site) -> dict[str, Answer]:
    """Path -> answer."""
    here = site.url

    async def slow(writer: asyncio.StreamWriter, headers: dict[str, str]) -> None:
        site.busy += 1
        site.busiest = max(site.busiest, site.busy)
        await asyncio.sleep(0.05)
        site.busy -= 1
        await reply("200 OK", b"slow")(writer, headers)

    hops = {f"/hop{n}": reply("302 Found", b"", f"Location: /hop{n + 1}") for n in range(1, 6)}
    deflate = zlib.compressobj(wbits=-15)
    bare = deflate.compress(TEXT) + deflate.flush()
    bomb = gzip.compress(bytes(20_000_000))
    nested = gzip.compress(gzip.compress(TEXT))
    members = gzip.compress(b"") * 100
    return hops | {
        "/hop6": reply("200 OK", TEXT),
        "/plain": reply("200 OK", TEXT, "Content-Type: application/rss+xml; charset=utf-8"),
        "/conditional": conditional,
        "/large": reply("200 OK", bytes(9_000_000)),
        "/slow": slow,
        "/never": raw(30.0),
        "/drip": raw(
            b"HTTP/1.1 200 OK\r\n\r\n", *[piece for _ in range(99) for piece in (b"x", 0.1)]
        ),
        "/endless": endless,
        "/endless-headers": endless_headers,
        "/gzip": reply("200 OK", gzip.compress(TEXT), "Content-Encoding: gzip"),
        "/two-members": reply(
            "200 OK", gzip.compress(TEXT[:99]) + gzip.compress(TEXT[99:]), "Content-Encoding: gzip"
        ),
        "/members": reply("200 OK", members, "Content-Encoding: gzip"),
        "/deflate": reply("200 OK", zlib.compress(TEXT), "Content-Encoding: deflate"),
        "/bare-deflate": reply("200 OK", bare, "Content-Encoding: deflate"),
        "/not-gzip": reply("200 OK", TEXT, "Content-Encoding: gzip"),
        "/half-gzip": reply("200 OK", gzip.compress(TEXT)[:60], "Content-Encoding: gzip"),
        "/bomb": reply("200 OK", bomb, "Content-Encoding: gzip"),
        "/twice": reply("200 OK", nested, "Content-Encoding: gzip, gzip"),
        "/twice-apart": reply("200 OK", nested, "Content-Encoding: gzip", "Content-Encoding: gzip"),
        "/brotli": reply("200 OK", TEXT, "Content-Encoding: br"),
        "/truncated": raw(b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\nonly this"),
        "/no-http": raw(b"SSH-2.0-OpenSSH_9.6\r\n"),
        "/hang-up": raw(),
        "/404": reply("404 Not Found"),
        "/410": reply("410 Gone"),
        "/429": reply("429 Too Many Requests", b"", "Retry-After: 120"),
        "/503": reply("503 Busy", b"", "Retry-After: Mon, 23 Nov 2026 07:10:00 GMT"),
        "/599": reply("599 \x1b[31mred"),
        "/304": reply("304 Not Modified"),
        "/moved": reply("301 Moved Permanently", b"", "Location: /moved-on"),
        "/moved-on": reply("308 Permanent Redirect", b"", f"Location: {here}/plain"),
        "/moved-then-found": reply("301 Moved Permanently", b"", "Location: /found"),
        "/found": reply("302 Found", b"", "Location: /plain#part"),
        "/found-then-moved": reply("302 Found", b"", "Location: /moved"),
        "/loop": reply("302 Found", b"", "Location: /loop"),
        "/nowhere": reply("302 Found"),
        "/to-file": reply("302 Found", b"", "Location: file:///etc/passwd"),
        "/to-forbidden": reply("302 Found", b"", f"Location: http://127.0.0.2:{site.port}/plain"),
        "/to-mapped": reply("302 Found", b"", f"Location: http://[::ffff:127.0.0.2]:{site.port}/"),
        "/to-rebound": reply("302 Found", b"", f"Location: http://rebound.test:{site.port}/plain"),
        "/cookie": reply("302 Found", b"", "Set-Cookie: who=me", "Location: /plain"),
    }


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    site = Site()
    ready, stop, loop = threading.Event(), asyncio.Event(), asyncio.new_event_loop()

    async def serve() -> None:
        known: dict[str, Answer] = {}

        async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            try:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                path = head[0].split(" ")[1]
                fields = [line.partition(": ") for line in head[1:] if line]
                headers = {name.lower(): value for name, _, value in fields}
                site.asked.append((path, headers))
                await known[path.partition("?")[0]](writer, headers)
                await writer.drain()
            except (OSError, asyncio.IncompleteReadError):
                pass  # the client has had enough
            finally:
                writer.close()

        server = await asyncio.start_server(connected, "127.0.0.1", 0)
        site.port = server.sockets[0].getsockname()[1]
        site.url = f"http://127.0.0.1:{site.port}"
        secure = await asyncio.start_server(connected, "127.0.0.1", 0, ssl=self_signed())
        site.secure_url = f"https://127.0.0.1:{secure.sockets[0].getsockname()[1]}"
        known.update(answers(site))
        ready.set()
        await stop.wait()
        server.close()
        secure.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
        await asyncio.sleep(0)

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    assert ready.wait(10)
    yield site
    loop.call_soon_threadsafe(stop.set)
    thread.join(10)
    loop.close()
