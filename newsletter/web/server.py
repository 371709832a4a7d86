"""The pages on a socket, in a thread of their own. uvicorn's one door."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import threading
from functools import partial
from typing import TYPE_CHECKING, Any

from uvicorn import Config
from uvicorn import Server as Uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from newsletter.errors import NewsletterError
from newsletter.logs import event, reason

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from starlette.types import ASGIApp

log = logging.getLogger(__name__)

# Seconds for a request to come and its answer to be taken; the store alone may wait for 30.
PATIENCE = 45.0
IDLE = 5  # seconds between two requests on one connection
FINISH = 10  # seconds for answers that are under way when the service is stopped
HEAD = 16_384  # bytes of a request's first lines
MANY = 200  # connections at once; what is more is told to come later


class Patient(H11Protocol):
    """A connection that ends when one request takes too long: uvicorn waits for ever.

    A client that sends a byte a second, or takes none of its answer, holds it no longer.
    """

    _deadline: asyncio.TimerHandle | None = None

    def __init__(self, patience: float, **options: Any) -> None:  # noqa: ANN401 - uvicorn's own
        super().__init__(**options)
        self._patience = patience

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn's own
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        self._wait()
        super().on_response_complete()

    def _wait(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
        self._deadline = self.loop.call_later(self._patience, self._give_up)

    def _give_up(self) -> None:
        self.transport.abort()


def listening(host: str, port: int) -> socket.socket:
    """A socket at that address, port 0 for any; NewsletterError where it cannot be had."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=128)
    except (OSError, UnicodeError) as error:
        said = "no such host"
        if isinstance(error, OSError) and not isinstance(error, socket.gaierror):
            said = os.strerror(error.errno or 0)
        raise NewsletterError(
            f"{host}:{port}: cannot be listened at: {said.lower()}; name another with"
            " --host and --port, or in [web]"
        ) from None


def address(listener: socket.socket) -> str:
    """Where a listening socket is found, as a URL."""
    host, port = listener.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


class Server:
    """Serves an application while its `with` block lasts; then answers under way are finished."""

    def __init__(
        self, application: ASGIApp, listener: socket.socket, patience: float = PATIENCE
    ) -> None:
        """`patience` is in seconds."""
        # Its lines are of another form, and tell strangers' paths; what fails we tell ourselves.
        logging.getLogger("uvicorn").setLevel(logging.CRITICAL)
        http = partial(Patient, patience)
        options: dict[str, Any] = {"http": http, "ws": "none", "lifespan": "off"}
        self._server = Uvicorn(
            Config(
                application,
                loop="asyncio",
                log_config=None,
                access_log=False,
                proxy_headers=False,
                server_header=False,
                limit_concurrency=MANY,
                timeout_keep_alive=IDLE,
                timeout_graceful_shutdown=FINISH,
                h11_max_incomplete_event_size=HEAD,
                **options,
            )
        )
        self._listener = listener
        self._thread = threading.Thread(target=self._serve, name="web")

    def __enter__(self) -> Self:
        self._thread.start()
        log.info(event("listening", url=address(self._listener)))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._server.should_exit = True
        self._thread.join()

    def _serve(self) -> None:
        try:
            asyncio.run(self._server.serve(sockets=[self._listener]))
        except Exception as error:
            log.error(event("web_ended", reason=reason(error)))  # noqa: TRY400 - one line
            log.debug(event("web_ended"), exc_info=True)
