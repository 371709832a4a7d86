"""A draft is made before its time and goes out at it, late, or not at all; each time once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from newsletter.errors import DeliveryError
from newsletter.pipeline.desk import file_of
from newsletter.pipeline.due import run_due
from newsletter.pipeline.run import run
from newsletter.pipeline.send import approve, draft, drop, opened, send
from tests.pipeline.newsroom import ITEM, STORM, feed_with

if TYPE_CHECKING:
    from pathlib import Path

    from newsletter.config.settings import Newsletter, Settings
    from newsletter.pipeline.run import Outcome
    from newsletter.store.store import Store

SLOT = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)  # 07:00 in Berlin
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
LEAD = 45 * MINUTE
NEWS = "Weir at Sundal gives way"
NAME = "morning/draft-2026-11-23T0700"

Look = Callable[[datetime], list["Outcome"]]


@pytest.fixture
def morning(settings: Settings) -> Newsletter:
    return replace(
        settings.newsletters[0], approve=True, lead=LEAD, approve_within=2 * HOUR, catch_up=HOUR
    )


@pytest.fixture
def look(morning: Newsletter, settings: Settings, store: Store) -> Look:
    return lambda now: list(run_due(morning, settings, store, now))


def editions(store: Store) -> list[str]:
    return [row.id for row in store.editions.last("morning", 100)]


def state(store: Store, slot: datetime = SLOT) -> tuple[str, str]:
    row = store.ledger.of("morning", slot)
    assert row
    return row.state, row.reason


def fresh_news(workspace: Path, day: int = 23) -> None:
    item = ITEM.format(guid="weir", title=NEWS, text="The weir gave way at noon. Nobody was hurt.")
    item = item.replace("Mon, 23 Nov", f"{day} Nov")
    (workspace / "wire.xml").write_text(feed_with(STORM, item), "utf-8")


def test_approved_before_its_time_it_goes_out_at_its_time(
    morning: Newsletter, settings: Settings, store: Store, look: Look, workspace: Path
) -> None:
    assert look(SLOT - LEAD - MINUTE) == []
    (told,) = look(SLOT - LEAD)
    assert told.reason == f"drafted as {NAME}, which waits for approval"
    assert state(store) == ("waiting", told.reason)
    assert look(SLOT - LEAD + MINUTE) == []
    fresh_news(workspace)
    approve(morning, settings, store, "Ana", SLOT - 10 * MINUTE)
    assert look(SLOT - MINUTE) == []
    (sent,) = look(SLOT)
    assert sent.edition
    assert (sent.edition.id, sent.edition.slot) == ("morning/2026-11-23T0700", SLOT)
    assert sent.edition.as_of == SLOT - LEAD
    assert len(sent.folders) == 1
    assert store.drafts.approved_by(sent.edition.id) == "Ana"
    assert look(SLOT + MINUTE) == []
    # The edition is what the editor saw; what came since is for the next one.
    (told,) = look(SLOT + DAY - LEAD)
    assert NEWS in opened(morning, settings, store).text


def test_approved_late_it_goes_out_at_once(
    morning: Newsletter, settings: Settings, store: Store, look: Look
) -> None:
    look(SLOT - LEAD)
    assert look(SLOT) == look(SLOT + HOUR) == []
    approve(morning, settings, store, "Ana", SLOT + 90 * MINUTE)
    (sent,) = look(SLOT + 91 * MINUTE)
    assert sent.edition
    assert sent.edition.id == "morning/2026-11-23T0700"


def test_approved_too_late_it_lapses_and_its_stories_are_free(
    morning: Newsletter, settings: Settings, store: Store, look: Look
) -> None:
    look(SLOT - LEAD)
    assert look(SLOT + 2 * HOUR - MINUTE) == []
    (told,) = look(SLOT + 2 * HOUR)
    assert told.reason == f"{NAME} lapsed: nobody approved it until 2026-11-23 09:00 CET"
    assert state(store) == ("skipped", told.reason)
    (lapsed,) = store.drafts.last("morning")
    assert (lapsed.state, lapsed.reason) == ("lapsed", told.reason)
    assert file_of(lapsed, morning, settings).exists()
    with pytest.raises(DeliveryError, match="there is no draft"):
        approve(morning, settings, store, "Ana", SLOT + 3 * HOUR)
    assert look(SLOT + 3 * HOUR) == []
    look(SLOT + DAY - LEAD)
    assert "Storm closes the northern passes" in opened(morning, settings, store).text


def test_an_edit_takes_the_approval_back(
    morning: Newsletter, settings: Settings, store: Store, look: Look
) -> None:
    look(SLOT - LEAD)
    found = approve(morning, settings, store, "Ana", SLOT - MINUTE)
    found.file.write_text(found.text.replace("Storm", "A storm"), "utf-8")
    assert look(SLOT) == []
    (told,) = look(SLOT + 2 * HOUR)
    assert "was changed after Ana approved it, and not approved again" in told.reason


def test_after_downtime_what_was_approved_goes_out_within_catch_up(
    morning: Newsletter, settings: Settings, store: Store, look: Look
) -> None:
    look(SLOT - LEAD)
    approve(morning, settings, store, "Ana", SLOT - MINUTE)
    (sent,) = look(SLOT + 2 * HOUR)  # longer than catch_up, as long as it may be approved
    assert sent.edition


def test_after_a_long_downtime_each_planned_time_has_its_line(
    morning: Newsletter, settings: Settings, store: Store, look: Look, workspace: Path
) -> None:
    look(SLOT - LEAD)
    approve(morning, settings, store, "Ana", SLOT - MINUTE)
    fresh_news(workspace, day=26)
    lapsed, drafted = look(SLOT + 3 * DAY)
    assert "was approved, but nothing sent it until 2026-11-23 09:00 CET" in lapsed.reason
    assert "draft-2026-11-26T0700" in drafted.reason
    states = [state(store, SLOT + day * DAY)[0] for day in range(4)]
    assert states == ["skipped", "skipped", "skipped", "waiting"]


def test_it_waits_no_longer_than_until_the_next_is_drafted(
    morning: Newsletter, settings: Settings, store: Store
) -> None:
    patient = replace(morning, approve_within=3 * DAY)
    list(run_due(patient, settings, store, SLOT))
    assert list(run_due(patient, settings, store, SLOT + DAY - LEAD - MINUTE)) == []
    lapsed, drafted = run_due(patient, settings, store, SLOT + DAY - LEAD)
    assert "nobody approved it until 2026-11-24 06:15 CET" in lapsed.reason
    assert "draft-2026-11-24T0700" in drafted.reason


def test_with_nothing_new_it_is_looked_at_again_until_its_time(
    morning: Newsletter, settings: Settings, store: Store, look: Look, workspace: Path
) -> None:
    run(replace(morning, approve=False), settings, store, SLOT - DAY)
    (told,) = look(SLOT - LEAD)
    assert told.reason == "nothing new yet"
    assert look(SLOT - LEAD + MINUTE) == []
    fresh_news(workspace)
    (told,) = look(SLOT - LEAD + 6 * MINUTE)
    assert "which waits for approval" in told.reason


def test_with_nothing_new_at_its_time_there_is_none(
    morning: Newsletter, settings: Settings, store: Store, look: Look
) -> None:
    run(replace(morning, approve=False), settings, store, SLOT - DAY)
    for minutes in range(-45, 3):
        look(SLOT + minutes * MINUTE)
    assert state(store) == ("skipped", "nothing new")


def test_what_an_editor_drafted_becomes_the_planned_times(
    morning: Newsletter, settings: Settings, store: Store, look: Look
) -> None:
    laid = draft(morning, settings, store, SLOT - 2 * HOUR)
    approve(morning, settings, store, "Ana", SLOT - 90 * MINUTE)
    (told,) = look(SLOT - LEAD)
    assert laid.draft
    assert laid.draft.name in told.reason
    (sent,) = look(SLOT)
    assert sent.edition
    assert sent.edition.id == "morning/2026-11-23T0700"


def test_sent_by_hand_it_is_the_planned_times(
    morning: Newsletter, settings: Settings, store: Store, look: Look
) -> None:
    look(SLOT - LEAD)
    approve(morning, settings, store, "Ana", SLOT - 20 * MINUTE)
    sent = send(morning, settings, store, SLOT - 19 * MINUTE)
    assert sent.edition
    assert sent.edition.id == "morning/2026-11-23T0700"
    assert look(SLOT) == []
    assert state(store)[0] == "done"


def test_what_cannot_be_sent_by_hand_waits_on(
    morning: Newsletter, settings: Settings, store: Store, look: Look
) -> None:
    look(SLOT - LEAD)
    with pytest.raises(DeliveryError, match="nobody approved"):
        send(morning, settings, store, SLOT - MINUTE)
    assert state(store)[0] == "waiting"
    approve(morning, settings, store, "Ana", SLOT)
    assert len(look(SLOT)) == 1


def test_taken_back_its_planned_time_has_none(
    morning: Newsletter, store: Store, look: Look
) -> None:
    look(SLOT - LEAD)
    drop(morning, store, SLOT - 30 * MINUTE)
    assert look(SLOT) == []
    assert state(store) == ("skipped", f"{NAME} was taken back")


def test_a_changed_plan_keeps_the_draft(
    morning: Newsletter, settings: Settings, store: Store, look: Look
) -> None:
    look(SLOT - LEAD)
    later = replace(morning, schedule="08:00")
    (told,) = run_due(later, settings, store, SLOT - 30 * MINUTE)
    assert told.reason == "2026-11-23 07:00 CET is not planned any more"
    (told,) = run_due(later, settings, store, SLOT + HOUR - LEAD)
    assert NAME in told.reason
    approve(later, settings, store, "Ana", SLOT)
    (sent,) = run_due(later, settings, store, SLOT + HOUR)
    assert sent.edition
    assert sent.edition.id == "morning/2026-11-23T0800"


def test_a_day_taken_off_takes_the_draft_away(
    morning: Newsletter, settings: Settings, store: Store, look: Look
) -> None:
    look(SLOT - LEAD)
    closed = replace(morning, skip_dates=("2026-11-23",))
    (told,) = run_due(closed, settings, store, SLOT - MINUTE)
    assert told.reason == "no edition on 2026-11-23, by skip_dates"
    assert store.drafts.open("morning") is None


def test_without_approval_from_now_on_it_goes_out_at_its_time(
    morning: Newsletter, settings: Settings, store: Store, look: Look
) -> None:
    look(SLOT - LEAD)
    free = replace(morning, approve=False)
    assert list(run_due(free, settings, store, SLOT - MINUTE)) == []
    (sent,) = run_due(free, settings, store, SLOT)
    assert sent.edition
    assert editions(store) == ["morning/2026-11-23T0700"]


def test_a_clock_set_back_loses_no_time_and_doubles_none(
    morning: Newsletter, settings: Settings, store: Store, look: Look, workspace: Path
) -> None:
    look(SLOT + 5 * DAY)  # the clock was wrong
    approve(morning, settings, store, "Ana", SLOT + 5 * DAY)
    look(SLOT + 5 * DAY)
    assert len(editions(store)) == 1
    fresh_news(workspace)
    look(SLOT + DAY - LEAD)
    approve(morning, settings, store, "Ana", SLOT + DAY - MINUTE)
    look(SLOT + DAY)
    assert editions(store) == ["morning/2026-11-28T0700", "morning/2026-11-24T0700"]
