"""Jobs are functions of the standard library that do what hostile input makes parsers do."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from newsletter.errors import GuardError
from newsletter.workers.guard import Guard, Limits, shared_guard

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Usage:
    """What `os.times` gives, as msgpack would carry a dataclass."""

    when: datetime


@pytest.fixture
def guard() -> Iterator[Guard]:
    guard = Guard(Limits(cpu_seconds=1, wall_seconds=30))
    yield guard
    guard.close()


def pid(guard: Guard) -> int:
    return guard.run("os:getpid", returns=int)


def is_running(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2]
    except OSError:
        return False
    return state.split()[0] != "Z"


def wait_until_gone(process: int) -> bool:
    end = time.monotonic() + 10
    while is_running(process) and time.monotonic() < end:
        time.sleep(0.01)
    return not is_running(process)


def test_jobs_are_done_in_one_other_process(guard: Guard) -> None:
    assert pid(guard) == pid(guard) != os.getpid()


def test_no_child_is_started_before_the_first_job() -> None:
    children = Path(f"/proc/self/task/{threading.get_native_id()}/children")
    before = children.read_text(encoding="ascii")
    guard = Guard()
    assert children.read_text(encoding="ascii") == before
    guard.close()


def test_values_travel_both_ways(guard: Guard) -> None:
    assert guard.run("operator:concat", b"a\0", b"\xff", returns=bytes) == b"a\0\xff"
    when = datetime(2026, 11, 23, 7, tzinfo=UTC)
    assert guard.run("builtins:dict", [["when", when]], returns=Usage) == Usage(when)


def test_large_values_travel_both_ways(guard: Guard) -> None:
    body = bytes(10_000_000)
    assert guard.run("builtins:bytes", body, returns=bytes) == body


@pytest.mark.parametrize(
    ("job", "argument", "reason"),
    [
        ("math:factorial", 5_000_000, "took more than 1 s of CPU"),
        ("builtins:bytes", 10**10, "needed more than 256 MB of memory"),
        ("os:_exit", 3, "ended its process (exit code 3)"),
        ("os:abort", None, "ended its process (SIGABRT)"),
        ("builtins:int", "x", "failed with ValueError: invalid literal"),
        ("no_such_module:f", None, "failed with ModuleNotFoundError: No module named"),
        ("os:no_such_name", None, "failed with AttributeError"),
        ("builtins:object", None, "failed with TypeError"),
        ("builtins:str", "not a number", "gave a result that cannot be read"),
    ],
)
def test_each_failure_has_its_reason_and_the_next_job_is_done(
    guard: Guard, job: str, argument: object, reason: str
) -> None:
    arguments = () if argument is None else (argument,)
    with pytest.raises(GuardError) as caught:
        guard.run(job, *arguments, returns=int)
    assert str(caught.value).startswith(reason)
    assert pid(guard) > 0


def test_a_job_that_waits_is_ended_by_the_clock(guard: Guard) -> None:
    start = time.monotonic()
    with pytest.raises(GuardError, match=r"took longer than 0\.2 s"):
        guard.run("time:sleep", 60, returns=type(None), limits=Limits(wall_seconds=0.2))
    assert time.monotonic() - start < 5


def test_the_cpu_limit_is_each_jobs_own(guard: Guard) -> None:
    """Together these jobs take more than the limit, none of them does."""
    first = pid(guard)
    limits = Limits(cpu_seconds=0.5)
    used = 0.0
    while used < 1.6:
        work = ("hashlib:pbkdf2_hmac", "sha256", b"x", b"y", 300_000)
        guard.run(*work, returns=bytes, limits=limits)
        used = guard.run("time:process_time", returns=float)
        assert pid(guard) == first


def test_a_large_program_keeps_its_child_from_job_to_job() -> None:
    """The child's size counts, and not that of the program which started it."""
    program = """
from newsletter.workers.guard import Guard
ballast = b"x" * 200_000_000
guard = Guard()
print(len({guard.run("os:getpid", returns=int) for _ in range(3)}))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.split() == [b"1"]


def test_an_ended_child_leaves_no_zombie(guard: Guard) -> None:
    child = pid(guard)
    with pytest.raises(GuardError):
        guard.run("os:abort", returns=int)
    assert not Path(f"/proc/{child}").exists()
    child = pid(guard)
    guard.close()
    assert not Path(f"/proc/{child}").exists()


def test_a_child_that_was_killed_meanwhile_is_replaced(guard: Guard) -> None:
    child = pid(guard)
    os.kill(child, signal.SIGKILL)
    assert wait_until_gone(child)
    assert pid(guard) != child


def test_a_forgotten_guard_takes_its_child_along() -> None:
    guard = Guard()
    child = pid(guard)
    del guard
    assert wait_until_gone(child)


def test_interrupting_the_group_does_not_end_the_child(guard: Guard) -> None:
    child = pid(guard)
    os.kill(child, signal.SIGINT)
    assert pid(guard) == child


def test_threads_take_turns(guard: Guard) -> None:
    found: list[int] = []
    threads = [
        threading.Thread(
            target=lambda n=n: found.append(guard.run("operator:add", n, 1, returns=int))
        )
        for n in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == list(range(1, 21))


def test_the_shared_guard_is_one() -> None:
    assert shared_guard() is shared_guard()


PROGRAM = """
import os, signal, sys
from newsletter.workers.guard import shared_guard
print(shared_guard().run("os:getpid", returns=int), flush=True)
{end}
"""


@pytest.mark.parametrize(
    "end", ["", "os.kill(os.getpid(), signal.SIGKILL)", "sys.exit(3)", "os._exit(0)", "1 / 0"]
)
def test_no_child_outlives_its_program_however_that_ends(end: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(end=end)], capture_output=True, text=True, check=False
    )
    assert wait_until_gone(int(done.stdout))


def test_a_working_directory_cannot_slip_modules_in(tmp_path: Path) -> None:
    (tmp_path / "msgspec.py").write_text("raise SystemExit('mine')", encoding="utf-8")
    program = f"import os; os.chdir({str(tmp_path)!r})\n" + PROGRAM.format(end="")
    done = subprocess.run(
        [sys.executable, "-P", "-c", program], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip().isdecimal(), done.stderr


def test_after_long_jobs_for_nothing_the_next_ones_have_a_second() -> None:
    """Twenty hostile feeds at 5 s each would take a pass's whole 90 s."""
    guard = Guard(Limits(cpu_seconds=4, wall_seconds=0.5), patience=0.4)
    with pytest.raises(GuardError, match=r"took longer than 0\.5 s"):
        guard.run("time:sleep", 5, returns=int)
    with pytest.raises(GuardError, match=r"took more than 1 s of CPU"):
        guard.run("timeit:timeit", "while True: pass", returns=float, limits=Limits(4, 30))
    assert guard.run("os:getpid", returns=int) != os.getpid()
    guard.close()
