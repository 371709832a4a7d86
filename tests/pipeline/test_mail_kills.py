"""Killed at any step of any mail, nobody gets one twice that is not told, and nobody gets none."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from newsletter.pipeline.handover import deliver
from newsletter.store.store import open_store
from tests.deliver.sink import Sink, sinking
from tests.pipeline.test_post import NOW, settings, states

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsletter.config.settings import Settings

__all__ = ["settings"]

READERS = 12
# (step of the mail, which mail): before anything, while it is told who it is for, behind its text,
# before and behind the answer.
KILLS = [("MAIL", 1), ("RCPT", 2), ("BODY", 1), ("END", 2), ("ANSWERED", 1), ("MAIL", 2)]
WORK = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from newsletter.config.load import load
from newsletter.pipeline.handover import deliver
from newsletter.pipeline.run import run
from newsletter.store.store import open_store

now = datetime.fromisoformat(sys.argv[2])
settings = load(Path(sys.argv[1]), {})
(morning,) = settings.newsletters
with open_store(settings.store.url, settings.root) as store:
    if store.editions.latest() is None:
        run(morning, settings, store, now)
    deliver(morning, settings, store, now)
"""


@pytest.fixture
def sink() -> Iterator[Sink]:
    with sinking(Sink()) as running:
        yield running


def working(workspace: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", WORK, str(workspace / "newsletter.toml"), NOW.isoformat()]
    )


def test_killed_at_any_step_nobody_gets_two_and_nobody_none(
    settings: Settings, workspace: Path, sink: Sink
) -> None:
    names = [f"reader{number}@mill.example" for number in range(READERS)]
    (workspace / "readers.txt").write_text("\n".join(names), "utf-8")
    (morning,) = settings.newsletters
    for step, number in KILLS:
        seen: Counter[str] = Counter()
        process: list[subprocess.Popen[bytes]] = []

        def kill(at: str, step: str = step, number: int = number) -> None:
            seen[at] += 1  # noqa: B023 - used up before the next round begins
            if at == step and seen[at] == number:  # noqa: B023 - same reason
                process[0].kill()  # noqa: B023 - same reason
                process[0].wait()  # noqa: B023 - same reason

        sink.at = kill
        process.append(working(workspace))
        assert process[0].wait(60) == -9
    sink.at = lambda _step: None
    assert working(workspace).wait(60) == 0
    with open_store(settings.store.url, settings.root) as store:
        came, said = Counter(sink.recipients), states(store)
        assert set(said) == {"ada@mill.example", *names}
        assert set(said.values()) <= {"sent", "uncertain"}
        assert list(said.values()).count("uncertain") <= len(KILLS)
        for recipient, state in said.items():
            assert came[recipient] == 1 or (state == "uncertain" and came[recipient] == 0)
        assert store.outbox.again("morning", NOW) == list(said.values()).count("uncertain")
        deliver(morning, settings, store, NOW)
        assert set(states(store).values()) == {"sent"}
        assert set(sink.recipients) == set(said)


def test_many_processes_at_once_send_each_mail_once(
    settings: Settings, workspace: Path, sink: Sink
) -> None:
    assert settings.newsletters[0].deliver.smtp
    names = [f"reader{number}@mill.example" for number in range(20)]
    (workspace / "readers.txt").write_text("\n".join(names), "utf-8")
    sink.slow = 0.01
    assert [one.wait(60) for one in [working(workspace) for _ in range(3)]] == [0, 0, 0]
    assert Counter(sink.recipients) == Counter(["ada@mill.example", *names])
