"""Killed at any step of a morning, its edition goes out once, and nobody needs to help."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import event
from sqlalchemy.engine import Engine

from newsletter.deliver import desk
from newsletter.pipeline.due import run_due
from newsletter.pipeline.send import approve
from newsletter.store.store import open_store
from tests.pipeline.forked import ended, forked

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from newsletter.config.settings import Settings

SLOT = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)  # 07:00 in Berlin
MINUTE = timedelta(minutes=1)
LOOKS = [SLOT + minutes * MINUTE for minutes in (-45, -44, -1, 0, 1)]


def morning_of(settings: Settings) -> None:
    """Looks as a service has them, and an editor who approves what is drafted."""
    morning = replace(
        settings.newsletters[0], approve=True, lead=45 * MINUTE, catch_up=timedelta(hours=1)
    )
    with open_store(settings.store.url, settings.root) as store:
        for now in LOOKS:
            list(run_due(morning, settings, store, now))
            draft = store.drafts.open("morning")
            if draft and not draft.approved:
                approve(morning, settings, store, "Ana", now)


def killed_at(number: int, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether a process of its own was killed at that step; if not, it came to its end."""
    left = [number]

    def step(*_said: object) -> None:
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)

    prepare, lay = desk.prepare, desk.lay

    def prepared(folder: Path, manuscript: bytes) -> None:
        prepare(folder, manuscript)
        step()

    def laid(folder: Path) -> None:
        step()
        lay(folder)

    def work() -> None:
        event.listen(Engine, "commit", step)
        monkeypatch.setattr(desk, "prepare", prepared)
        monkeypatch.setattr(desk, "lay", laid)
        morning_of(settings)

    code = ended(forked(work))
    assert code in {0, -signal.SIGKILL}
    return code != 0


def test_killed_before_any_commit_and_behind_the_manuscript_it_goes_out_once(
    settings: Settings, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the first step of a morning, then at the second of what is left, until none is."""
    killed = 0
    while killed_at(killed + 1, settings, monkeypatch):
        killed += 1
    assert killed > 8
    with open_store(settings.store.url, workspace) as store:
        assert [row.id for row in store.editions.last("morning")] == ["morning/2026-11-23T0700"]
        row = store.ledger.of("morning", SLOT)
        assert row
        assert row.state == "done"
        assert store.drafts.open("morning") is None
        assert {one.state for one in store.deliveries.of("morning/2026-11-23T0700")} == {"done"}
    there = workspace.glob("out/morning/**/*")
    assert {one.name for one in there if "draft" in str(one)} <= {
        "draft-2026-11-23T0700",
        desk.FILE,
    }
