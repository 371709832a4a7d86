"""The resident service: jobs at their slots, feeds at intervals, folders when they change."""

from __future__ import annotations

import logging
import signal
import threading
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from newsletter.schedule.tasks import Task
from newsletter.schedule.ticker import Ticker
from newsletter.schedule.watcher import Watcher

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from newsletter.schedule.ticker import Job

log = logging.getLogger(__name__)

HEARTBEAT = timedelta(seconds=30)
# The clock is corrected by fractions of a second all day; a step is more.
STEP = timedelta(seconds=5)


def now() -> datetime:
    return datetime.now(UTC)


def serve(  # noqa: PLR0913 - each is a part of the service that its tests replace
    jobs: Sequence[Job],
    *,
    watch: Sequence[Path],
    on_change: Callable[[tuple[Path, ...]], None],
    poll: Callable[[], None],
    poll_every: timedelta,
    reconcile: Callable[[], None],
    stop: threading.Event,
    heartbeat: timedelta = HEARTBEAT,
    clock: Callable[[], datetime] = now,
) -> None:
    """Stays until `stop` is set, then returns when work that is under way has finished.

    `reconcile` makes what the ledger says is due: it is called at the start and at every
    heartbeat, so that a suspended machine and a changed clock lose no slot. `poll` collects the
    feeds, at the start and every `poll_every`. `on_change` is told of files that have settled.
    None of them runs twice at once, and none that fails ends the service.
    """
    ticker = Ticker(jobs)
    polling, reconciling = Task("poll", poll), Task("reconcile", reconcile)
    watcher = Watcher(watch, on_change)
    with ExitStack() as running:
        for part in (ticker, polling, reconciling, watcher):
            part.start()
            running.callback(part.stop)
        log.info("event=started newsletters=%d watched=%d", len(jobs), len(watch))
        seen = polled = clock()
        polling.ask()
        reconciling.ask()
        while not stop.wait(min(heartbeat, poll_every).total_seconds()):
            at = clock()
            if at < seen - STEP:
                log.warning("event=clock_set_back from=%s to=%s", seen.isoformat(), at.isoformat())
                ticker.plan()
            if at - polled >= poll_every or at < polled:
                polled = at
                polling.ask()
            seen = at
            ticker.wake()
            reconciling.ask()
        log.info("event=stopping")
    log.info("event=stopped")


@contextmanager
def stop_on_signals() -> Iterator[threading.Event]:
    """An event that SIGTERM and SIGINT set; a second one of them ends the process at once."""
    stop = threading.Event()
    signals = (signal.SIGTERM, signal.SIGINT)

    def handle(_number: int, _frame: object) -> None:
        for number in signals:
            signal.signal(number, signal.SIG_DFL)
        # In a thread: the handler may have interrupted the very wait that the event wakes.
        threading.Thread(target=stop.set).start()

    before = {number: signal.signal(number, handle) for number in signals}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
