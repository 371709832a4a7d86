"""What tells whether a figure was, is to be, or is reckoned with."""

from __future__ import annotations

import pytest

from newsletter.digest.tense import forecast, foretold, had_been, tense, without_surprise


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("Brixham will plant # trees this year", "ahead"),
        ("the yard plans to build # tugs", "ahead"),
        ("# trees had been planted by March", "done"),
        ("the fire destroyed # houses", "done"),
        ("a fine of #", ""),
    ],
)
def test_a_clause_tells_what_is_ahead_or_done(clause: str, expected: str) -> None:
    assert tense(clause) == expected


def test_what_had_been_is_not_what_is() -> None:
    assert had_been("the museum had reckoned with ")
    assert not had_been("an outbreak that had put ")


def test_forecasts_and_chances_are_known_by_their_verbs() -> None:
    assert forecast("The yard expects sales of $3 million.")
    assert foretold("output could fall to #")
    assert not foretold("the yard sold #")


def test_a_surprise_is_no_forecast() -> None:
    assert "economists" not in without_surprise("It cut the rate, surprising most economists.")
