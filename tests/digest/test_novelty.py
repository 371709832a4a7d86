from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.digest.novelty import news_in, novelty, retold, said_in
from newsletter.digest.terms import terms
from newsletter.text.reading import article

YESTERDAY = article(
    "Short sellers hold 3.0 % of the free float of Brackwater Cells. The maker of cells from Malmö"
    " reports on 12 March. About 70,000 households had no power. The market hall in Camber"
    " collapsed on traders who were packing up. Bids are due by 15 September.",
    title="Short sellers circle Brackwater Cells",
)


@pytest.mark.parametrize(
    "text",
    [
        "The cell maker will report on 12 March.",
        "Of the free float 3 % is held by short sellers.",
        "Some 70,000 households were without power.",
        "In Camber the hall of the market collapsed on packing traders.",
        "Bids are due by the middle of September.",
        "About 68,700 households had no power.",
        "",
        "And so it was, too.",
    ],
)
def test_other_words_for_what_was_said_are_not_new(text: str) -> None:
    assert not novelty(text, "en", said_in([YESTERDAY])).is_new


@pytest.mark.parametrize(
    "text",
    [
        "Short sellers hold 3.2 % of the free float of Brackwater Cells.",
        "Some 22,000 households had no power.",
        "A boy of 14 was pulled alive from the ruins of the hall.",
        "Tamarisk of New York disclosed a position of its own.",
        "Chief executive Marit Solberg apologised to all customers.",
    ],
)
def test_another_number_and_another_event_are_new(text: str) -> None:
    found = novelty(text, "en", said_in([YESTERDAY]))
    assert found.is_new
    assert found.is_telling


def test_a_short_sentence_of_common_words_makes_no_update() -> None:
    found = novelty("The new rules apply.", "en", said_in([YESTERDAY]))
    assert found.is_new
    assert not found.is_telling


def test_of_two_sentences_each_may_say_its_half() -> None:
    said = said_in([YESTERDAY])
    both = "Brackwater Cells, of whose float short sellers hold 3 %, reports on 12 March."
    assert not novelty(both, "en", said).is_new


def test_a_story_is_known_again_by_what_it_tells_again() -> None:
    said = said_in([YESTERDAY])
    again = article("A boy was freed. The hall in Camber had collapsed on traders.")
    other = article("A boy was freed. The company declined to comment.")
    assert retold([again], said) > 0.9
    assert retold([other], said) == 0


@given(st.lists(st.sampled_from([*YESTERDAY.revision.text.split(". ")]), min_size=1))
@settings(max_examples=30, deadline=None)
def test_nothing_is_new_that_was_said_in_the_same_words(parts: list[str]) -> None:
    today = article(". ".join(parts) + ".")
    assert news_in(today, said_in([YESTERDAY])) == ()


@given(st.text(max_size=300), st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_text_has_news_and_its_own_repetition_has_none(one: str, other: str) -> None:
    said = said_in([article(one), article(other)])
    assert news_in(article(other), said) == ()


def test_numbers_are_known_in_any_writing() -> None:
    kinds = terms("Seventy of 1,240 seats, 3.0 % and 12 dozen on 17 April 2027 in Ghent", "en")
    assert {term for term, kind in kinds.items() if kind == "number"} == {"70", "1240", "3", "12"}
    assert {term for term, kind in kinds.items() if kind == "date"} == {"17", "2027"}
    assert kinds["april"] == "day"
    assert kinds["ghent"] == "name"
