"""One thread in which answers are worked off, and which nobody has to wait for.

A pool would be waited for at the end of the loop and of the program: one hostile feed in its hand
would hold an interrupted pass for seconds. A daemon thread is left behind.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class Worker:
    """Does one thing after another; leaving its context drops what has not begun."""

    def __init__(self) -> None:
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._closed = False

    def __enter__(self) -> Self:
        threading.Thread(target=self._work, name="newsletter-take", daemon=True).start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._closed = True
        self._jobs.put(None)

    async def do(self, act: Callable[[], T]) -> T:
        """What `act` gives or raises, done in the thread when its turn comes."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[T] = loop.create_future()

        def job() -> None:
            try:
                settle = partial(_give, answer, act())
            except Exception as error:  # noqa: BLE001 - whoever waits for it gets it
                settle = partial(_fail, answer, error)
            with suppress(RuntimeError):  # the loop was closed meanwhile
                loop.call_soon_threadsafe(settle)

        self._jobs.put(job)
        return await answer

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None and not self._closed:
            job()


def _give(answer: asyncio.Future[T], result: T) -> None:
    if not answer.done():
        answer.set_result(result)


def _fail(answer: asyncio.Future[T], error: Exception) -> None:
    if not answer.done():
        answer.set_exception(error)
