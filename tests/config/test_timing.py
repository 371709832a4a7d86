"""`lead` and `approve_within` fit what they are about, or a line says what would be right."""

from __future__ import annotations

from datetime import timedelta

import pytest

from newsletter.config.settings import Newsletter
from newsletter.config.timing import timing_problems

MINUTE = timedelta(minutes=1)


def of(schedule: str, lead: timedelta, *, approve: bool = True, zone: str = "UTC") -> list[str]:
    told = Newsletter("a", schedule=schedule, timezone=zone, lead=lead, approve=approve)
    return list(timing_problems(told))


def test_a_draft_is_made_before_its_time_where_it_is_to_be_approved() -> None:
    assert of("07:00", 45 * MINUTE) == []
    assert of("", timedelta(0)) == []
    (told,) = of("07:00", 45 * MINUTE, approve=False)
    assert told.startswith("`lead` wants `approve = true`")
    (told,) = of("", 45 * MINUTE)
    assert told.startswith("`lead` wants a `schedule`")
    (told,) = timing_problems(Newsletter("a", approve_within=MINUTE))
    assert told.startswith("`approve_within` wants `approve = true`")


@pytest.mark.parametrize(
    ("schedule", "shortest"),
    [
        ("07:00", "1d"),
        ("mon-fri 07:00, 16:30", "9h 30m"),
        ("*/15 * * * *", "15m"),
        ("* * * * *", "1m"),
        ("sun 23:00 mon 01:00", "2h"),
    ],
)
def test_no_lead_is_longer_than_from_one_planned_time_to_the_next(
    schedule: str, shortest: str
) -> None:
    (told,) = of(schedule, timedelta(days=400), zone="Europe/Berlin")
    assert told.startswith(f"`lead`: 400d is longer than the {shortest} from one planned time")


def test_a_change_of_the_clocks_makes_no_day_too_short() -> None:
    assert of("07:00", timedelta(days=1), zone="Europe/Berlin") == []


def test_what_comes_once_a_year_or_less_has_time() -> None:
    assert of("0 7 29 2 *", timedelta(days=300)) == []
