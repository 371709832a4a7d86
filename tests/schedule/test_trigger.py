from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from newsletter.schedule.trigger import SlotTrigger
from newsletter.slots import parse_schedule

BERLIN = ZoneInfo("Europe/Berlin")


def test_the_first_time_is_the_first_slot_after_now() -> None:
    trigger = SlotTrigger(parse_schedule("07:00"), BERLIN)
    now = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
    assert trigger.get_next_fire_time(None, now) == now + timedelta(days=1)
    assert trigger.get_next_fire_time(None, now - timedelta(seconds=1)) == now


def test_slots_missed_during_a_suspend_are_all_named() -> None:
    """APScheduler makes one run of them; which one is due is the ledger's to say."""
    trigger = SlotTrigger(parse_schedule("07:00"), BERLIN)
    previous = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
    assert trigger.get_next_fire_time(
        previous, datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    ) == previous + timedelta(days=1)


def test_the_hour_after_midnight_fires_on_every_day_of_a_year() -> None:
    trigger = SlotTrigger(parse_schedule("00:30"), ZoneInfo("America/Santiago"))
    at: datetime | None = datetime(2026, 1, 1, tzinfo=UTC)
    days = []
    for _ in range(365):
        at = trigger.get_next_fire_time(at, datetime(2026, 1, 1, tzinfo=UTC))
        assert at is not None
        days.append(at.astimezone(ZoneInfo("America/Santiago")).date())
    assert [b - a for a, b in pairwise(days)] == [timedelta(days=1)] * 364
