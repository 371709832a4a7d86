"""Which words of a sentence speak of a figure."""

from __future__ import annotations

import pytest

from newsletter.digest.figureclause import clause_of, is_aside
from newsletter.digest.readings import readings
from newsletter.model import Sentence


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ("It sold 40 ships while it built 60 ships.", 0, "It sold 40 ships"),
        ("It lost $74 million, blaming imports from Malta.", 0, "It lost $74 million"),
        ("Ort, mayor for 11 years, goes to prison for six years.", 1, "goes to prison for six"),
        ("It sold at $21 a share, collecting $63 million.", 1, "collecting $63 million."),
    ],
)
def test_a_clause_ends_at_breaks_and_at_other_figures(text: str, place: int, expected: str) -> None:
    found = readings(text)
    start, end = clause_of(text, Sentence(0, len(text), 0), found[place], found)
    assert text[start:end].strip(" ,").startswith(expected)
    assert "mayor" not in text[start:end]


def test_a_part_of_a_greater_number_is_told_by_the_way() -> None:
    text = "It killed 29 people, among them 8 children."
    found = readings(text)
    assert is_aside(text[: found[1].start], found[1], found)
    assert not is_aside(text[: found[0].start], found[0], found)
