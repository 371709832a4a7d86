from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.digest.cues import Vocabulary, mark
from newsletter.digest.learned import load
from newsletter.digest.lens import load_lenses
from newsletter.digest.reasons import OTHER, Part, lens_parts, plain_parts, settle, short_of
from newsletter.digest.shared import shared_cues
from newsletter.digest.weights import ARTICLE, STORY

POINTS = st.lists(
    st.tuples(st.sampled_from("abcdefgh"), st.floats(-50, 50, allow_nan=False)), max_size=30
)


def total(parts: tuple[Part, ...]) -> Decimal:
    return sum((Decimal(f"{part.points:.2f}") for part in parts), Decimal())


@given(POINTS)
@settings(max_examples=200)
def test_rounded_parts_sum_to_the_rounded_score_and_none_is_a_hundredth_off(
    points: list[tuple[str, float]],
) -> None:
    score = sum(value for _, value in points)
    parts = settle(score, points, {})
    assert total(parts) == Decimal(f"{round(score, 2):.2f}")
    for part in parts:
        meant = sum(value for name, value in points if name == part.name)
        assert part.name == OTHER or abs(part.points - meant) < 0.011


def test_the_weightiest_part_comes_first_and_nothing_is_left_out() -> None:
    parts = settle(0.75, [("a", 0.5), ("b", -1.0), ("c", 0.0), ("b", 1.25)], {"b": "why"})
    assert parts == (Part("a", 0.5), Part("b", 0.25, "why"))


def test_each_weight_of_a_sentence_has_words_an_editor_knows() -> None:
    for weights in (ARTICLE, STORY):
        parts = plain_parts(sum(weights.values()), weights.items())
        assert OTHER not in {part.name for part in parts}


def test_each_learned_weight_has_words_an_editor_knows() -> None:
    marked = mark("Shares fell.", Vocabulary(shared_cues()))
    for path in {lens.weights for lens in load_lenses()}:
        for feature in load(path).rows:
            if feature != "patterns":
                (part,) = lens_parts(1.0, [], [(feature, 1.0)], marked, (1, 1))
                assert part.name != OTHER, feature


def test_what_has_no_words_yet_still_counts() -> None:
    marked = mark("Shares fell.", Vocabulary(shared_cues()))
    parts = lens_parts(1.5, [("own", 0.5)], [("zz:new", 0.75), ("newer", 0.25)], marked, (1, 1))
    assert parts == (Part(OTHER, 1.0), Part("pattern “own”", 0.5))
    assert plain_parts(2.0, [("unheard", 2.0)]) == (Part(OTHER, 2.0),)


def test_cue_words_are_named_as_the_sentence_has_them() -> None:
    lists = Vocabulary(shared_cues())
    marked = mark("The Data Centre lifted Norvik’s stock market value by 12% in 2026.", lists)
    features = [("c:value", 0.5), ("c:up", 0.25), ("c:jobs", 9.0), ("w:12", 0.1)]
    parts = {part.name: part for part in lens_parts(9.85, [], features, marked, (2, 13))}
    assert parts["cue words"] == Part("cue words", 9.75, "“market value”, “lifted”")


def test_wording_is_named_by_words_that_mean_something() -> None:
    marked = mark("Shares fell.", Vocabulary(shared_cues()))
    features = [("w:of", 0.5), ("b:<name> fell", 0.4), ("b:shares fell", 0.3), ("w:fell", -0.1)]
    assert lens_parts(1.1, [], features, marked, (1, 1)) == (Part("wording", 1.1, "“shares fell”"),)


def test_a_sentence_is_told_its_place_and_length() -> None:
    points = [("first", 1.0), ("long", -0.5)]
    told = {part.name: part.detail for part in plain_parts(0.5, points, place=(22, 40), size=1)}
    assert told == {"place in the text": "22nd of 40", "length": "1 word"}
    for number, written in ((1, "1st"), (3, "3rd"), (11, "11th"), (112, "112th"), (20, "20th")):
        (part,) = plain_parts(1.0, [("first", 1.0)], place=(number, 200))
        assert part.detail == f"{written} of 200"


def test_a_sentence_falls_short_where_the_other_has_more_points() -> None:
    better = (Part("names", 0.5), Part("figures", 0.4, "“5”"), Part("length", -0.1))
    worse = (Part("names", 0.75), Part("length", -0.8, "60 words"), Part("a question", -0.3))
    assert short_of(better, worse) == (
        Part("length", -0.7, "60 words"),
        Part("figures", -0.4),
        Part("a question", -0.3),
    )
