from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.net.wishes import WEEK, fresh_for, http_date, retry_after

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
SEVEN, TEN_PAST = "Mon, 23 Nov 2026 07:00:00 GMT", "Mon, 23 Nov 2026 07:10:00 GMT"
YEAR_PAST = "Tue, 23 Nov 2027 07:00:00 GMT"


@pytest.mark.parametrize(
    ("value", "date", "seconds"),
    [
        ("120", "", 120.0),
        (" 0 ", "", 0.0),
        ("99999999999999999999", "", WEEK),
        (TEN_PAST, SEVEN, 600.0),
        (TEN_PAST, "", 600.0),  # no Date: from our own clock
        (TEN_PAST, "yesterday", 600.0),
        ("Monday, 23-Nov-26 07:10:00 GMT", SEVEN, 600.0),
        (SEVEN, TEN_PAST, 0.0),
        (YEAR_PAST, SEVEN, WEEK),
        ("", "", None),
        ("soon", SEVEN, None),
        ("-5", SEVEN, None),
        ("1.5", SEVEN, None),
        ("²", SEVEN, None),
        ("Mon, 99 Nov 2026 07:10:00 GMT", SEVEN, None),
    ],
)
def test_a_server_says_for_how_long_to_stay_away(
    value: str, date: str, seconds: float | None
) -> None:
    assert retry_after(value, date, NOW) == seconds


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        (("max-age=600",), 600.0),
        (("public, max-age=600, must-revalidate", "100"), 500.0),
        (('MAX-AGE = "600"', "9999"), 0.0),
        (("max-age=600", "old"), 600.0),
        (("s-maxage=600",), 0.0),
        (("no-cache, max-age=600",), 0.0),
        (("no-store",), 0.0),
        (("max-age=99999999999",), WEEK),
        (("", "", TEN_PAST, SEVEN), 600.0),
        (("max-age=60", "", TEN_PAST, SEVEN), 60.0),
        (("", "", "0", SEVEN), 0.0),
        (("", "", SEVEN, TEN_PAST), 0.0),
        (("",), 0.0),
    ],
)
def test_an_answer_says_for_how_long_it_is_true(headers: tuple[str, ...], seconds: float) -> None:
    assert fresh_for(*headers) == seconds


@given(st.text(max_size=40), st.text(max_size=40))
def test_whatever_a_header_holds_the_wish_is_within_a_week(one: str, other: str) -> None:
    assert 0 <= fresh_for(one, other, one, other) <= WEEK
    wait = retry_after(one, other, NOW)
    assert wait is None or 0 <= wait <= WEEK
    found = http_date(one)
    assert found is None or found.tzinfo is UTC
