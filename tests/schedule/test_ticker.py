"""The ticker on a real clock: the next second of the schedule is never far."""

from __future__ import annotations

import logging
import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from newsletter.schedule.ticker import Job, Ticker
from newsletter.slots import parse_schedule

if TYPE_CHECKING:
    import pytest

ZONE = ZoneInfo("UTC")


def test_a_job_runs_at_its_slot_and_its_failure_is_one_line(
    caplog: pytest.LogCaptureFixture,
) -> None:
    ran = threading.Event()

    def run() -> None:
        ran.set()
        raise ValueError("nothing\nto say")

    ticker = Ticker([Job("morning", parse_schedule("* * * * *"), ZONE, run)])
    with caplog.at_level(logging.INFO):
        ticker.start()
        # Rather than wait for the minute to end: the slot is planned for a second ago.
        past = datetime.now(UTC) - timedelta(seconds=1)
        ticker._scheduler.modify_job("morning", next_run_time=past)  # SLF001: APScheduler's own way
        assert ran.wait(10)
        ticker.stop()
    failures = [line for line in caplog.messages if "task_failed" in line]
    assert failures == ['event=task_failed task=morning reason="nothing to say"']
    assert all(record.name.startswith("newsletter") for record in caplog.records)


def test_slots_missed_for_days_are_one_run() -> None:
    runs: list[int] = []
    ran = threading.Event()

    def run() -> None:
        runs.append(1)
        ran.set()

    ticker = Ticker([Job("morning", parse_schedule("07:00"), ZONE, run)])
    ticker.start()
    past = datetime.now(UTC) - timedelta(days=9)
    ticker._scheduler.modify_job("morning", next_run_time=past)  # SLF001: as after a suspend
    ticker.wake()
    assert ran.wait(10)
    ticker.stop()
    assert runs == [1]


def test_what_is_planned_is_said_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    ticker = Ticker([Job("leap", parse_schedule("0 0 29 2 *"), ZONE, lambda: None)])
    with caplog.at_level(logging.INFO):
        ticker.start()
        ticker.stop()
    assert caplog.messages == ["event=planned newsletter=leap next=2028-02-29T00:00:00+00:00"]
