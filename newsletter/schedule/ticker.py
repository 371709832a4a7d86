"""APScheduler as a ticker: it wakes each newsletter's job at its slots, and nothing more.

What is due is decided by the ledger, so a tick too many does no harm and a lost one is caught
by the service's heartbeat.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from apscheduler.schedulers.background import BackgroundScheduler

from newsletter.logs import event
from newsletter.schedule.tasks import guarded
from newsletter.schedule.trigger import SlotTrigger

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from zoneinfo import ZoneInfo

    from newsletter.slots import Schedule

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """A newsletter's planned work: `run` makes what is due."""

    name: str
    schedule: Schedule
    zone: ZoneInfo
    run: Callable[[], None]


class Ticker:
    """Runs jobs at their slots, each in a thread and never twice at once."""

    name = "ticker"

    def __init__(self, jobs: Sequence[Job]) -> None:
        self._jobs = tuple(jobs)
        # Memory store: two schedulers on one persistent store ran 7 of 14 slots twice.
        self._scheduler = BackgroundScheduler(timezone=UTC)
        # Its own lines are in another form, and tell nothing that ours do not.
        logging.getLogger("apscheduler").setLevel(logging.ERROR)

    def start(self) -> None:
        self.plan()
        self._scheduler.start()

    def is_alive(self) -> bool:
        thread = self._scheduler._thread  # noqa: SLF001 - APScheduler tells it nowhere else
        return thread is not None and thread.is_alive()

    def replace(self, jobs: Sequence[Job]) -> None:
        """From now on these; a job that is running goes on."""
        kept = {job.name for job in jobs}
        for job in self._jobs:
            if job.name not in kept:
                self._scheduler.remove_job(job.name)
        self._jobs = tuple(jobs)
        self.plan()

    def wake(self) -> None:
        """Looks at the clock now: after a suspend the planned wait is too long."""
        self._scheduler.wakeup()

    def plan(self) -> None:
        """Plans from the clock as it is: when it was set back, older plans lie too far ahead."""
        for job in self._jobs:
            planned = self._scheduler.add_job(
                guarded(job.name, job.run),
                SlotTrigger(job.schedule, job.zone),
                id=job.name,
                misfire_grace_time=None,
                coalesce=True,
                max_instances=1,
                replace_existing=True,
            )
            at = planned.trigger.get_next_fire_time(None, datetime.now(UTC))
            log.info(event("planned", newsletter=job.name, next=at or "never"))

    def stop(self) -> None:
        """Returns when running jobs have finished."""
        self._scheduler.shutdown(wait=True)
