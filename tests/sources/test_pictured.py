from __future__ import annotations

import hashlib
import http.server
import threading
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from newsletter.sources.options import SourceOptions
from newsletter.sources.pictured import MOST_BYTES, fetch_pictures, made_small
from newsletter.workers.guard import Guard

if TYPE_CHECKING:
    from collections.abc import Iterator

LOOPBACK = SourceOptions(allow_networks=("127.0.0.1/32",))


def png(width: int = 600, height: int = 400) -> bytes:
    data = BytesIO()
    Image.new("RGB", (width, height), "navy").save(data, "PNG")
    return data.getvalue()


def bomb() -> bytes:
    """A PNG that says to be 40,000 pixels wide and high, in 60 bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        sum_ = zlib.crc32(kind + data).to_bytes(4, "big")
        return len(data).to_bytes(4, "big") + kind + data + sum_

    size = (40_000).to_bytes(4, "big")
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", size + size + b"\x08\x02\0\0\0")
        + chunk(b"IDAT", zlib.compress(b"\0" * 99))
        + chunk(b"IEND", b"")
    )


BODIES = {
    "/good.png": png(),
    "/small.png": png(20, 20),
    "/bomb.png": bomb(),
    "/cut.png": png()[:200],
    "/drawing.svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "/page.png": b"<html>Not found</html>",
    "/large.png": b"\x89PNG" + b"x" * (MOST_BYTES + 1),
}


@pytest.fixture(scope="module")
def guard() -> Iterator[Guard]:
    made = Guard()
    yield made
    made.close()


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    class Pictures(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = BODIES.get(self.path)
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "image/png")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
            """A test server has nothing to say."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pictures) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_pictures_come_small_and_what_is_none_is_missing(site: str, guard: Guard) -> None:
    asked = [f"{site}{path}" for path in (*BODIES, "/missing.png")]
    found = fetch_pictures(asked, LOOPBACK, 20.0, guard=guard)
    assert list(found) == [f"{site}/good.png"]
    picture = found[f"{site}/good.png"]
    assert (picture.width, picture.height) == (600, 400)
    assert picture.hash == hashlib.sha256(picture.data).hexdigest()


def test_addresses_are_checked_as_those_of_feeds(site: str, guard: Guard) -> None:
    assert fetch_pictures([f"{site}/good.png"], SourceOptions(), 20.0, guard=guard) == {}


def test_without_time_nothing_is_asked(guard: Guard) -> None:
    assert fetch_pictures(["http://127.0.0.1:1/a.png"], LOOPBACK, 0.0, guard=guard) == {}


@pytest.mark.parametrize("name", [name for name in BODIES if name != "/good.png"])
def test_hostile_bytes_are_no_picture_and_end_nothing(name: str, guard: Guard) -> None:
    assert made_small(BODIES[name], guard=guard) is None
    assert made_small(BODIES["/good.png"], guard=guard)
