from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.sources.dates import credible, read_date

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-22T09:00:00Z",
        " 2026-11-22T10:00:00+01:00 ",
        "2026-11-22 09:00:00",
        "20261122T090000Z",
        "Sun, 22 Nov 2026 09:00:00 GMT",
        "22 Nov 2026 04:00 -0500",
        "Sun, 22 Nov 2026 04:00:00 EST",
    ],
)
def test_times_of_feeds_are_read_as_utc(text: str) -> None:
    assert read_date(text) == datetime(2026, 11, 22, 9, tzinfo=UTC)


@given(st.text() | st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:]{5,8}[+-][0-9:]{4,5})?"))
def test_any_text_is_a_time_or_none(text: str) -> None:
    moment = read_date(text)
    assert moment is None or moment.tzinfo is UTC


@pytest.mark.parametrize(
    ("moment", "kept"),
    [
        (NOW + timedelta(days=1), True),
        (NOW + timedelta(days=1, seconds=1), False),
        (datetime(1990, 1, 1, tzinfo=UTC), True),
        (datetime(1989, 12, 31, 23, tzinfo=UTC), False),
        (None, False),
    ],
)
def test_only_times_that_an_entry_can_have_are_kept(moment: datetime | None, kept: bool) -> None:  # noqa: FBT001 - a case
    assert credible(moment, NOW) == (moment if kept else None)
