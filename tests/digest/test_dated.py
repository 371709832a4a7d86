"""Days, dates, terms and years that stand beside a figure."""

from __future__ import annotations

from newsletter.digest.dated import all_days, dates, days, terms, years


def test_the_day_on_which_it_was_said_is_not_the_day_on_which_it_was() -> None:
    said = "The quake on Monday killed 12, police said on Tuesday"
    assert days(said) == {"Monday"}
    assert all_days(said) == {"Monday", "Tuesday"}


def test_a_year_since_which_nothing_was_like_it_is_not_its_year() -> None:
    assert years("lost 19%, more than on any day since 2022") == set()
    assert years("made 12 million, less than in 2023") == set()
    assert years("sold 12 million in 2024") == {"2024"}


def test_dates_and_terms_are_read() -> None:
    assert dates("it opened on March 3") == {("Mar", "3")}
    assert terms("in 10-year notes") == {"10"}
