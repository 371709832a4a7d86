"""Whether two figures can both be true."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.digest.agreement import agree, extent
from newsletter.text.figures import figures


def both(one: str, other: str) -> bool:
    return agree(figures(one)[0], one, figures(other)[0], other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It paid about $2.5 billion for it.", "It paid $2.47 billion for it."),
        ("Around 3,000 jobs will go.", "Some 2,950 jobs will go."),
        ("It cost 1,900 jobs.", "It cost 2,000 jobs."),
        ("About half of patients responded.", "Some 49.3% of patients responded."),
        ("A third of voters agreed.", "Some 32% of voters agreed."),
        ("It wants between $600 million and $750 million.", "It raised $700 million."),
        ("At least 5 people died.", "It killed 11 people."),
        ("Up to 300 jobs will go.", "It cut 240 jobs."),
        ("Nearly 50,000 people came.", "It drew 46,000 people."),
        ("Sales rose 12 percent.", "Sales rose 11.6 percent."),
    ],
)
def test_rounding_ranges_and_bounds_are_no_difference(one: str, other: str) -> None:
    assert both(one, other)
    assert both(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It gained $250 billion in value.", "It gained $245 billion in value."),
        ("Sales rose 9.4%.", "Sales rose 9.9 percent."),
        ("It has a 15% stake.", "It has a 20 percent stake."),
        ("It pays 48 pence a share.", "It pays 42p per share."),
        ("Sales doubled.", "Sales tripled."),
        ("The rate went up to 6.9%.", "The rate is 6.4%."),
        ("Twelve thousand barrels leaked.", "Some 4,000 barrels leaked."),
        ("It cost a billion dollars.", "It cost $750 million."),
        ("Nobody gets in for less than 22 euros.", "The cheapest seat is 18 euros."),
        ("About 20,000 farmers came.", "An estimated 45,000 people came."),
    ],
)
def test_values_that_exclude_each_other_differ(one: str, other: str) -> None:
    assert not both(one, other)
    assert not both(other, one)


@given(st.integers(1, 10**7), st.sampled_from(["about ", "", "at least ", "up to "]))
def test_a_figure_agrees_with_itself(value: int, lead: str) -> None:
    text = f"It counted {lead}{value:,} visitors."
    for figure in figures(text):
        low, high = extent(figure, text)
        assert low <= figure.value <= high
        assert agree(figure, text, figure, text)
