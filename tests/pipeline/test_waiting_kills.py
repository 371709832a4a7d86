"""Killed at any step of a morning, its edition goes out once, and nobody needs to help."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from newsletter.store.store import open_store

if TYPE_CHECKING:
    from pathlib import Path

    from newsletter.config.settings import Settings

SLOT = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)  # 07:00 in Berlin
MINUTE = timedelta(minutes=1)

STEPS = """
import os, sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from sqlalchemy import event
from sqlalchemy.engine import Engine
from newsletter.config.load import load
from newsletter.deliver import desk
from newsletter.pipeline.due import run_due
from newsletter.pipeline.send import approve
from newsletter.store.store import open_store

root, left = Path(sys.argv[1]), [int(sys.argv[2])]


def step(*_told):
    left[0] -= 1
    if not left[0]:
        os.kill(os.getpid(), 9)


settings = load(root / "newsletter.toml", {})
morning = replace(
    settings.newsletters[0], approve=True, lead=timedelta(minutes=45), catch_up=timedelta(hours=1)
)
with open_store(settings.store.url, root) as store:
    event.listen(Engine, "commit", step)
    lay = desk.lay
    desk.lay = lambda *told: (lay(*told), step())
    for at in sys.argv[3:]:
        now = datetime.fromisoformat(at)
        for _ in run_due(morning, settings, store, now):
            pass
        if store.drafts.open("morning") and not store.drafts.open("morning").approved:
            approve(morning, settings, store, "Ana", now)
print(left[0])
"""


def test_killed_before_any_commit_and_behind_the_draft_each_time_has_one(
    settings: Settings, workspace: Path
) -> None:
    """Killed at the n-th step of a morning, and then at the n-th of the rest, until none is."""
    times = [(SLOT + minutes * MINUTE).isoformat() for minutes in (-45, -44, -1, 0, 1)]
    killed, number = 0, 1
    while True:
        told = subprocess.run(
            [sys.executable, "-c", STEPS, str(workspace), str(number), *times],
            capture_output=True,
            check=False,
            text=True,
            timeout=60,
        )
        if told.returncode == 0:
            break
        assert told.returncode == -signal.SIGKILL, told.stderr
        killed, number = killed + 1, number + 1
    assert killed > 8
    with open_store(settings.store.url, workspace) as store:
        assert [row.id for row in store.editions.last("morning")] == ["morning/2026-11-23T0700"]
        row = store.ledger.of("morning", SLOT)
        assert row
        assert row.state == "done"
        assert store.drafts.open("morning") is None
        assert {one.state for one in store.deliveries.of("morning/2026-11-23T0700")} == {"done"}
