"""Numbers that a report tells, those included that no bullet would show."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.digest.readings import readings
from newsletter.text.figures import figures


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Orlen will close nine schools next summer.", 9, "schools"),
        ("Twelve of the district's schools will not open again.", 12, "schools"),
        ("The blast left seventeen dead.", 17, "dead"),
        ("She put the number of those on board at 290, far above the licence.", 290, ""),
        ("A magnitude of 5.9, at a depth unknown, was measured.", 5.9, "magnitude"),
        ("A 6.6-magnitude earthquake shook the coast.", 6.6, "magnitude"),
        ("A magnitude 6.6 earthquake sent people into the streets.", 6.6, "magnitude"),
        ("The park has a capacity of 1,080MW.", 1080, "mw"),
        ("The station logged 187 mm of rain.", 187, "mm"),
        ("The bank earned N148bn.", 148e9, "NGN"),
        ("He was sent to prison for nine years in jail.", 9, "years"),
        ("The mayor hires 750 policemen.", 750, "policemen"),
        ("By noon 43 were missing.", 43, "missing"),
    ],
)
def test_what_is_told_is_read(text: str, value: float, unit: str) -> None:
    assert (value, unit) in [(one.value, one.unit) for one in readings(text)]


@pytest.mark.parametrize(
    "text",
    [
        "It opens on May 18 at 9.30 p.m. in room No. 12.",
        "In 2019 they came second.",
        "They won 3-1.",
        "It happened in two ways, for three reasons.",
        "The rate was cut by a quarter point.",
    ],
)
def test_dates_scores_and_phrases_are_no_figures(text: str) -> None:
    assert readings(text) == ()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["nine ", "dead ", "$3bn ", "5.9", "-", "magnitude ", "of ", "the ", "schools ", "12C "]
        ),
        max_size=20,
    ).map("".join)
)
def test_readings_are_verbatim_in_order_and_include_every_figure(text: str) -> None:
    found = readings(text)
    assert all(text[one.start : one.end] == one.text for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    points = [one for one in figures(text) if not text[one.end :].lstrip("- ").startswith("point")]
    assert set(points) <= set(found)
