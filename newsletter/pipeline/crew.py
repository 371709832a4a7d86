"""Who does the heavy work of a pass: this process, others beside it, or a cluster."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, TypeVar

from newsletter.model.work import in_turn
from newsletter.workers.crew import Crew
from newsletter.workers.pool import Pool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from newsletter.model.work import Each
    from newsletter.sources.outside import Outside
    from newsletter.workers.options import WorkerOptions

T = TypeVar("T")
R = TypeVar("R")


@contextmanager
def crew(options: WorkerOptions, outside: Outside) -> Iterator[Each]:
    """By the table [workers]; what was started ends with it, and is started only when needed."""
    if options.processes == 1:
        yield partial(_in_turn, outside)
        return
    pool = partial(Pool, options.processes)
    hands = options.processes
    with Crew(pool, lambda: hands, stop=outside.stop, worked=outside.worked) as each:
        yield each


def _in_turn(
    outside: Outside, do: Callable[[T], R], items: Sequence[T], costs: Sequence[float], /
) -> Sequence[R]:
    """In this process, and told of as it goes on."""
    done = count(1)

    def told(item: T) -> R:
        made = do(item)
        outside.worked(next(done), len(items))
        return made

    return in_turn(told, items, costs)
