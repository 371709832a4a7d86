"""Waits for a server no longer than somebody who ends the program wants to wait."""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future, wait
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

# A server that answers at all does so within this; it is far below what a service manager waits
# before it kills (120 s in docs/service).
GRACE = 3.0
LOOK = 0.1  # seconds after which `stop` is looked at again; a result is had at once


class GaveUpError(Exception):
    """Nobody waits for it any more; what it comes to is not known."""


class Patience:
    """Steps with a server, done one at a time; all of them end `grace` seconds after `stop`."""

    def __init__(self, stop: threading.Event, grace: float = GRACE) -> None:
        self._stop = stop
        self._grace = grace
        self._until: float | None = None
        self.is_over = False

    def __call__(self, step: Callable[[], T]) -> T:
        """What the step gives or raises; GaveUpError when that takes too long after `stop`.

        It is done in a thread beside that keeps no program from ending: a look for a host's
        address can be broken off by nothing else.
        """
        done: Future[T] = Future()
        threading.Thread(target=_into, args=(done, step), daemon=True, name="mail").start()
        try:
            while not wait([done], LOOK).done:
                self._look()
        except BaseException:
            self.is_over = True
            raise
        return done.result()

    def _look(self) -> None:
        if not self._stop.is_set():
            return
        if self._until is None:
            self._until = time.monotonic() + self._grace
        if time.monotonic() >= self._until:
            raise GaveUpError


def _into(done: Future[T], step: Callable[[], T]) -> None:
    try:
        result = step()
    except BaseException as error:  # noqa: BLE001 - it is raised where it is waited for
        done.set_exception(error)
    else:
        done.set_result(result)
