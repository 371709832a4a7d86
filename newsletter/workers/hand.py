"""A process of the pool: does one task after another until its parent is gone."""

from __future__ import annotations

import os
import pickle  # what it reads comes from its own parent, over a socket that nobody else has
import signal
import socket
from contextlib import suppress

from newsletter.workers.frames import received, send


def serve() -> None:
    """Work off tasks from the socket that is standard input."""
    # Ctrl-C reaches the whole group of processes; it is the parent who decides what to do.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with socket.socket(fileno=os.dup(0)) as parent, suppress(ConnectionError):
        while (frame := received(parent)) is not None:
            send(parent, _done(frame))


def _done(frame: bytes) -> bytes:
    """Whether it went well, with the result or else the exception."""
    try:
        do, arguments = pickle.loads(frame)  # noqa: S301 - see above
        return pickle.dumps((True, do(*arguments)), pickle.HIGHEST_PROTOCOL)
    except Exception as error:  # noqa: BLE001 - it is raised again where the task came from
        return _told(error)


def _told(error: Exception) -> bytes:
    """The exception; one that does not travel as its text."""
    try:
        frame = pickle.dumps((False, error))
        pickle.loads(frame)  # noqa: S301 - our own
    except Exception:  # noqa: BLE001 - exceptions of strangers do what they like when they travel
        return pickle.dumps((False, RuntimeError(f"{type(error).__name__}: {error}")))
    return frame
