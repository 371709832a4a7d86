"""Tasks that the tests give to other processes, which import them from here."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path
from typing import NoReturn


def squared(number: int) -> int:
    return number * number


def pid(_number: int) -> int:
    time.sleep(0.05)
    return os.getpid()


def slept(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def refused(number: int) -> NoReturn:
    raise ValueError(f"no {number}")


class Odd(Exception):  # noqa: N818 - its point is that it cannot travel
    def __init__(self, one: str, other: str) -> None:
        super().__init__(one + other)


def oddly_refused(_number: int) -> NoReturn:
    raise Odd("a", "b")


def deadly(number: int) -> int:
    """Ends the process that is given 7."""
    if number == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def deadly_once(mark: str) -> str:
    """Ends the first process that is given the name of a file that is not there."""
    path = Path(mark)
    if not path.exists():
        path.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return mark


def unpicklable(_number: int) -> object:
    return threading.Lock()
