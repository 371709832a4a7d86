from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.digest.clause import LIMIT, clause
from newsletter.digest.verbs import RELATIVES, has_verb, words_of
from newsletter.text.sentences import balanced

CASES = Path(__file__).parent.parent / "data/digest/clauses.txt"
MARKED = CASES.read_text(encoding="utf-8").splitlines()


def cut(text: str, first: str, last: str, *, shortest: bool = False) -> str:
    """The clause that holds everything from `first` to `last`."""
    start, end = clause(text, text.index(first), text.index(last) + len(last), shortest=shortest)
    return text[start:end]


def unmarked(text: str) -> str:
    return text.translate(dict.fromkeys(map(ord, "‹›⟦⟧")))


@pytest.mark.parametrize("marked", MARKED)
def test_a_clause_says_what_the_sentence_says(marked: str) -> None:
    """Cases show what a bullet needs between ‹ ›, and what it is given between ⟦ ⟧."""
    text = unmarked(marked)
    before, needed = marked.replace("⟦", "").replace("⟧", "").split("›")[0].split("‹")
    start, end = clause(text, len(before), len(before) + len(needed))
    assert text[start:end] == unmarked(marked[marked.index("⟦") : marked.index("⟧")])


def test_there_are_cases_enough() -> None:
    assert len(MARKED) >= 60


def test_a_sentence_of_at_most_22_words_stays_whole() -> None:
    text = "Shares of Northgate Paper fell 12 percent, traders said."
    assert cut(text, "Shares", "12 percent") == text


def test_two_lenses_take_two_clauses_of_one_sentence() -> None:
    """Here alone a clause may begin behind "that", where nobody doubts or denies it."""
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
    doubted = text.replace("a wave of hope that", "over a warning that")
    assert cut(doubted, "$5 billion", "spending plan", shortest=True) == doubted


# What a grammar of clauses stumbles over, as sentences of it.
PIECES = st.lists(
    st.sampled_from(
        [
            *("the bank", "Ostara", "its shares", "which", "who", "that", "if", "unless", "not"),
            *("rose", "said", "will cut", "denied", "doubled", "5 percent", "$3 billion", "jobs"),
            *("and", "but", ", and", ", but", ",", ";", ":", "--", "—", "“", "”", "(", ")", '"'),
            *("while", "after", "because", "as", "in June", "according to", "analysts said"),
        ]
    ),
    max_size=60,
).map(" ".join)


@settings(max_examples=200, deadline=None)
@given(
    text=st.text(alphabet="ab fell, \"“”()that while and 5%;:-–.S'", max_size=240) | PIECES,
    one=st.integers(0, 240),
    two=st.integers(0, 240),
    shortest=st.booleans(),
)
def test_a_clause_is_one_stretch_with_what_was_asked_for(
    text: str, one: int, two: int, *, shortest: bool
) -> None:
    first, last = sorted((min(one, len(text)), min(two, len(text))))
    start, end = clause(text, first, last, shortest=shortest)
    assert 0 <= start <= first <= last <= end <= len(text)
    if start:
        assert text[start - 1].isspace()
        assert words_of(text[start:])[0].core not in {*RELATIVES, "and", "but", "of", "because"}
    if end < len(text):
        assert text[end].isspace() or text[end] in ",;—"
    if (start, end) != (0, len(text)):
        assert shortest or len(text.split()) > LIMIT
        assert balanced(text[start:end])
        words = words_of(text[start:end])
        assert has_verb(words, 0, len(words))


@pytest.mark.parametrize("piece", ["it said that x fell, and ", "(a, ", "as b rose, ", "“", "- "])
def test_an_endless_sentence_is_cut_in_a_moment(piece: str) -> None:
    text = piece * (1_000 // len(piece))
    begin = time.process_time()
    clause(text, len(text) // 2, len(text) // 2 + 5, shortest=True)
    clause(text * 100, 0, 5)
    assert time.process_time() - begin < 1
