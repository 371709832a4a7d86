from __future__ import annotations

import logging
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from newsletter.schedule.service import serve
from newsletter.schedule.ticker import Job
from newsletter.slots import parse_schedule

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

ZONE = ZoneInfo("UTC")
NEVER = parse_schedule("0 0 29 2 *")
BEAT = timedelta(seconds=0.1)
START = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
PATIENCE = 60.0  # seconds; a loaded machine is slow, a broken service never gets there


@dataclass
class Service:
    """A service in a thread of its own, and what it called."""

    calls: list[str] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)
    now: datetime = START

    def noting(self, what: str) -> Callable[[], None]:
        return lambda: self.calls.append(what)

    def run(
        self,
        jobs: tuple[Job, ...] = (),
        watch: tuple[Path, ...] = (),
        poll: Callable[[], None] | None = None,
        poll_every: timedelta = timedelta(hours=1),
    ) -> threading.Thread:
        def stay() -> None:
            serve(
                jobs,
                watch=watch,
                on_change=lambda paths: self.calls.extend(path.name for path in paths),
                poll=poll or self.noting("poll"),
                poll_every=poll_every,
                reconcile=self.noting("reconcile"),
                stop=self.stop,
                heartbeat=BEAT,
                clock=lambda: self.now,
            )

        thread = threading.Thread(target=stay)
        thread.start()
        return thread

    def sees(self, what: str, times: int = 1, seconds: float = PATIENCE) -> bool:
        end = time.monotonic() + seconds
        while self.calls.count(what) < times and time.monotonic() < end:
            time.sleep(0.02)
        return self.calls.count(what) >= times


def test_it_polls_and_reconciles_at_the_start_and_stops_at_once() -> None:
    service = Service()
    thread = service.run()
    assert service.sees("poll")
    assert service.sees("reconcile")
    service.stop.set()
    start = time.monotonic()
    thread.join(10)
    assert not thread.is_alive()
    assert time.monotonic() - start < 3


def test_each_heartbeat_reconciles_and_polls_are_by_the_clock() -> None:
    service = Service()
    thread = service.run()
    assert service.sees("reconcile", 5)
    assert service.calls.count("poll") == 1
    service.now += timedelta(hours=1)  # as after a suspend
    assert service.sees("poll", 2)
    service.stop.set()
    thread.join(10)


def test_a_clock_that_is_set_back_is_noticed_and_all_is_planned_anew(
    caplog: pytest.LogCaptureFixture,
) -> None:
    service = Service()
    with caplog.at_level(logging.INFO):
        thread = service.run((Job("morning", NEVER, ZONE, service.noting("job")),))
        assert service.sees("reconcile", 2)
        service.now -= timedelta(days=1)
        assert service.sees("poll", 2)
        service.stop.set()
        thread.join(10)
    events = [message.split()[0] for message in caplog.messages]
    assert "event=clock_set_back" in events
    assert events.count("event=planned") == 2


def test_a_file_that_settles_is_told_of(tmp_path: Path) -> None:
    service = Service()
    (tmp_path / "note.txt").write_text("whole")
    thread = service.run(watch=(tmp_path,))
    assert service.sees("note.txt")
    service.stop.set()
    thread.join(10)


def test_work_that_fails_does_not_end_the_service(caplog: pytest.LogCaptureFixture) -> None:
    service = Service()

    def fail() -> None:
        service.calls.append("poll")
        raise ValueError("no such feed")

    thread = service.run(poll=fail, poll_every=timedelta(0.1))
    assert service.sees("poll")
    service.now += timedelta(hours=9)
    assert service.sees("poll", 2)
    service.stop.set()
    thread.join(10)
    assert 'event=task_failed task=poll reason="no such feed"' in caplog.messages


def test_work_under_way_is_let_finish(tmp_path: Path) -> None:
    """SIGTERM to a real process in the middle of a job."""
    script = """
import sys, time
from datetime import timedelta
from pathlib import Path
from newsletter.schedule.service import serve, stop_on_signals

def poll():
    print("begun", flush=True)
    time.sleep(0.5)
    Path(sys.argv[1]).write_text("whole")

with stop_on_signals() as stop:
    serve([], watch=[], on_change=print, poll=poll, poll_every=timedelta(hours=1),
          reconcile=lambda: None, stop=stop)
print("ended")
"""
    for number in (signal.SIGTERM, signal.SIGINT):
        file = tmp_path / number.name
        with subprocess.Popen(
            [sys.executable, "-c", script, str(file)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            try:
                assert process.stdout is not None
                assert process.stdout.readline() == "begun\n"
                process.send_signal(number)
                assert process.communicate(timeout=PATIENCE) == ("ended\n", "")
            finally:
                process.kill()
        assert (process.returncode, file.read_text()) == (0, "whole")
