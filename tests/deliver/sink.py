"""A mail server on 127.0.0.1 that keeps what it takes, and fails as it is told to."""

from __future__ import annotations

import re
import socketserver
import ssl
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# fault -> what is said in place of the usual
SAYS = {
    "greylisted": ("RCPT", "451 4.7.1 come again later"),
    "unknown": ("RCPT", "550 5.1.1 no such mailbox"),
    "busy": ("MAIL", "421 4.3.2 too many connections"),
    "spam": ("END", "554 5.7.1 not wanted here"),
    "full": ("END", "452 4.2.2 mailbox is full"),
}
DROPS = {"drop_in_data": "BODY", "drop_before_answer": "END", "drop_at_mail": "MAIL"}


@dataclass
class Sink:
    """What came, and what the server does: `fault` names it by recipient and how often it came."""

    port: int = 0
    taken: list[tuple[str, bytes]] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    connections: int = 0
    talking: int = 0
    fault: Callable[[str, int], str] = lambda _recipient, _number: ""
    at: Callable[[str], None] = lambda _step: None
    tls: ssl.SSLContext | None = None
    secure: bool = False
    password: str = ""
    slow: float = 0.0

    @property
    def recipients(self) -> list[str]:
        return [recipient for recipient, _ in self.taken]


class _Dropped(Exception):  # noqa: N818 - no error: the server does as it was told
    """The connection is closed without a word."""


class _Talk(socketserver.StreamRequestHandler):
    """One connection."""

    sink: Sink
    recipient = ""
    timeout = 20

    def handle(self) -> None:
        self.at = self.sink.at  # a later one is of later connections
        self.sink.connections += 1
        self.sink.talking += 1
        with suppress(_Dropped, OSError):
            if self.sink.secure:
                self._encrypt()
            self.at("HELLO")
            self._say("220 sink.example ready")
            while line := self.rfile.readline(2000):
                if not self._answer(line.decode().strip()):
                    break

    def finish(self) -> None:
        with suppress(OSError):
            super().finish()
        self.request.close()
        self.sink.talking -= 1

    def _encrypt(self) -> None:
        assert self.sink.tls
        self.request = self.sink.tls.wrap_socket(
            self.request, server_side=True, do_handshake_on_connect=False
        )
        self.request.do_handshake()
        self.rfile.close()
        self.wfile.close()
        self.setup()

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())

    def _answer(self, line: str) -> bool:
        verb = line.partition(" ")[0].upper()
        self.sink.seen.append(line)
        if verb == "EHLO":
            offers = ["SIZE 1000000", "AUTH PLAIN"]
            if (
                self.sink.tls
                and not self.sink.secure
                and not isinstance(self.request, ssl.SSLSocket)
            ):
                offers = ["STARTTLS"]
            self._say(
                "\r\n".join(["250-sink.example", *(f"250-{one}" for one in offers), "250 HELP"])
            )
        elif verb == "STARTTLS":
            self._say("220 go on")
            self._encrypt()
        elif verb == "AUTH":
            self._say("235 welcome" if self.sink.password in line else f"535 {line} is wrong")
        elif verb in {"MAIL", "RCPT"}:
            self._step(verb, line)
        elif verb == "DATA":
            self.at("DATA")
            self._say("354 go on")
            self._data()
        else:
            self.at(verb)
            self._say("221 bye" if verb == "QUIT" else "250 ok")
        return verb != "QUIT"

    def _step(self, step: str, line: str = "") -> None:
        if step == "RCPT":
            self.recipient = re.findall(r"<(.*)>", line)[0]
        if not self._act(step):
            self._say("250 ok")

    def _act(self, step: str) -> bool:
        """Does what the fault says of this step; True when it was answered."""
        self.at(step)
        fault = self._fault(step)
        time.sleep(self.sink.slow)
        if DROPS.get(fault) == step:
            raise _Dropped
        where, words = SAYS.get(fault, ("", ""))
        if where == step:
            self._say(words)
            return True
        return False

    def _fault(self, step: str) -> str:
        recipient = "" if step == "MAIL" else self.recipient
        asked = [line for line in self.sink.seen if line.upper().startswith("RCPT")]
        return self.sink.fault(recipient, sum(f"<{recipient}>" in line for line in asked))

    def _data(self) -> None:
        lines: list[bytes] = []
        while (line := self.rfile.readline(100_000)) != b".\r\n":
            if not line or DROPS.get(self._fault("BODY")) == "BODY":
                raise _Dropped
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        self.at("BODY")
        if self._fault("END") not in {"spam", "full"}:
            self.sink.taken.append((self.recipient, b"".join(lines)))
        if not self._act("END"):
            self._say("250 taken")
        self.at("ANSWERED")


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that end, and those who trust no certificate of ours, are what is tested."""


@contextmanager
def sinking(sink: Sink) -> Iterator[Sink]:
    """The server, at `sink.port`, until the block is over."""
    handler = type("Talk", (_Talk,), {"sink": sink})
    with _Server(("127.0.0.1", 0), handler) as server:
        sink.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield sink
        finally:
            server.shutdown()
            thread.join()
