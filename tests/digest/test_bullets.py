from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.digest.bullets import bullets
from newsletter.digest.lens import load_lenses
from newsletter.text.reading import article

if TYPE_CHECKING:
    from pathlib import Path

    from newsletter.model import Bullet

LENSES = load_lenses()
TEXT = (
    "Shares of Northgate Paper fell 12 percent to 3.40 euros on Tuesday. "
    "The company said it will invest 80 million euros in a new mill by 2028.\n\n"
    "Chief executive Ana Ruiz will step down in May and be replaced by Tom Berg."
)


def spoken(text: str) -> dict[str, Bullet]:
    return {bullet.lens: bullet for bullet in reversed(bullets([article(text)], LENSES))}


def test_each_lens_answers_with_its_sentence() -> None:
    found = spoken(TEXT)
    assert "12 percent" in found["rally_size"].quote.text
    assert "80 million euros" in found["spend_plan"].quote.text
    assert "step down" in found["people"].quote.text


def test_a_fall_has_the_label_of_the_other_direction_and_the_same_id() -> None:
    assert spoken(TEXT)["rally_size"].label == LENSES[0].label_down


def test_the_key_figure_comes_first_with_its_offsets_in_the_text() -> None:
    figure = spoken(TEXT)["rally_size"].quote.figures[0]
    assert (figure.value, figure.unit, figure.direction) == (12, "percent", "down")
    assert TEXT[figure.start : figure.end] == figure.text == "12 percent"


def test_a_bullet_is_verbatim() -> None:
    for bullet in spoken(TEXT).values():
        span = bullet.quote.span
        assert TEXT[span.start : span.end] == bullet.quote.text


def test_a_text_in_another_language_is_met_with_silence() -> None:
    german = article("Die Aktie fiel am Dienstag um 12 Prozent.", language="de")
    assert bullets([german], LENSES) == ()


def test_nothing_to_say_is_silence() -> None:
    assert bullets([], LENSES) == ()
    assert bullets([article("")], LENSES) == ()
    assert spoken("The choir sang in the park, and the children laughed.") == {}


def test_what_is_too_long_for_a_sentence_answers_nobody_and_takes_no_time() -> None:
    """One sentence of 200,000 words took 67 s."""
    endless = "Shares rose " * 20_000 + "5%."
    begin = time.process_time()
    assert spoken(endless) == {}
    assert set(spoken(f"{endless}\n\n{TEXT}")) == set(spoken(TEXT))
    assert time.process_time() - begin < 5


def test_a_bullet_does_not_end_at_a_dash() -> None:
    for end in (" -", " —", ":", ","):
        told = f"Shares of Northgate Paper fell 12 percent on Tuesday{end}"
        quote = spoken(f"{told}\n\nIt is a mill.")["rally_size"].quote
        assert quote.text == "Shares of Northgate Paper fell 12 percent on Tuesday"
        assert quote.span.end == len(quote.text)


def test_two_articles_that_say_the_same_give_one_bullet() -> None:
    again = TEXT.replace("on Tuesday", "late on Tuesday")
    found = bullets([article(TEXT), article(again)], LENSES)
    rallies = [bullet for bullet in found if bullet.lens == "rally_size"]
    assert len(rallies) == 1


def test_a_lens_of_patterns_only_works_by_itself(tmp_path: Path) -> None:
    (tmp_path / "weather.toml").write_text(
        'label = "Weather"\n[[pattern]]\nsubject = ["storm"]\naction = ["close"]\n',
        encoding="utf-8",
    )
    lenses = load_lenses([tmp_path], ["weather"])
    text = "It was a quiet day. Storms closed the port of Arlow for two days."
    assert [b.quote.text for b in bullets([article(text)], lenses)] == [
        "Storms closed the port of Arlow for two days."
    ]


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        alphabet="shares fell 12 % $5 billion. \n“”(),;acquire will CEO resign’é日", max_size=300
    )
)
def test_whatever_the_text_bullets_are_verbatim_and_whole_words(text: str) -> None:
    for bullet in bullets([article(text, language="en")], LENSES):
        span = bullet.quote.span
        assert text[span.start : span.end] == bullet.quote.text
        for figure in bullet.quote.figures:
            assert text[figure.start : figure.end] == figure.text
            assert span.start <= figure.start
            assert figure.end <= span.end


NEWS = "A pump failed in the port of Varde on Monday. {} Nobody was hurt, the city said."


@pytest.mark.parametrize(
    ("lens", "sentence"),
    [
        ("spend_plan", "The mayor has asked the state for $50 million in emergency aid."),
        ("spend_plan", "The province requested 40 million euros from the relief fund."),
        ("results", "The tank held 900 tonnes of ammonia, a tenth of what the country imports."),
        ("deals", "Tarvel has filed a lawsuit over the sale of a stake in its rival."),
    ],
)
def test_what_only_sounds_like_an_answer_is_none(lens: str, sentence: str) -> None:
    text = NEWS.format(sentence)
    assert lens not in {one.lens for one in bullets([article(text, language="en")], LENSES)}


@pytest.mark.parametrize(
    ("lens", "sentence"),
    [
        ("spend_plan", "The state will spend $50 million on new pumps over three years."),
        ("results", "The terminal shipped 900,000 tonnes of ammonia last year, up 4%."),
        ("deals", "Tarvel has agreed to buy a stake of 9% in its rival for $40 million."),
    ],
)
def test_what_answers_beside_it_still_does(lens: str, sentence: str) -> None:
    text = NEWS.format(sentence)
    assert lens in {one.lens for one in bullets([article(text, language="en")], LENSES)}


def test_of_two_statements_the_one_that_answers_is_printed() -> None:
    sentence = (
        "It will also build a shared workshop in Varde for $90 million, and create 150 jobs in its"
        " first year there; 60 positions in sales will be cut."
    )
    found = spoken(NEWS.format(sentence))["people"]
    assert found.quote.text.startswith("60 positions")
    assert found.quote.figures[0].text == "60 positions"
