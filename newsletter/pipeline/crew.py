"""Who does the heavy work of a pass: this process, others beside it, or a cluster."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from newsletter.model.work import in_turn
from newsletter.workers.crew import Crew
from newsletter.workers.pool import Pool

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsletter.model.work import Each
    from newsletter.sources.outside import Outside
    from newsletter.workers.options import WorkerOptions


@contextmanager
def crew(options: WorkerOptions, outside: Outside) -> Iterator[Each]:
    """By the table [workers]; what was started ends with it, and is started only when needed."""
    if options.processes == 1:
        yield in_turn
        return
    pool = partial(Pool, options.processes)
    hands = options.processes
    with Crew(pool, lambda: hands, stop=outside.stop, worked=outside.worked) as each:
        yield each
