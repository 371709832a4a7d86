"""The socket: what comes in broken, slow or without end holds nobody up."""

from __future__ import annotations

import asyncio
import socket
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from newsletter.errors import NewsletterError
from newsletter.web.app import application
from newsletter.web.server import Server, address, listening

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from tests.web.conftest import Site


def test_a_taken_port_is_one_clear_line() -> None:
    with listening("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(NewsletterError) as raised:
            listening("127.0.0.1", port)
    assert str(raised.value).startswith(f"127.0.0.1:{port}: cannot be listened at: address already")
    assert raised.value.exit_code == 1


@pytest.mark.parametrize("host", ["no.such.host.invalid", "203.0.113.7", "not a host"])
def test_an_address_that_is_not_this_machines_is_one_clear_line(host: str) -> None:
    with pytest.raises(NewsletterError, match="cannot be listened at"):
        listening(host, 0)


def test_the_address_of_a_socket_is_a_url() -> None:
    with listening("::1", 0) as found:
        assert address(found).startswith("http://[::1]:")


BROKEN = (
    b"\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",  # TLS
    b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
    b"GET /\x00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /\xff HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost : localhost\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: x\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X: y\r\n" * 20_000 + b"\r\n",
    b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET ../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
)


def test_broken_requests_get_an_error_or_nothing_and_others_their_page(site: Site) -> None:
    for data in BROKEN:
        try:
            told = site.raw(data)
        except ConnectionError:
            told = b""
        assert not told or told.split()[1][:1] in {b"2", b"4"}, data[:60]
        assert b"Traceback" not in told
        assert b"root:" not in told
    assert site.ask("/")[0].status == 200


SLOW = (
    b"",
    b"GET / HTTP/1.1\r\nHost: localhost\r\n",
    (
        b"POST /unsubscribe?list=morning&reader=x HTTP/1.1\r\nHost: localhost\r\n"
        b"Content-Length: 9\r\n\r\n"
    ),
)


def test_a_client_that_never_ends_is_cut_off(site: Site) -> None:
    listener = listening("127.0.0.1", 0)
    place = listener.getsockname()
    with Server(application(site.room), listener, patience=0.3):
        for data in SLOW:
            with socket.create_connection(place, 10) as connection:
                connection.sendall(data)
                with suppress(ConnectionResetError):
                    assert connection.recv(100) == b""


def test_a_hundred_idle_connections_keep_nobody_out(site: Site) -> None:
    idle = [socket.create_connection(("127.0.0.1", site.port), 10) for _ in range(100)]
    try:
        for connection in idle:
            connection.sendall(b"GET / HT")
        assert site.ask("/")[0].status == 200
    finally:
        for connection in idle:
            connection.close()


def test_an_answer_that_is_under_way_is_finished_when_the_service_stops() -> None:
    asked = threading.Event()

    async def slow(_scope: Scope, _receive: Receive, send: Send) -> None:
        asked.set()
        await asyncio.sleep(0.5)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"done"})

    listener = listening("127.0.0.1", 0)
    place = listener.getsockname()
    told: list[bytes] = []

    def ask() -> None:
        with socket.create_connection(place, 20) as connection:
            connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            told.append(b"".join(iter(lambda: connection.recv(100), b"")))

    with Server(slow, listener):
        client = threading.Thread(target=ask)
        client.start()
        assert asked.wait(10)
    client.join()
    assert told[0].endswith(b"done\r\n0\r\n\r\n")
    with pytest.raises(ConnectionError):
        socket.create_connection(place, 1)
