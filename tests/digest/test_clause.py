from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.digest.clause import LIMIT, clause, whole_marks


def cut(text: str, first: str, last: str, *, shortest: bool = False) -> str:
    """The clause that holds everything from `first` to `last`."""
    start, end = clause(text, text.index(first), text.index(last) + len(last), shortest=shortest)
    return text[start:end]


LONG = (
    "Shares of Northgate Paper fell 12 percent to 3.40 euros on Tuesday, after the mill operator "
    "said that it would invest 80 million euros in a new line, more than analysts had thought wise."
)
NOTE = (
    "In a note to clients that was seen by reporters from three papers late on Monday night, the "
    "bank said Harlow Foods will spend $140 million on a plant."
)
MAKER = (
    "Tessaro, which makes parts for jets and has plants in nine countries and a school for "
    "welders, earned 96 million euros"
)


def test_a_sentence_of_at_most_22_words_stays_whole() -> None:
    text = "Shares of Northgate Paper fell 12 percent, traders said."
    assert cut(text, "Shares", "12 percent") == text


@pytest.mark.parametrize(
    ("text", "first", "last", "wanted"),
    [
        (
            LONG,
            "Shares",
            "12 percent",
            "Shares of Northgate Paper fell 12 percent to 3.40 euros on Tuesday",
        ),
        (
            NOTE,
            "spend",
            "$140 million",
            "the bank said Harlow Foods will spend $140 million on a plant.",
        ),
        (
            f"{MAKER}, up 18% from a year ago, as airlines flew more.",
            "earned",
            "96 million euros",
            MAKER,
        ),
    ],
)
def test_the_clause_keeps_subject_verb_and_figure(
    text: str, first: str, last: str, wanted: str
) -> None:
    assert cut(text, first, last) == wanted


def test_two_lenses_take_two_clauses_of_one_sentence() -> None:
    assert cut(LONG, "Shares", "12 percent", shortest=True).endswith("on Tuesday")
    text = (
        "Larkfield shares have doubled this year, riding a wave of hope that its $5 billion "
        "spending plan and rising sales can make it the market's leader in toys."
    )
    assert cut(text, "shares", "doubled", shortest=True) == (
        "Larkfield shares have doubled this year"
    )
    assert cut(text, "$5 billion", "spending plan", shortest=True) == (
        "its $5 billion spending plan and rising sales can make it the market's leader in toys."
    )


def test_a_quotation_is_never_halved() -> None:
    text = (
        "“We will cut 900 jobs in Graz, close the foundry there, sell the land to the town and "
        "never come back,” said Lena Marsh, who has led the works since the spring of 2019."
    )
    piece = cut(text, "cut", "900 jobs")
    assert whole_marks(piece)
    assert piece.startswith("“")


def test_a_relative_clause_does_not_begin_a_bullet() -> None:
    text = (
        "Redwater, a fund that likes a fight and has won most of the many that it has picked in "
        "the last ten years, were it only by patience, owns 7 percent of Ostara Mining."
    )
    assert cut(text, "owns", "7 percent") == text


@settings(max_examples=100, deadline=None)
@given(
    st.text(alphabet="ab fell, \"“”()that while and 5%;:-–.S'", max_size=240),
    st.integers(0, 240),
    st.integers(0, 240),
)
def test_a_clause_holds_what_was_asked_for_and_whole_words(text: str, one: int, two: int) -> None:
    first, last = sorted((min(one, len(text)), min(two, len(text))))
    start, end = clause(text, first, last)
    assert 0 <= start <= first <= last <= end <= len(text)
    if start:
        assert text[start - 1].isspace()
    if end < len(text):
        assert text[end].isspace() or text[end] in ",;:"
    if (start, end) != (0, len(text)):
        assert len(text.split()) > LIMIT
        assert whole_marks(text[start:end])
