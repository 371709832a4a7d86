"""A draft goes out once, whoever sends it, how often, and when they are killed."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from newsletter.edition.codec import from_json
from newsletter.errors import DeliveryError
from newsletter.pipeline.desk import file_of
from newsletter.pipeline.send import approve, draft, drop, opened, send
from newsletter.store.claimant import myself

if TYPE_CHECKING:
    from pathlib import Path

    from newsletter.config.settings import Settings
    from newsletter.store.store import Store

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def sending(workspace: Path) -> subprocess.Popen[bytes]:
    """The command in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "newsletter", "send", "--config", str(workspace)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def test_sent_is_what_lies_on_the_desk(settings: Settings, store: Store) -> None:
    (morning,) = settings.newsletters
    laid = draft(morning, settings, store, NOW)
    assert laid.file
    assert laid.edition
    untouched = opened(morning, settings, store)
    assert untouched.edition == laid.edition
    sent = send(morning, settings, store, NOW + MINUTE)
    assert sent.edition
    assert replace(sent.edition, id=laid.edition.id, slot=laid.edition.slot) == laid.edition
    (folder,) = sent.folders
    assert from_json((folder / "edition.json").read_bytes(), "x") == sent.edition
    again = draft(morning, settings, store, NOW + 2 * MINUTE)
    assert again.reason == "nothing new"


def test_a_draft_uses_nothing_up_until_it_is_sent(settings: Settings, store: Store) -> None:
    (morning,) = settings.newsletters
    first = draft(morning, settings, store, NOW)
    drop(morning, store, NOW)
    second = draft(morning, settings, store, NOW + MINUTE)
    assert first.edition
    assert second.edition
    assert [one.story for one in first.edition.items] == [one.story for one in second.edition.items]
    assert first.file != second.file


def test_a_story_that_the_editor_left_out_is_not_offered_again(
    settings: Settings, store: Store
) -> None:
    (morning,) = settings.newsletters
    laid = draft(morning, settings, store, NOW)
    assert laid.file
    text = laid.file.read_text("utf-8")
    starts = [place for place in range(len(text)) if text.startswith("\n## ", place)]
    first, second = (text.rindex("<!-- id", 0, place) for place in starts[:2])
    laid.file.write_text(text[:first] + text[second:], "utf-8")
    sent = send(morning, settings, store, NOW + MINUTE)
    assert sent.edition
    assert sent.edition.held[-1].reason == "the editor left it out"
    assert draft(morning, settings, store, NOW + 2 * MINUTE).reason == "nothing new"


def test_an_edit_takes_the_approval_back_and_a_new_draft_does(
    settings: Settings, store: Store
) -> None:
    morning = replace(settings.newsletters[0], approve=True)
    draft(morning, settings, store, NOW)
    with pytest.raises(DeliveryError, match="nobody approved"):
        send(morning, settings, store, NOW)
    found = approve(morning, settings, store, "Ana", NOW)
    assert opened(morning, settings, store).is_approved
    found.file.write_bytes(found.file.read_bytes() + b"\n")
    with pytest.raises(DeliveryError, match=r"changed after Ana approved it \(2026-11-23 06:30"):
        send(morning, settings, store, NOW)
    assert store.editions.latest() is None
    draft(morning, settings, store, NOW + MINUTE)
    with pytest.raises(DeliveryError, match="changed after Ana"):
        send(morning, settings, store, NOW + MINUTE)


def test_a_draft_waits_while_another_process_is_at_work(settings: Settings, store: Store) -> None:
    (morning,) = settings.newsletters
    lease = timedelta(hours=1)
    claim = store.ledger.claim("morning", None, "k", who=myself(), now=NOW, lease=lease)
    assert claim
    with pytest.raises(DeliveryError, match="another process"):
        draft(morning, settings, store, NOW)
    store.ledger.skip(claim, "", NOW)
    assert draft(morning, settings, store, NOW).draft
    assert store.ledger.last("morning") == ()


def test_what_could_not_be_written_is_handed_over_by_the_next_send(
    settings: Settings, store: Store, workspace: Path
) -> None:
    (morning,) = settings.newsletters
    draft(morning, settings, store, NOW)
    blocked = workspace / "out" / "morning" / "2026-11-23T0731"
    blocked.write_text("in the way")
    first = send(morning, settings, store, NOW + MINUTE)
    assert first.edition
    assert first.failures
    blocked.unlink()
    second = send(morning, settings, store, NOW + 10 * MINUTE)
    assert second.folders == (blocked,)
    assert second.edition is None
    assert len(store.editions.last("morning")) == 1


def test_sent_by_four_at_once_it_goes_out_once(
    settings: Settings, store: Store, workspace: Path
) -> None:
    (morning,) = settings.newsletters
    draft(morning, settings, store, datetime.now(UTC))
    codes = [one.wait() for one in [sending(workspace) for _ in range(4)]]
    assert set(codes) <= {0, 1}
    assert 0 in codes
    assert len(store.editions.last("morning")) == 1
    assert store.drafts.open("morning") is None


def test_killed_at_any_time_it_goes_out_once(
    settings: Settings, store: Store, workspace: Path
) -> None:
    (morning,) = settings.newsletters
    laid = draft(morning, settings, store, datetime.now(UTC))
    assert laid.draft
    for part in range(4):
        process = sending(workspace)
        time.sleep(0.5 + 0.25 * part)
        process.send_signal(signal.SIGKILL)
        process.wait()
    sending(workspace).wait()
    (edition,) = store.editions.last("morning")
    assert store.drafts.open("morning") is None
    (sent,) = store.drafts.last("morning")
    assert sent.edition == edition.id
    assert {one.state for one in store.deliveries.of(edition.id)} == {"done"}
    assert (workspace / "out" / edition.id / "edition.html").exists()
    assert file_of(laid.draft, morning, settings).exists()
