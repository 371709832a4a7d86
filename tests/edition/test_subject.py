from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsletter.edition.subject import preheader, shorten, subject


def test_a_headline_that_fits_is_the_subject() -> None:
    assert subject(["Harbour Lines orders two ships for $40m"], "x") == (
        "Harbour Lines orders two ships for $40m"
    )


def test_a_long_headline_ends_with_a_clause() -> None:
    long = "Harbour Lines orders two new ferries, betting on summer tourists from the mainland"
    assert subject([long], "x") == "Harbour Lines orders two new ferries"


def test_a_headline_without_a_clause_ends_with_a_word() -> None:
    long = "Harbour Lines orders two extraordinarily expensive hydrogen ferries for islands"
    assert subject([long], "x") == "Harbour Lines orders two extraordinarily…"


def test_a_short_headline_is_followed_by_the_second() -> None:
    assert subject(["Rates rise", "Harbour Lines orders two ships"], "x") == (
        "Rates rise; Harbour Lines orders two ships"
    )


def test_without_a_headline_the_title_is_the_subject() -> None:
    assert subject([], "The Morning Brief") == "The Morning Brief"


def test_the_preheader_is_the_second_and_third_story() -> None:
    assert preheader(["One", "Two ships ordered for the north", "Three towns flooded"], "") == (
        "Two ships ordered for the north · Three towns flooded"
    )


def test_the_preheader_of_one_story_is_its_lead() -> None:
    assert preheader(["One"], "Harbour Lines rose.") == "Harbour Lines rose."


def test_a_script_without_spaces_is_cut_between_characters() -> None:
    assert shorten("港" * 80, 50) == "港" * 49 + "…"


@given(st.lists(st.text(), max_size=4), st.text())
def test_subject_and_preheader_never_pass_their_length_or_a_line(
    headlines: list[str], lead: str
) -> None:
    for text, limit in ((subject(headlines, lead), 50), (preheader(headlines, lead), 100)):
        assert len(text) <= limit
        assert len(text.splitlines()) <= 1
