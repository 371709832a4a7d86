"""A sentence stands alone where its opening needs nothing that its reader was not told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.text.leaning import introduced, lean

ALONE = """
Corvel said on Monday that it would build two ferries.
It is unclear whether the yard can pay.
This year the yard will build two ferries.
Sen. Mara Lind of Halden opposed the sale.
The chip maker Orrin will build a plant.
The deal of the year was signed in Halden.
Both Corvel and Halden expect growth.
So far the yard has built two ferries.
On Monday, Corvel raised its outlook.
"""
LEANING = {
    "turn": """
But the yard has no steel.
In addition, prices rose.
Three other yards were sold.
A year earlier profit was higher.
""",
    "pronoun": """
It also bought a yard.
On Saturday, he joined the board.
“We have no choice,” she said.
Both companies agreed.
""",
    "comparison": "That compares with 4% a year before.\nAnalysts had expected 27 cents.",
    "description": "The move cuts costs.\nIn May, the company raised prices.",
    "name": "Ms Abara will leave in May.",
}


def lines(block: str) -> list[str]:
    return block.strip().splitlines()


@pytest.mark.parametrize("sentence", lines(ALONE))
def test_what_names_its_subject_stands_alone(sentence: str) -> None:
    assert lean(sentence) is None


@pytest.mark.parametrize(
    ("kind", "sentence"), [(kind, one) for kind, block in LEANING.items() for one in lines(block)]
)
def test_what_speaks_of_something_unsaid_leans(kind: str, sentence: str) -> None:
    assert lean(sentence) == kind


def test_what_was_told_above_is_known() -> None:
    assert lean("Ms Abara will leave in May.", "Grace Abara to leave Corvel") is None
    assert lean("The deal is worth $2 billion.", "Corvel in deal for Pallam") is None


def test_a_last_name_alone_leans_where_the_text_gives_the_whole_name() -> None:
    named = introduced("Grace Abara leaves Corvel. Abara said that she was glad.")
    assert lean("Abara said that she was glad.", "", named) == "name"
    assert lean("Corvel said that it was glad.", "", named) is None


@given(st.text(max_size=200), st.text(max_size=50))
def test_any_text_has_an_answer(text: str, told: str) -> None:
    assert lean(text, told, introduced(text)) in {None, *LEANING}


def test_the_lead_of_a_text_leans_only_where_that_is_plain() -> None:
    assert lean("The city council voted for Ms Abara.", lead=True) is None
    assert lean("The city council voted for Ms Abara.") == "description"
    assert lean("The company sold 12% more.", lead=True) == "description"
    assert lean("It sold 12% more.", lead=True) == "pronoun"


def test_what_a_name_stands_behind_is_told() -> None:
    assert lean("The cost of the project rose to $3 billion.") == "description"
    assert lean("The villa of striker Leandro Pires was sold.") is None
