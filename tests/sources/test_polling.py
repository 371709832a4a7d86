from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.sources.pace import NO_WISHES, Pace
from newsletter.sources.polling import (
    MOST,
    ORDINARY,
    RAREST,
    after_failure,
    after_success,
    allowed,
)

NOW = datetime(2026, 11, 23, 7, 20, tzinfo=UTC)  # a Monday
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("every", "fresh_for", "wait"),
    [
        (timedelta(), 0.0, ORDINARY),
        (timedelta(minutes=5), 60.0, ORDINARY),
        (HOUR, 0.0, HOUR),
        (timedelta(), 1800.0, HOUR / 2),
        (HOUR, 7200.0, 2 * HOUR),
        (timedelta(days=30), 0.0, MOST),
        (timedelta(), 604_800.0, MOST),
    ],
)
def test_the_longest_wish_counts_within_bounds(
    every: timedelta, fresh_for: float, wait: timedelta
) -> None:
    assert after_success(NOW, Pace(every), fresh_for) - NOW == wait


def test_skipped_hours_and_days_are_passed_over() -> None:
    assert allowed(NOW, Pace(skip_hours=frozenset({7, 8}))).isoformat()[:16] == "2026-11-23T09:00"
    monday = Pace(skip_days=frozenset({0}))
    assert after_success(NOW, monday, 0.0) == datetime(2026, 11, 24, tzinfo=UTC)
    rarely = Pace(skip_hours=frozenset(range(23)), skip_days=frozenset(range(6)))
    assert allowed(NOW, rarely) == datetime(2026, 11, 29, 23, tzinfo=UTC)
    assert allowed(NOW, NO_WISHES) == NOW


def test_each_failure_makes_the_wait_longer_up_to_nearly_a_day() -> None:
    waits = [after_failure(NOW, failures, 0.0) - NOW for failures in range(1, 12)]
    assert waits[:3] == [ORDINARY, 2 * ORDINARY, 4 * ORDINARY]
    assert all(one <= other for one, other in pairwise(waits))
    assert waits[-1] == RAREST < timedelta(days=1)


@given(st.integers(1, 100_000), st.floats(0, 1, exclude_max=True))
def test_chance_only_shortens_a_wait_and_never_below_the_half(failures: int, chance: float) -> None:
    longest, wait = (after_failure(NOW, failures, one) - NOW for one in (0.0, chance))
    assert longest / 2 < wait <= longest


@given(
    st.integers(0, 1_000_000),
    st.sets(st.integers(0, 23), max_size=23),
    st.sets(st.integers(0, 6), max_size=6),
)
def test_an_allowed_moment_is_found_within_a_week_and_is_allowed(
    minutes: int, hours: set[int], days: set[int]
) -> None:
    at = NOW + timedelta(minutes=minutes)
    found = allowed(at, Pace(skip_hours=frozenset(hours), skip_days=frozenset(days)))
    assert found.hour not in hours
    assert found.weekday() not in days
    assert at <= found <= at + timedelta(days=8)
