"""Real child processes: they share the work, are replaced when killed, and leave nobody behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from newsletter.errors import StoppedError
from newsletter.workers.failures import WorkerDiedError
from newsletter.workers.pool import Pool
from tests.workers import tasks

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def pool_of(processes: int) -> Iterator[Pool]:
    pool = Pool(processes)
    try:
        yield pool
    finally:
        pool.shutdown()


def ended(pid: int, within: float = 10.0) -> bool:
    """Whether a process is gone, or is nobody's any more but a reaper's."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.05)
    return False


def test_tasks_are_done_in_other_processes_as_many_as_were_wanted() -> None:
    with pool_of(2) as pool:
        futures = [pool.submit(tasks.pid, number) for number in range(40)]
        found = {future.result(60) for future in futures}
        assert 1 <= len(found) <= 2
        assert os.getpid() not in found
        assert found == set(pool.pids)


def test_what_a_task_raises_is_raised_here() -> None:
    with pool_of(1) as pool:
        with pytest.raises(ValueError, match=r"^no 3$"):
            pool.submit(tasks.refused, 3).result(60)
        with pytest.raises(RuntimeError, match=r"^Odd: ab$"):
            pool.submit(tasks.oddly_refused, 3).result(60)
        with pytest.raises(Exception, match="pickle"):
            pool.submit(tasks.unpicklable, 3).result(60)
        assert pool.submit(tasks.squared, 3).result(60) == 9


def test_a_killed_process_fails_its_task_alone_and_another_takes_its_place() -> None:
    with pool_of(1) as pool:
        with pytest.raises(WorkerDiedError, match=r"^SIGKILL$"):
            pool.submit(tasks.deadly, 7).result(60)
        assert pool.pids == ()
        assert pool.submit(tasks.deadly, 8).result(60) == 8


def test_at_its_end_no_process_is_left_whatever_is_under_way() -> None:
    with pool_of(2) as pool:
        futures = [pool.submit(tasks.slept, 600.0) for _ in range(5)]
        while len(pool.pids) < 2:
            time.sleep(0.02)
        pids = pool.pids
    assert all(ended(pid) for pid in pids)
    assert all(future.done() for future in futures)
    with pytest.raises((StoppedError, RuntimeError)):
        pool.submit(tasks.squared, 1).result(60)


PROGRAM = """
import sys, threading
from newsletter.workers.pool import Pool
from tests.workers import tasks
pool = Pool(2)
try:  # the signal may come as soon as the line is printed
    futures = [pool.submit(tasks.slept, 1.0) for _ in range(400)]
    while len(pool.pids) < 2:
        threading.Event().wait(0.02)
    print(*pool.pids, flush=True)
    for future in futures:
        future.result()
finally:
    pool.shutdown()
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_a_program_that_is_ended_leaves_no_processes(number: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as program:
        assert program.stdout is not None
        pids = [int(word) for word in program.stdout.readline().split()]
        program.send_signal(number)
        program.wait(60)
    assert len(pids) == 2
    assert all(ended(pid) for pid in pids)
