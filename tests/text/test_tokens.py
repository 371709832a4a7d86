from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.text.tokens import stem, words


def test_initials_numbers_and_apostrophes_stay_in_one_word() -> None:
    assert words("The U.S. mill's 1,200.5 t (up 3%).") == (
        *("the", "u.s.", "mill's", "1,200.5", "t", "up", "3"),
    )


def test_words_are_lower_cased_and_without_signs() -> None:
    assert words("US-listed Mills rose 3.5%, “again”.") == (
        *("us", "listed", "mills", "rose", "3.5", "again"),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("港製粉", ("港製", "製粉")),
        ("粉", ("粉",)),
        ("2027年に開業", ("2027", "年に", "に開", "開業")),
        ("กำไร", ("กำ", "ำไ", "ไร")),
    ],
)
def test_scripts_without_spaces_give_pairs_of_characters(
    text: str, expected: tuple[str, ...]
) -> None:
    assert words(text) == expected


def test_stems_bring_inflections_together() -> None:
    assert stem("rising", "en") == stem("rises", "en")
    assert stem("gewinne", "de") == stem("gewinn", "de")


def test_a_language_without_stemmer_keeps_its_words() -> None:
    assert stem("młyny", "pl") == "młyny"
    assert stem("mills", "und") == "mills"


LATIN = st.characters(max_codepoint=0x24F)


@settings(max_examples=150, deadline=None)
@given(st.text(LATIN))
def test_no_letter_and_no_digit_is_lost_or_said_twice(text: str) -> None:
    kept = [sign for sign in "".join(words(text)) if sign.isalnum()]
    assert kept == [part for sign in text for part in sign.lower() if part.isalnum()]


@settings(max_examples=50, deadline=None)
@given(st.text())
def test_whatever_the_script_no_word_is_empty(text: str) -> None:
    assert all(words(text))


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_a_word_of_another_script_changes_no_other_words(text: str) -> None:
    assert words(f"{text} 粉") == (*words(text), "粉")
