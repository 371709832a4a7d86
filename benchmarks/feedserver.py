"""A server on 127.0.0.1 with any number of feeds that are well, for `polling` and `soak`.

    python benchmarks/feedserver.py ITEMS CHARACTERS [LOOKS]

`/N` is feed N: so many items with so many characters of HTML. It keeps connections open, as most
servers do, and knows what its readers know (ETag). With LOOKS, a feed's oldest item gives way to
a new one each time it was asked so often. Prints its port.
"""

from __future__ import annotations

import asyncio
import random
import sys
from collections import Counter
from functools import cache
from typing import ClassVar

WORDS = (
    "the company said on Monday that it will spend about 3.5 billion dollars on new plants over"
    " the next two years because demand for its machines rose faster than supply and orders of the"
    " second quarter were 14 percent above those of a year before"
)


@cache
def feed(number: int, items: int, characters: int, first: int) -> bytes:
    """The same at each call; no two feeds and no two items tell the same.

    Those that came later have no date: they are of the time at which they are first seen.
    """
    told = "".join(
        f"<item><title>Works {number} opens hall {n}</title>"
        f"<link>http://works{number}.example/{n}</link>"
        f"<guid isPermaLink='false'>{number}-{n}</guid>"
        f"{date(n) if n < items else ''}"
        f"<description><![CDATA[{html(number, n, characters)}]]></description></item>"
        for n in range(first, first + items)
    )
    head = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
    about = f"<title>Works {number}</title><link>http://works{number}.example/</link>"
    return f"{head}{about}{told}</channel></rss>".encode()


def date(item: int) -> str:
    return f"<pubDate>Mon, 23 Nov 2026 0{item % 10}:00:00 GMT</pubDate>"


def html(number: int, item: int, characters: int) -> str:
    """Paragraphs of three sentences with a link behind them."""
    chance = random.Random(f"{number} {item}")  # noqa: S311 - no secret: the same in each run
    paragraphs = ""
    while len(paragraphs) < characters:
        said = [" ".join(chance.choices(WORDS.split(), k=15)) for _ in range(3)]
        sentences = " ".join(f"{one.capitalize()} {chance.randrange(1000)}." for one in said)
        paragraphs += f'<p>{sentences} <a href="http://works.example/more">more</a></p>'
    return paragraphs[:characters]


class Feeds(asyncio.Protocol):
    """One connection: request after request, each answered at once."""

    asked: ClassVar[Counter[int]] = Counter()  # of all connections

    def __init__(self, items: int, characters: int, looks: int) -> None:
        self._shape, self._looks = (items, characters), looks
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        while b"\r\n\r\n" in self._received:
            head, _, self._received = self._received.partition(b"\r\n\r\n")
            self._transport.write(self._answer(head))

    def _answer(self, head: bytes) -> bytes:
        number = int(head.split(b" ", 2)[1].rpartition(b"/")[2])
        self.asked[number] += 1
        first = self.asked[number] // self._looks if self._looks else 0
        known = b'"works-%d-%d"' % (number, first)
        tag = b"ETag: %s\r\n" % known
        if known in head:
            return b"HTTP/1.1 304 Not Modified\r\n" + tag + b"\r\n"
        body = feed(number, *self._shape, first)
        about = b"Content-Type: application/rss+xml\r\nContent-Length: %d\r\n\r\n" % len(body)
        return b"HTTP/1.1 200 OK\r\n" + tag + about + body


async def serve(items: int, characters: int, looks: int = 0) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: Feeds(items, characters, looks), "127.0.0.1", 0, backlog=512
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(*map(int, sys.argv[1:])))
