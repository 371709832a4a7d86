from __future__ import annotations

import pytest

from newsletter.digest.compare import changed
from newsletter.text.reading import article


def pairs(before: str, after: str) -> list[tuple[str, str]]:
    found = changed([article(after)], [article(before)])
    return [(one.before.figure.text, one.after.figure.text) for one in found]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            "Short interest in Brackwater was 3.0 % of the free float on Friday.",
            "Short interest in Brackwater climbed to 3.2 % of the free float.",
            ("3.0 %", "3.2 %"),
        ),
        (
            "More than 300 people were injured in the quake.",
            "The quake injured 540 people, officials said.",
            ("300 people", "540 people"),
        ),
        (
            "The company puts the cost of the plant at €4.1 billion.",
            "The plant will cost €4.6 billion. On Monday the company had spoken of €4.1 billion.",
            ("€4.1 billion", "€4.6 billion"),
        ),
        (
            "The shares closed at 88.40 kronor, down 2.1 % on the day.",
            "The shares ended the day at 86.15 kronor, down 2.5 %.",
            ("88.40 kronor", "86.15 kronor"),
        ),
    ],
)
def test_a_quantity_with_another_value_has_changed(
    before: str, after: str, expected: tuple[str, str]
) -> None:
    assert pairs(before, after) == [expected]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The plant will cost $1.28 billion.", "The plant will cost $1.3 billion."),
        ("The shares fell 2.1 % on the day.", "The shares fell 6.4 % on the day."),
        ("The plant will cost $40 million.", "The plant will cost €38 million."),
        ("The crews demand 12 % more pay.", "The owners had offered 7 % at noon."),
        ("The plant employs 900 people.", "The plant will cost 940 million dollars."),
        ("The retirement age will rise to 67.", "The bill passed by 46 votes."),
        ("He holds 47 of the 90 seats.", "His coalition has 47 seats."),
    ],
)
def test_rounding_movements_and_other_quantities_are_no_change(before: str, after: str) -> None:
    assert pairs(before, after) == []


def test_a_value_that_is_still_told_was_not_replaced() -> None:
    before = "The crews demand 12 % more pay, the owners offer 5 %."
    after = "The crews still demand 12 %. The owners raised their offer to 7 %."
    assert pairs(before, after) == [("5 %", "7 %")]


def test_the_last_value_is_the_one_that_changed() -> None:
    first = article("The toll in Camber stood at 41 people.")
    second = article("The toll in Camber stood at 63 people.")
    (found,) = changed([article("The toll in Camber stands at 88 people.")], [first, second])
    assert found.before.figure.text == "63 people"
