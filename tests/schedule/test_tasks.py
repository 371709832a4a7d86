from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from newsletter.errors import StoreError
from newsletter.schedule.tasks import Task, guarded

if TYPE_CHECKING:
    import pytest


def test_a_failure_is_one_line_of_the_log(caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        raise StoreError('disk full\nin "two" lines')

    with caplog.at_level(logging.INFO):
        guarded("poll", fail)()
    assert caplog.messages == [
        'event=task_failed task=poll reason="disk full in \\"two\\" lines"',
    ]


def test_a_task_runs_when_asked_and_never_twice_at_once() -> None:
    at_work, go_on, done = threading.Semaphore(0), threading.Semaphore(0), []

    def act() -> None:
        at_work.release()
        assert go_on.acquire(timeout=10)
        done.append(1)

    task = Task("poll", act)
    task.start()
    task.ask()
    assert at_work.acquire(timeout=10)
    for _ in range(5):  # asked while it is at work: once more, not five times
        task.ask()
    assert not at_work.acquire(blocking=False)
    go_on.release()
    assert at_work.acquire(timeout=10)
    go_on.release()
    task.stop()
    assert len(done) == 2


def test_a_task_that_is_stopped_finishes_and_begins_nothing_new() -> None:
    at_work, go_on, done = threading.Event(), threading.Event(), []

    def act() -> None:
        at_work.set()
        go_on.wait(10)
        done.append(1)

    task = Task("poll", act)
    task.start()
    task.ask()
    assert at_work.wait(10)
    task.ask()
    stopping = threading.Thread(target=task.stop)
    stopping.start()
    go_on.set()
    stopping.join(10)
    assert done == [1]
