"""Heavy work shared among processes: in chunks, with results in order, whoever dies meanwhile."""

from __future__ import annotations

import threading
from collections import deque
from concurrent.futures import FIRST_COMPLETED, wait
from typing import TYPE_CHECKING, Any, Self, TypeVar

from newsletter.errors import StoppedError, WorkerError
from newsletter.workers.chunks import LEAST, TRIES, Chunk, again, chunks
from newsletter.workers.failures import WorkerDiedError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Executor, Future
    from types import TracebackType

T = TypeVar("T")
R = TypeVar("R")

# Seconds of work below which nothing is shared: two processes take one to start and import.
WORTH = 4.0
WARM = 2 * LEAST  # once they are there
IN_HAND = 2  # chunks for each process: one to do, one that waits
LOOK = 0.2  # seconds between looks at whether to stop
SHOWN = 60  # characters of an item's name


class Crew:
    """An `Each` of many processes; its executor is made when work is first worth sharing.

    `hands` counts its processes. The results are those of doing it in turn. Raises what `do`
    raises; WorkerError, which names the item, when one has ended three processes; StoppedError
    once `stop` is set. `worked` hears how many chunks of how many are done. Usable from several
    threads. At its end the executor is shut down, whatever is under way.
    """

    def __init__(  # noqa: PLR0913 - who works, and by what it is seen and bounded
        self,
        make: Callable[[], Executor],
        hands: Callable[[], int],
        stop: threading.Event | None = None,
        worked: Callable[[int, int], None] = lambda _done, _of: None,
        *,
        worth: float = WORTH,
        least: float = LEAST,
    ) -> None:
        self._make, self._hands = make, hands
        self._stop = stop or threading.Event()
        self._worked = worked
        self._worth, self._least = worth, least
        self._lock = threading.Lock()
        self._executor: Executor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._lock:
            executor, self._executor = self._executor, None
        if executor is not None:
            executor.shutdown(cancel_futures=True)

    def __call__(
        self, do: Callable[[T], R], items: Sequence[T], costs: Sequence[float], /
    ) -> Sequence[R]:
        """What `do` makes of each item, in their order; shared if that is worth it."""
        worth = self._worth if self._executor is None else min(self._worth, WARM)
        if sum(costs) < worth or len(items) < 2:  # noqa: PLR2004 - one cannot be shared
            return [self._here(do, item) for item in items]
        return self._shared(do, items, deque(chunks(costs, self._least)))

    def _here(self, do: Callable[[T], R], item: T) -> R:
        if self._stop.is_set():
            raise StoppedError
        return do(item)

    def _shared(
        self, do: Callable[[T], R], items: Sequence[T], waiting: deque[Chunk]
    ) -> Sequence[R]:
        executor = self._ready()
        most = IN_HAND * self._hands()
        count = 0
        running: dict[Future[list[R]], Chunk] = {}
        done: dict[int, list[R]] = {}
        try:
            while waiting or running:
                while waiting and len(running) < most:
                    chunk = waiting.popleft()
                    part = tuple(items[chunk.first : chunk.last])
                    running[executor.submit(all_of, do, part)] = chunk
                for future in self._finished(running):
                    chunk = running.pop(future)
                    try:
                        done[chunk.first] = future.result()
                        count += 1
                    except WorkerDiedError as error:
                        waiting.extendleft(reversed(_retried(chunk, items, error)))
                self._worked(count, count + len(waiting) + len(running))
        finally:
            for future in running:
                future.cancel()
        return [result for first in sorted(done) for result in done[first]]

    def _finished(self, running: dict[Future[R], Chunk]) -> set[Future[R]]:
        while True:
            if self._stop.is_set():
                raise StoppedError
            ended = wait(running, timeout=LOOK, return_when=FIRST_COMPLETED).done
            if ended:
                return ended

    def _ready(self) -> Executor:
        with self._lock:
            if self._executor is None:
                self._executor = self._make()
            return self._executor


def all_of(do: Callable[[T], R], items: Sequence[T]) -> list[R]:
    """A task: what `do` makes of each of a chunk's items."""
    return [do(item) for item in items]


def _retried(chunk: Chunk, items: Sequence[Any], died: WorkerDiedError) -> tuple[Chunk, ...]:
    found = again(chunk)
    if found:
        return found
    name = _name_of(items[chunk.first])
    what = f"“{name}”" if name else f"task {chunk.first + 1} of {len(items)}"
    raise WorkerError(
        f"workers: {what} ended {TRIES} processes ({died}); is there enough memory for it?"
    )


def _name_of(item: Any) -> str:  # noqa: ANN401 - any value that has a name, or several such
    first = item[0] if isinstance(item, tuple) and item else item
    return " ".join(str(getattr(first, "name", "")).split())[:SHOWN]
