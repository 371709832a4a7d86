"""What a service is asked by signals: to stop, and to read its settings again."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

STOP = (signal.SIGTERM, signal.SIGINT)


@dataclass(frozen=True, slots=True)
class Asked:
    """`stop` ends the service; whoever sets it or asks for a reload sets `wake` as well."""

    stop: threading.Event = field(default_factory=threading.Event)
    reload: threading.Event = field(default_factory=threading.Event)
    wake: threading.Event = field(default_factory=threading.Event)

    def to_stop(self) -> None:
        self.stop.set()
        self.wake.set()

    def to_reload(self) -> None:
        self.reload.set()
        self.wake.set()


@contextmanager
def asked_by_signals() -> Iterator[Asked]:
    """SIGTERM and SIGINT ask to stop, SIGHUP to reload; a second one to stop ends the process."""
    asked = Asked()

    def stop(_number: int, _frame: object) -> None:
        for number in STOP:
            signal.signal(number, signal.SIG_DFL)
        # In a thread: the handler may have interrupted the very wait that the event wakes.
        threading.Thread(target=asked.to_stop).start()

    def reload(_number: int, _frame: object) -> None:
        if not asked.reload.is_set():
            threading.Thread(target=asked.to_reload).start()

    before = {number: signal.signal(number, stop) for number in STOP}
    before[signal.SIGHUP] = signal.signal(signal.SIGHUP, reload)
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
