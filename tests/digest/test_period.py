"""Which stretch of time a figure is about."""

from __future__ import annotations

import pytest

from newsletter.digest.period import same_period, told_before, told_in
from newsletter.text.reading import article


def same(one: str, other: str) -> bool:
    return same_period(told_in(one), told_in(other), timed=True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("in the fourth quarter", "closed its financial year with"),
        ("in the third quarter", "From January to September"),
        ("in the second quarter", "in the first quarter"),
        ("revenue in 2026", "revenue in 2027"),
        ("in September", "in August"),
        ("in the first half", "in the second half"),
        ("last year", "this year"),
        ("the week", "the month"),
    ],
)
def test_other_quarters_years_and_lengths_are_other_periods(one: str, other: str) -> None:
    assert not same(one, other)
    assert not same(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("in the third quarter", "between July and September"),
        ("in the first half of the year", "in the first six months"),
        ("in the year to March", "in the twelve months to the end of March"),
        ("in the quarter from a year earlier", "in the quarter"),
        ("the worst week since a year ago in July 2016, in May", "in May"),
        ("opens in March", "carries it from 2029"),
        ("a year in which nothing is said", ""),
    ],
)
def test_one_period_in_other_words_is_one(one: str, other: str) -> None:
    assert same(one, other)


def test_a_sentence_without_a_period_is_of_the_one_before() -> None:
    read = article("Orders rose 3% in the third quarter. The margin was 12.4%.")
    assert ("before", "quarter") in told_before(read, 1)
    assert not told_before(read, 0)
    year = told_in("The margin was 11.9% in the nine months")
    assert not same_period(told_before(read, 1), year, timed=True)
    assert same_period(told_before(read, 1), year, timed=False)
