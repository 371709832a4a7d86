"""The resident service: jobs at their slots, feeds at intervals, folders when they change."""

from __future__ import annotations

import logging
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from newsletter.errors import NewsletterError
from newsletter.logs import event, reason
from newsletter.schedule.notify import Notify
from newsletter.schedule.tasks import Task, guarded
from newsletter.schedule.ticker import Ticker
from newsletter.schedule.watcher import Watcher

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from newsletter.schedule.signals import Asked
    from newsletter.schedule.ticker import Job

log = logging.getLogger(__name__)

HEARTBEAT = timedelta(seconds=30)
# The clock is corrected by fractions of a second all day; a step is more.
STEP = timedelta(seconds=5)


def now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Plan:
    """What the settings in force ask for: when each newsletter is made, and what is watched."""

    jobs: Sequence[Job] = ()
    watch: Sequence[Path] = ()


def _unchanged() -> Plan | None:
    return None


@dataclass(frozen=True, slots=True)
class Work:
    """What is done. None of it runs twice at once, and none that fails ends the service.

    `reconcile` makes what the ledger says is due: it is called at the start and at every
    heartbeat, so that a suspended machine and a changed clock lose no slot. `poll` collects the
    feeds, at the start and every `poll_every`. `on_change` is told of files that have settled.
    `reload` gives the plan of new settings; None leaves all as it is. `beat` is told of each
    round at its end, and gives a line for people that says how things stand.
    """

    on_change: Callable[[tuple[Path, ...]], None]
    poll: Callable[[], None]
    poll_every: timedelta
    reconcile: Callable[[], None]
    reload: Callable[[], Plan | None] = _unchanged
    beat: Callable[[], str] = str


def serve(  # noqa: PLR0913 - each is a part of the service that its tests replace
    plan: Plan,
    work: Work,
    asked: Asked,
    *,
    notify: Notify | None = None,
    heartbeat: timedelta = HEARTBEAT,
    clock: Callable[[], datetime] = now,
) -> None:
    """Stays until it is asked to stop, then returns when work that is under way has ended."""
    notify = notify or Notify({})
    round_ = _Round(plan, work, notify, clock)
    # The manager must hear twice in its time, or one late round would be the end.
    beat = min(heartbeat, work.poll_every, (notify.watchdog or heartbeat * 2) / 2)
    with ExitStack() as running:
        for part in round_.parts:
            part.start()
            running.callback(part.stop)
        log.info(event("started", newsletters=len(plan.jobs), watched=len(plan.watch)))
        round_.first()
        notify.ready()
        while not asked.stop.is_set():
            round_.go()
            asked.wake.wait(beat.total_seconds())
            asked.wake.clear()
            if asked.reload.is_set() and not asked.stop.is_set():
                asked.reload.clear()
                round_.reload()
        notify.stopping()
        log.info(event("stopping"))
    log.info(event("stopped"))


class _Round:
    """What is done each time around."""

    def __init__(
        self, plan: Plan, work: Work, notify: Notify, clock: Callable[[], datetime]
    ) -> None:
        self._work, self._notify, self._clock = work, notify, clock
        self._ticker = Ticker(plan.jobs)
        self._watcher = Watcher(plan.watch, work.on_change)
        self._polling, self._reconciling = (
            Task("poll", work.poll),
            Task("reconcile", work.reconcile),
        )
        self.parts = (self._ticker, self._polling, self._reconciling, self._watcher)
        self._seen = self._polled = clock()

    def first(self) -> None:
        self._polling.ask()

    def go(self) -> None:
        """Looks at the clock, asks for what is due, and says that the service lives if it does."""
        at = self._clock()
        if at < self._seen - STEP:
            log.warning(event("clock_set_back", **{"from": self._seen, "to": at}))
            self._ticker.plan()
        if at - self._polled >= self._work.poll_every or at < self._polled:
            self._polled = at
            self._polling.ask()
        self._seen = at
        self._ticker.wake()
        self._reconciling.ask()
        dead = [part.name for part in self.parts if not part.is_alive()]
        if dead:
            log.error(event("part_ended", parts=", ".join(dead)))
        else:
            self._notify.alive(self._beat())

    def _beat(self) -> str:
        try:
            return self._work.beat()
        except NewsletterError as error:
            log.error(event("task_failed", task="beat", reason=reason(error)))  # noqa: TRY400 - one line
            return reason(error)

    def reload(self) -> None:
        self._notify.reloading()
        guarded("reload", self._take)()
        self._notify.ready()

    def _take(self) -> None:
        plan = self._work.reload()
        if plan is None:
            return
        self._ticker.replace(plan.jobs)
        self._watcher.watch(plan.watch)
        self._polling.ask()
        log.info(event("reloaded", newsletters=len(plan.jobs), watched=len(plan.watch)))
