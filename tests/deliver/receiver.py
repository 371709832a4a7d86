"""A webhook's receiver on 127.0.0.1: keeps what comes, checks signatures, answers as it is told."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import socketserver
import ssl
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

KEY = bytes(range(32))
SECRET = f"whsec_{base64.b64encode(KEY).decode()}"


@dataclass(frozen=True)
class Call:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def told(self) -> Any:
        return json.loads(self.body)

    @property
    def is_signed(self) -> bool:
        """As the specification's own words have it: id, time and body, with full stops between."""
        signed = f"{self.id}.{self.headers['webhook-timestamp']}.".encode() + self.body
        mark = base64.b64encode(hmac.new(KEY, signed, hashlib.sha256).digest()).decode()
        return self.headers["webhook-signature"] == f"v1,{mark}"


@dataclass
class Receiver:
    """`answer` is the status line and headers for a request, by how many came before it.

    "hang", "drop", "garbage" and "endless" are faults.
    """

    port: int = 0
    calls: list[Call] = field(default_factory=list)
    answer: Callable[[int], str] = lambda _number: "204 No Content"
    tls: ssl.SSLContext | None = None
    over: threading.Event = field(default_factory=threading.Event)
    sent: int = 0  # bytes of endless answers

    @property
    def url(self) -> str:
        return f"http{'s' if self.tls else ''}://127.0.0.1:{self.port}/hook/token-of-ours"


class _Talk(socketserver.StreamRequestHandler):
    receiver: Receiver
    timeout = 20

    def handle(self) -> None:
        receiver = self.receiver
        if receiver.tls:
            try:
                self.request = receiver.tls.wrap_socket(self.request, server_side=True)
            except (ssl.SSLError, OSError):
                return
            self.rfile, self.wfile = self.request.makefile("rb"), self.request.makefile("wb", 0)
        with suppress(OSError):
            self._talk(receiver)

    def _talk(self, receiver: Receiver) -> None:
        path = self.rfile.readline().decode().split(" ")[1]
        headers = {}
        while line := self.rfile.readline().strip():
            name, _, value = line.decode().partition(":")
            headers[name.lower()] = value.strip()
        body = self.rfile.read(int(headers.get("content-length", "0")))
        answer = receiver.answer(len(receiver.calls))
        receiver.calls.append(Call(path, headers, body))
        match answer:
            case "drop":
                return
            case "hang":
                receiver.over.wait(20)
            case "garbage":
                self.wfile.write(b"\x00\x01 what?\r\n\r\n")
            case "endless":
                self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\n")
                while not receiver.over.is_set():
                    self.wfile.write(bytes(65_536))
                    receiver.sent += 65_536
            case _:
                head = f"HTTP/1.1 {answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                self.wfile.write(head.encode())


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@contextmanager
def receiving(receiver: Receiver, host: str = "127.0.0.1") -> Iterator[Receiver]:
    talk = type("Talk", (_Talk,), {"receiver": receiver})
    with _Server((host, 0), talk) as server:
        receiver.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield receiver
        finally:
            receiver.over.set()
            server.shutdown()
            thread.join()


def until(true: Callable[[], bool], seconds: float = 10) -> bool:
    """Whether it became true in that time."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True
