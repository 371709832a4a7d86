"""The crew: as in turn, whoever does it and whoever dies meanwhile."""

from __future__ import annotations

import os
import signal
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.errors import StoppedError, WorkerError
from newsletter.workers.crew import Crew
from newsletter.workers.pool import Pool
from tests.workers import tasks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def crew_of(processes: int, **named: Any) -> Iterator[tuple[Crew, list[Pool]]]:
    """A crew that shares whatever it is given, and the pools that it has made."""
    made: list[Pool] = []

    def make() -> Pool:
        made.append(Pool(processes))
        return made[-1]

    with Crew(make, lambda: processes, **({"worth": 0.0} | named)) as crew:
        yield crew, made


@pytest.fixture(scope="module")
def crew() -> Iterator[Crew]:
    with crew_of(2) as (crew, _):
        yield crew


@given(st.lists(st.tuples(st.integers(), st.floats(0, 2)), max_size=30))
@settings(max_examples=20, deadline=None)
def test_results_are_those_of_doing_it_in_turn(crew: Crew, items: list[tuple[int, float]]) -> None:
    numbers = [number for number, _ in items]
    found = crew(tasks.squared, numbers, [cost for _, cost in items])
    assert list(found) == [number * number for number in numbers]


def test_little_work_starts_no_process() -> None:
    with crew_of(2, worth=4.0) as (crew, made):
        assert list(crew(tasks.squared, [1, 2, 3], [1.0, 1.0, 1.0])) == [1, 4, 9]
        assert made == []


def test_processes_that_are_killed_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    marks = [str(tmp_path / str(number)) for number in range(8)]
    with crew_of(2) as (crew, _):
        assert list(crew(tasks.deadly_once, marks[:1] + marks[:1], [1.0, 1.0])) == marks[:1] * 2

    def kill(pools: list[Pool]) -> None:
        """As an administrator does, or a kernel that is short of memory."""
        while not pools or len(pools[0].pids) < 2:
            time.sleep(0.01)
        time.sleep(0.3)
        os.kill(pools[0].pids[0], signal.SIGKILL)

    with crew_of(2) as (crew, made):
        killer = threading.Thread(target=kill, args=(made,))
        killer.start()
        seconds = [0.1 + number / 1000 for number in range(16)]
        assert list(crew(tasks.slept, seconds, [1.0] * 16)) == seconds
        killer.join()


def test_an_item_that_ends_three_processes_is_named_and_the_crew_goes_on() -> None:
    with crew_of(2) as (crew, _):
        with pytest.raises(WorkerError, match=r"^workers: task 8 of 12 ended 3 processes \(SIGK"):
            crew(tasks.deadly, list(range(12)), [0.3] * 12)
        assert list(crew(tasks.deadly, [1, 2], [1.0, 1.0])) == [1, 2]


def test_what_a_task_raises_is_raised() -> None:
    with crew_of(2) as (crew, _), pytest.raises(ValueError, match=r"^no \d$"):
        crew(tasks.refused, [1, 2, 3], [1.0] * 3)


def test_who_is_asked_to_stop_stops_in_the_middle_of_a_task() -> None:
    stop = threading.Event()
    threading.Timer(1.0, stop.set).start()
    begun = time.monotonic()
    with pytest.raises(StoppedError), crew_of(2, stop=stop) as (crew, _):
        crew(tasks.slept, [600.0, 600.0], [1.0, 1.0])
    assert time.monotonic() - begun < 30


def test_progress_counts_up_to_the_end() -> None:
    told: list[tuple[int, int]] = []
    with crew_of(2, worked=lambda *both: told.append(both)) as (crew, _):
        crew(tasks.squared, [1, 2, 3, 4], [1.0] * 4)
    assert told[-1] == (4, 4)
    assert told == sorted(told)


def test_several_threads_share_one_crew() -> None:
    found: dict[int, list[int]] = {}

    def ask(number: int, crew: Crew) -> None:
        found[number] = list(crew(tasks.squared, [number, number + 1], [1.0, 1.0]))

    with crew_of(2) as (crew, made):
        threads = [threading.Thread(target=ask, args=(number, crew)) for number in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(made) == 1
    assert found == {number: [number**2, (number + 1) ** 2] for number in range(6)}
