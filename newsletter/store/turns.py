"""Turns of threads and processes: one asks servers, and the next knows what they said."""

from __future__ import annotations

import fcntl
import threading
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOOK = 0.1  # seconds between two looks whether it is our turn


class Turns:
    """One at a time of all threads here and of all processes that have `file` beside theirs.

    The system gives back what a killed process held. Without a file, or where none may be
    written, turns are this process's own.
    """

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, stop: threading.Event) -> Iterator[None]:
        """Waits for the turn; once `stop` is set it is not waited for any longer."""
        mine = self._wait(stop)
        held = self._opened()
        try:
            while held and not _locked(held) and not stop.wait(LOOK):
                pass
            yield
        finally:
            if held:
                held.close()
            if mine:
                self._lock.release()

    def _wait(self, stop: threading.Event) -> bool:
        while not self._lock.acquire(timeout=LOOK):
            if stop.is_set():
                return False
        return True

    def _opened(self) -> IO[bytes] | None:
        try:
            return self._file.open("ab") if self._file else None
        except OSError:
            return None


def _locked(file: IO[bytes]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return True
    return True
