"""A server on 127.0.0.1 with any number of feeds that are well, for `polling`.

    python benchmarks/feedserver.py ITEMS CHARACTERS

`/N` is feed N: so many items with so many characters of HTML. It keeps connections open, as most
servers do, and knows what its readers know (ETag). Prints its port.
"""

from __future__ import annotations

import asyncio
import random
import sys
from functools import cache

WORDS = (
    "the company said on Monday that it will spend about 3.5 billion dollars on new plants over"
    " the next two years because demand for its machines rose faster than supply and orders of the"
    " second quarter were 14 percent above those of a year before"
)


@cache
def feed(number: int, items: int, characters: int) -> bytes:
    """The same at each call; no two feeds and no two items tell the same."""
    chance = random.Random(number)  # noqa: S311 - no secret: the same feeds in each run
    told = "".join(
        f"<item><title>Works {number} opens hall {n}</title>"
        f"<link>http://works{number}.example/{n}</link>"
        f"<guid isPermaLink='false'>{number}-{n}</guid>"
        f"<pubDate>Mon, 23 Nov 2026 0{n % 10}:00:00 GMT</pubDate>"
        f"<description><![CDATA[{html(chance, characters)}]]></description></item>"
        for n in range(items)
    )
    head = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
    about = f"<title>Works {number}</title><link>http://works{number}.example/</link>"
    return f"{head}{about}{told}</channel></rss>".encode()


def html(chance: random.Random, characters: int) -> str:
    """Paragraphs of three sentences with a link behind them."""
    paragraphs = ""
    while len(paragraphs) < characters:
        said = [" ".join(chance.choices(WORDS.split(), k=15)) for _ in range(3)]
        sentences = " ".join(f"{one.capitalize()} {chance.randrange(1000)}." for one in said)
        paragraphs += f'<p>{sentences} <a href="http://works.example/more">more</a></p>'
    return paragraphs[:characters]


class Feeds(asyncio.Protocol):
    """One connection: request after request, each answered at once."""

    def __init__(self, items: int, characters: int) -> None:
        self._shape = items, characters
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
        tag = b'ETag: "works-%d"\r\n' % number
        if b'"works-%d"' % number in head:
            return b"HTTP/1.1 304 Not Modified\r\n" + tag + b"\r\n"
        body = feed(number, *self._shape)
        about = b"Content-Type: application/rss+xml\r\nContent-Length: %d\r\n\r\n" % len(body)
        return b"HTTP/1.1 200 OK\r\n" + tag + about + body


async def serve(items: int, characters: int) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Feeds(items, characters), "127.0.0.1", 0, backlog=512)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2])))
