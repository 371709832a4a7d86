from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.config.values import duration


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("90s", 90), ("36h", 129600), ("1d 12h", 129600), ("2w", 1209600), (45, 45), ("5 m", 300)],
)
def test_durations_are_written_as_people_write_them(value: object, seconds: int) -> None:
    assert duration(value) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "value", ["", "soon", "1y", "-1h", "0s", 0, -3, True, 1.5, None, "1h!", "999999999w"]
)
def test_what_is_no_duration_says_what_would_be(value: object) -> None:
    with pytest.raises(ValueError, match=r"duration such as|longer than"):
        duration(value)


@given(st.text() | st.integers(min_value=-(10**9), max_value=10**9))
def test_any_value_is_a_duration_or_a_clear_error(value: object) -> None:
    try:
        assert duration(value) > timedelta()
    except ValueError as error:
        assert repr(value)[:20] in str(error)  # noqa: PT017 - either outcome is right
