from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from newsletter.edition.codec import from_json
from newsletter.edition.verify import verify
from newsletter.pipeline.due import run_due
from newsletter.pipeline.run import run

if TYPE_CHECKING:
    from newsletter.config.settings import Settings
    from newsletter.store.store import Store

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)  # the slot is at 06:00 UTC
DAY = timedelta(days=1)


def test_a_day_off_is_recorded_and_has_no_edition(settings: Settings, store: Store) -> None:
    (morning,) = settings.newsletters
    closed = replace(morning, skip_dates=("2026-11-23",))
    assert list(run_due(closed, settings, store, NOW)) == []
    (row,) = store.ledger.last()
    assert (row.state, row.reason) == ("skipped", "no edition on 2026-11-23, by skip_dates")
    (made,) = run_due(closed, settings, store, NOW + DAY)
    assert made.edition
    assert made.edition.id == "morning/2026-11-24T0700"


def test_what_was_missed_before_a_day_off_is_still_made(settings: Settings, store: Store) -> None:
    (morning,) = settings.newsletters
    closed = replace(morning, skip_dates=("2026-11-23",), catch_up=timedelta(hours=30))
    (made,) = run_due(closed, settings, store, NOW)
    assert made.edition
    assert made.edition.id == "morning/2026-11-22T0700"


def test_with_nothing_new_a_planned_edition_may_say_so(settings: Settings, store: Store) -> None:
    morning = replace(settings.newsletters[0], when_empty="note")
    run(morning, settings, store, NOW - DAY)
    assert run(morning, settings, store, NOW - timedelta(hours=3)).edition is None
    (made,) = run_due(morning, settings, store, NOW)
    assert made.edition
    assert (made.edition.items, made.edition.also) == ((), ())
    assert verify(made.edition, {}) == ()
    (folder,) = made.folders
    for path in folder.iterdir():
        text = path.read_text("utf-8")
        if path.name == "edition.json":
            assert from_json(text.encode(), "x") == made.edition
            assert json.loads(text)["subject"] == "Morning"
        else:
            assert "Nothing new has come in." in text
            assert re.search("[Aa]s of 07:30 CET", text)
    assert list(run_due(morning, settings, store, NOW)) == []


def test_a_note_waits_for_approval_as_any_draft_does(settings: Settings, store: Store) -> None:
    noting = replace(settings.newsletters[0], when_empty="note")
    run(noting, settings, store, NOW - DAY)
    (told,) = run_due(replace(noting, approve=True), settings, store, NOW)
    assert told.edition is None
    assert store.drafts.open("morning")
