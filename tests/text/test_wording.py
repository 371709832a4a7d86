from __future__ import annotations

import pytest

from newsletter.text.wording import meaning


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A lift, a room and a roof.", "A lift, a room, and a roof"),
        ("“We knew,” he said.", '"We knew" he said'),
        ("Sales  rose\n5 %.", "sales rose 5%."),
    ],
)
def test_commas_white_space_quotation_marks_and_capitals_mean_nothing(one: str, other: str) -> None:
    assert meaning(one) == meaning(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sales rose 5 %", "Sales rose 5"),
        ("It was 3.5 degrees", "It was -3.5 degrees"),
        ("It cost $5", "It cost €5"),
        ("A million", "A billion"),
        ("It rose 1.5", "It rose 15"),
    ],
)
def test_signs_and_separators_of_numbers_mean_something(one: str, other: str) -> None:
    assert meaning(one) != meaning(other)
