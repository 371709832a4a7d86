from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.text.tokens import stem, tokens, words


def test_words_numbers_and_signs_are_tokens() -> None:
    assert [token.text for token in tokens("The U.S. mill's 1,200.5 t (up 3%).")] == [
        *("The", "U.S.", "mill's", "1,200.5", "t", "(", "up", "3", "%", ")", "."),
    ]


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


@settings(max_examples=150, deadline=None)
@given(st.text())
def test_tokens_cover_all_but_white_space(text: str) -> None:
    found = tokens(text)
    assert all(text[token.start : token.end] == token.text for token in found)
    assert all(first.end <= second.start for first, second in pairwise(found))
    assert "".join(token.text for token in found) == "".join(text.split())
    assert all(words(text))


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_a_word_of_another_script_changes_no_other_words(text: str) -> None:
    assert words(f"{text} 粉") == (*words(text), "粉")
