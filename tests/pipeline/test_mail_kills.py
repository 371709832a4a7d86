"""Killed at any step of any mail, nobody gets one twice that is not told, and nobody gets none."""

from __future__ import annotations

from collections import Counter
from queue import Queue
from typing import TYPE_CHECKING

import pytest

from newsletter.pipeline.handover import deliver
from newsletter.pipeline.run import run
from newsletter.store.store import open_store
from tests.deliver.sink import Sink, sinking
from tests.pipeline.forked import ended, forked, kill
from tests.pipeline.test_post import NOW, settings, states

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsletter.config.settings import Settings

__all__ = ["settings"]

READERS = 12
# (step of the mail, which mail): while a connection is made, while it is told who the mail is
# for, in its text; behind its end, before and behind the answer to it.
KEPT = [("HELLO", 1), ("MAIL", 1), ("RCPT", 2), ("DATA", 1), ("MAIL", 2), ("DATA", 2)]
DOUBTED = [("BODY", 1), ("END", 2), ("ANSWERED", 1)]


@pytest.fixture
def sink() -> Iterator[Sink]:
    with sinking(Sink()) as running:
        yield running


def work(settings: Settings) -> None:
    (morning,) = settings.newsletters
    with open_store(settings.store.url, settings.root) as store:
        if store.editions.latest() is None:
            run(morning, settings, store, NOW)
        deliver(morning, settings, store, NOW)


def killed_at(step: str, number: int, settings: Settings, sink: Sink) -> bool:
    """Whether a process was killed there: the server waits until it has ended, and goes on."""
    seen: Counter[str] = Counter()
    process: Queue[int] = Queue(1)

    def at(now: str) -> None:
        seen[now] += 1
        if (now, seen[now]) == (step, number):
            kill(process.get())

    sink.at = at
    working = forked(lambda: work(settings))
    process.put(working)
    return ended(working) == -9


def test_killed_at_any_step_nobody_gets_two_and_nobody_none(
    settings: Settings, workspace: Path, sink: Sink
) -> None:
    """In doubt is only what may have left: a mail whose end was sent."""
    names = [f"reader{number}@mill.example" for number in range(READERS)]
    (workspace / "readers.txt").write_text("\n".join(names), "utf-8")
    (morning,) = settings.newsletters
    for step, number in KEPT:
        assert killed_at(step, number, settings, sink), (step, number)
    with open_store(settings.store.url, settings.root) as store:
        assert store.outbox.bury("morning", NOW) == ()
        assert set(states(store).values()) == {"queued", "sent"}
    for step, number in DOUBTED:
        assert killed_at(step, number, settings, sink), (step, number)
    sink.at = lambda _step: None
    work(settings)
    with open_store(settings.store.url, settings.root) as store:
        came, said = Counter(sink.recipients), states(store)
        assert came == Counter(["ada@mill.example", *names])
        assert set(said) == set(came)
        # Killed behind the answer, it may have been written down just before.
        doubted = list(said.values()).count("uncertain")
        assert doubted in {len(DOUBTED) - 1, len(DOUBTED)}
        assert list(said.values()).count("sent") == len(said) - doubted
        assert store.outbox.again("morning", NOW) == doubted
        deliver(morning, settings, store, NOW)
        assert set(states(store).values()) == {"sent"}


def test_many_processes_at_once_send_each_mail_once(
    settings: Settings, workspace: Path, sink: Sink
) -> None:
    names = [f"reader{number}@mill.example" for number in range(20)]
    (workspace / "readers.txt").write_text("\n".join(names), "utf-8")
    sink.slow = 0.01
    processes = [forked(lambda: work(settings)) for _ in range(3)]
    assert [ended(one) for one in processes] == [0, 0, 0]
    assert Counter(sink.recipients) == Counter(["ada@mill.example", *names])
