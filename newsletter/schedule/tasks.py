"""Work that is done in a thread of its own when asked for, never twice at once."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from newsletter.logs import event, reason

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger(__name__)


def guarded(name: str, act: Callable[[], None]) -> Callable[[], None]:
    """Does `act`; its failure is one line in the log and never the end of the service."""

    def run() -> None:
        try:
            act()
        except Exception as error:
            log.error(event("task_failed", task=name, reason=reason(error)))  # noqa: TRY400 - one line
            log.debug(event("task_failed", task=name), exc_info=True)

    return run


class Task:
    """A thread that does one thing whenever asked; asked while at it, it does it once more."""

    def __init__(self, name: str, act: Callable[[], None]) -> None:
        self.name = name
        self._act = guarded(name, act)
        self._asked = threading.Event()
        self._stopped = False
        self._thread = threading.Thread(target=self._work, name=name)

    def start(self) -> None:
        self._thread.start()

    def is_alive(self) -> bool:
        return self._thread.is_alive()

    def ask(self) -> None:
        self._asked.set()

    def stop(self) -> None:
        """Returns when the thread is over; what it is at is let finish, nothing new begins."""
        self._stopped = True
        self._asked.set()
        self._thread.join()

    def _work(self) -> None:
        while True:
            self._asked.wait()
            self._asked.clear()
            if self._stopped:
                return
            self._act()
