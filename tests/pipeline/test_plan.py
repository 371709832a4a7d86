from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from newsletter.config.settings import Newsletter
from newsletter.pipeline.collect import oldest
from newsletter.pipeline.plan import coming, planned

OFF = ("2026-12-24", "2026-12-25", "2026-12-26", "2026-12-27")
BERLIN = Newsletter("morning", schedule="07:00", timezone="Europe/Berlin", skip_dates=OFF)
BEFORE = datetime(2026, 12, 23, 12, tzinfo=UTC)
AFTER = datetime(2026, 12, 28, 6, tzinfo=UTC)


def test_nothing_is_planned_on_days_off() -> None:
    slots = planned(BERLIN, BEFORE, AFTER + timedelta(days=1, seconds=1))
    assert [f"{slot.local:%d}" for slot in slots] == ["28", "29"]
    found = coming(BERLIN, BEFORE)
    assert found
    assert found.at == AFTER


def test_a_day_off_is_one_of_the_newsletters_zone() -> None:
    """At 23:30 UTC on the 23rd it is the 24th in Auckland."""
    auckland = replace(BERLIN, timezone="Pacific/Auckland", schedule="12:30")
    assert coming(auckland, BEFORE) == coming(
        replace(auckland, skip_dates=()), AFTER - timedelta(1)
    )


def test_an_edition_after_days_off_reaches_back_to_the_one_before_them() -> None:
    assert oldest(BERLIN, AFTER) == datetime(2026, 12, 23, 6, tzinfo=UTC)


def test_without_a_schedule_nothing_comes() -> None:
    assert coming(replace(BERLIN, schedule=""), BEFORE) is None
