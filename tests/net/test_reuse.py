"""A server that closes kept connections without a word is asked all the same."""

from __future__ import annotations

import socketserver
import threading
import time
from typing import TYPE_CHECKING

import pytest

from newsletter.net.fetch import fetch_all
from newsletter.net.messages import Request, Response
from newsletter.net.options import FetchOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok"


class AnswerOnce(socketserver.StreamRequestHandler):
    """One answer, as if more were to come; then the end."""

    def handle(self) -> None:
        while self.rfile.readline().strip():
            pass
        self.wfile.write(ANSWER)
        self.wfile.flush()
        time.sleep(0.005)  # long enough to be taken for the next request


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is none."""


@pytest.fixture
def port() -> Iterator[int]:
    with Server(("127.0.0.1", 0), AnswerOnce) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


def test_each_request_is_answered_though_each_kept_connection_is_closed(port: int) -> None:
    options = FetchOptions(allow_networks=("127.0.0.1/32",))
    requests = [Request(f"http://127.0.0.1:{port}/{number}") for number in range(60)]
    answers = fetch_all(requests, options)
    assert [one for one in answers if not isinstance(one, Response)] == []
