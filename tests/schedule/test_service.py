from __future__ import annotations

import logging
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from newsletter.schedule.notify import Notify
from newsletter.schedule.service import Plan, Work, serve
from newsletter.schedule.signals import Asked
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
    asked: Asked = field(default_factory=Asked)
    plans: list[Plan] = field(default_factory=list)
    now: datetime = START
    environ: dict[str, str] = field(default_factory=dict)

    def reload(self) -> Plan | None:
        self.calls.append("reload")
        if not self.plans:
            raise ValueError("such settings there are not")
        return self.plans.pop()

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
            work = Work(
                on_change=lambda paths: self.calls.extend(path.name for path in paths),
                poll=poll or self.noting("poll"),
                poll_every=poll_every,
                reconcile=self.noting("reconcile"),
                reload=self.reload,
                beat=lambda: "All is well\nREADY=0",
            )
            serve(
                Plan(jobs, watch),
                work,
                self.asked,
                notify=Notify(self.environ),
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
    service.asked.to_stop()
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
    service.asked.to_stop()
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
        service.asked.to_stop()
        thread.join(10)
    events = [message.split()[0] for message in caplog.messages]
    assert "event=clock_set_back" in events
    assert events.count("event=planned") == 2


def test_a_file_that_settles_is_told_of(tmp_path: Path) -> None:
    service = Service()
    (tmp_path / "note.txt").write_text("whole")
    thread = service.run(watch=(tmp_path,))
    assert service.sees("note.txt")
    service.asked.to_stop()
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
    service.asked.to_stop()
    thread.join(10)
    assert 'event=task_failed task=poll reason="no such feed"' in caplog.messages


def test_work_under_way_is_let_finish(tmp_path: Path) -> None:
    """SIGTERM to a real process in the middle of a job."""
    script = """
import sys, time
from datetime import timedelta
from pathlib import Path
from newsletter.schedule.service import Plan, Work, serve
from newsletter.schedule.signals import asked_by_signals

def poll():
    print("begun", flush=True)
    time.sleep(0.5)
    Path(sys.argv[1]).write_text("whole")

with asked_by_signals() as asked:
    work = Work(on_change=print, poll=poll, poll_every=timedelta(hours=1), reconcile=lambda: None)
    serve(Plan(), work, asked)
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


def test_a_reload_plans_and_watches_anew_and_one_that_fails_leaves_all_as_it_is(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    service = Service()
    (tmp_path / "note.txt").write_text("whole")
    with caplog.at_level(logging.INFO):
        thread = service.run((Job("morning", NEVER, ZONE, service.noting("job")),))
        service.asked.to_reload()
        assert service.sees("reload", 1)
        service.plans.append(
            Plan((Job("evening", NEVER, ZONE, service.noting("job")),), (tmp_path,))
        )
        service.asked.to_reload()
        assert service.sees("reload", 2)
        assert service.sees("note.txt")
        service.asked.to_stop()
        thread.join(10)
    planned = [said.split()[1] for said in caplog.messages if said.startswith("event=planned")]
    assert planned == ["newsletter=morning", "newsletter=evening"]
    assert 'event=task_failed task=reload reason="such settings there are not"' in caplog.messages


def test_the_manager_hears_of_each_round_and_of_reloads(tmp_path: Path) -> None:
    """Over a real datagram socket; a status of several lines cannot say anything else."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        manager.settimeout(PATIENCE)
        service = Service()
        service.environ = {
            "NOTIFY_SOCKET": str(tmp_path / "notify"),
            "WATCHDOG_USEC": "60000000",
        }
        thread = service.run()
        heard = [manager.recv(4096).decode() for _ in range(3)]
        assert heard == ["READY=1", *["WATCHDOG=1\nSTATUS=All is well READY=0"] * 2]
        service.asked.to_reload()
        said = ""
        while not said.startswith("RELOADING=1\nMONOTONIC_USEC="):
            said = manager.recv(4096).decode()
        assert manager.recv(4096) == b"READY=1"
        service.asked.to_stop()
        while not said.startswith("STOPPING=1"):
            said = manager.recv(4096).decode()
        thread.join(10)
