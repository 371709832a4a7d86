"""What is explained is what is chosen, to the hundredth of a point."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter import assets
from newsletter.digest.chosen import chosen_of
from newsletter.digest.explain import explain
from newsletter.digest.lens import load_lenses
from newsletter.digest.options import DigestOptions
from newsletter.digest.passages import passages
from newsletter.digest.scoring import answers
from newsletter.digest.summarise import summarise_story
from newsletter.sources.folder import survey
from newsletter.sources.seeds import read_seed
from newsletter.text.reading import article, read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsletter.digest.asked import Asked
    from newsletter.digest.explain import Explanation
    from newsletter.digest.options import Method
    from newsletter.digest.reasons import Rated
    from newsletter.model import Article

LENSES = load_lenses()
SEEDS = assets.folder("seeds")
SAMPLES = [read(*read_seed(path, SEEDS)) for path in survey(SEEDS).files]
SCRIPTS = Path(__file__).parent.parent / "data/digest/scripts.txt"
BUDGETS = [
    DigestOptions(sentences=1),
    DigestOptions(sentences=3),
    DigestOptions(sentences=99),
    DigestOptions(words=45),
    DigestOptions(words=2),
]
SAID = (
    "Norvik Steel shares fell 12% on Monday.",
    "It plans to spend $3 billion on furnaces by 2030, up from $2 billion.",
    "But why would anybody buy them now?",
    "“We have no choice,” said Mara Lind, who runs the mill (and owns it).",
    "Chief executive Ana Ruiz will step down in May!",
    "Revenue rose 8% to 4.1 billion euros in the third quarter",
    "2026 was a year of strikes: imports were cheap.",
)


def rated(explanation: Explanation) -> Iterator[Rated]:
    choices = [explanation.headline] if explanation.headline else []
    for choice in (*choices, *explanation.sentences):
        yield choice.chosen
        if choice.rejected:
            yield choice.rejected
    for asked in explanation.lenses:
        yield from asked.chosen
        if asked.rejected:
            yield asked.rejected


def assert_sums(explanation: Explanation) -> None:
    for one in rated(explanation):
        parts = sum((Decimal(f"{part.points:.2f}") for part in one.parts), Decimal())
        assert one.score is not None
        assert parts == Decimal(f"{one.score:.2f}"), one
        assert "other" not in {part.name for part in one.parts}


def assert_as_chosen(
    articles: tuple[Article, ...], options: DigestOptions, explanation: Explanation
) -> None:
    summary = summarise_story(articles, LENSES, options)
    headline = explanation.headline.chosen.quote if explanation.headline else None
    assert headline == summary.headline
    assert tuple(c.chosen.quote for c in explanation.sentences) == summary.sentences
    assert tuple(b for asked in explanation.lenses for b in asked.bullets) == summary.bullets
    for asked in explanation.lenses:
        assert [one.quote for one in asked.chosen] == [b.quote for b in asked.bullets]
        assert [one.score for one in asked.chosen] == [round(b.score, 2) for b in asked.bullets]


def by_lens(text: str) -> dict[str, Asked]:
    told = explain((article(text),), LENSES, DigestOptions())
    return {asked.lens.id: asked for asked in told.lenses}


@pytest.mark.parametrize("options", BUDGETS, ids=str)
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda one: one.entry.guid)
def test_what_is_explained_is_what_is_printed_and_the_parts_are_the_score(
    sample: Article, options: DigestOptions
) -> None:
    explanation = explain((sample,), LENSES, options)
    assert_as_chosen((sample,), options, explanation)
    assert_sums(explanation)


@given(
    st.lists(st.sampled_from(SAID) | st.text(max_size=40), max_size=9),
    st.text(max_size=30),
    st.sampled_from(BUDGETS),
    st.sampled_from(["en", "und", "de"]),
)
@settings(max_examples=60, deadline=None)
def test_the_parts_are_the_score_whatever_the_text(
    said: list[str], title: str, options: DigestOptions, language: str
) -> None:
    articles = (article(" ".join(said), title=title, language=language),)
    explanation = explain(articles, LENSES, options)
    assert_as_chosen(articles, options, explanation)
    assert_sums(explanation)


@pytest.mark.parametrize("options", BUDGETS, ids=str)
def test_a_story_of_several_articles_is_explained_too(options: DigestOptions) -> None:
    explanation = explain(tuple(SAMPLES), LENSES, options)
    assert_as_chosen(tuple(SAMPLES), options, explanation)
    assert_sums(explanation)


@pytest.mark.parametrize("text", SCRIPTS.read_text("utf-8").split("\n\n")[:6])
def test_every_script_is_explained(text: str) -> None:
    articles = (article(text),)
    explanation = explain(articles, LENSES, DigestOptions())
    assert_as_chosen(articles, DigestOptions(), explanation)
    assert_sums(explanation)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda one: one.entry.guid)
def test_beside_a_sentence_stands_what_would_be_chosen_without_it(sample: Article) -> None:
    (choice,) = explain((sample,), (), DigestOptions(sentences=1)).sentences
    candidates = passages((sample,))
    rest = [i for i, one in enumerate(candidates) if one.quote((sample,)) != choice.chosen.quote]
    (second,) = chosen_of((sample,), candidates, rest, DigestOptions(sentences=1))
    assert choice.rejected
    assert choice.rejected.quote == candidates[second].quote((sample,))
    assert choice.short
    assert choice.lacked == f"{(choice.chosen.score or 0) - (choice.rejected.score or 0):.2f} less"


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda one: one.entry.guid)
def test_a_lens_left_out_the_best_of_what_it_did_not_choose(sample: Article) -> None:
    every = answers(sample, [replace(lens, threshold=-math.inf, vetoes=()) for lens in LENSES])
    for asked in explain((sample,), LENSES, DigestOptions()).lenses:
        chosen = {(b.quote.span.start, b.quote.span.end) for b in asked.bullets}
        spans = [(sample.sentences[one.sentence], one) for one in every[asked.lens.id]]
        left = [
            one.score
            for span, one in spans
            if not any(span.start <= start < end <= span.end for start, end in chosen)
        ]
        assert asked.rejected
        assert asked.rejected.score == round(max(left), 2)


def test_a_silent_lens_says_how_far_it_was_from_speaking() -> None:
    asked = by_lens("The choir sang in the park. The children laughed.")["rally_size"]
    assert (asked.bullets, asked.chosen, asked.short) == ((), (), ())
    assert asked.rejected
    assert asked.rejected.score is not None
    gap = asked.lens.threshold - asked.rejected.score
    assert asked.lacked == f"{gap:.2f} below the threshold of {asked.lens.threshold:.2f}"


def test_what_says_the_same_again_is_left_out_for_that() -> None:
    twice = "Shares of Norvik Steel fell 12% to 3.40 euros on Monday."
    asked = by_lens(f"{twice}\n\n{twice}")["rally_size"]
    assert len(asked.chosen) == 1
    assert asked.rejected
    assert asked.lacked == "says the same as a bullet that was chosen"
    told = explain((article(f"{twice} It was hot.\n\n{twice}"),), (), DigestOptions(sentences=2))
    assert [choice.lacked for choice in told.sentences][1:] == ["says again what was chosen"]


def test_what_does_not_fit_is_left_out_for_its_length() -> None:
    text = "The port of Arlow closes. Storms closed the port of Arlow for two days this year."
    (choice,) = explain((article(text),), (), DigestOptions(words=5)).sentences
    assert choice.rejected
    assert choice.lacked == "too long: 11 words, 5 left"


def test_a_lens_of_patterns_names_them_and_its_vetoes_rule_out(tmp_path: Path) -> None:
    (tmp_path / "weather.toml").write_text(
        'label = "Weather"\nbullets = 1\nlead = 0.5\n'
        '[[pattern]]\nname = "storm shuts"\nsubject = ["storm"]\naction = ["close"]\n'
        '[[veto]]\nsubject = ["drill"]\n',
        encoding="utf-8",
    )
    lenses = load_lenses([tmp_path], ["weather"])
    text = "In a drill a storm closed Arlow. Storms closed the port for days. It was a quiet week."
    (asked,) = explain((article(text),), lenses, DigestOptions()).lenses
    assert [one.quote.text for one in asked.chosen] == ["Storms closed the port for days."]
    assert {part.name: part.points for part in asked.chosen[0].parts} == {
        "pattern “storm shuts”": 1.0,
        "place in the text": 0.25,
    }
    assert asked.rejected
    assert asked.rejected.quote.text.startswith("In a drill")
    assert (asked.rejected.score, asked.lacked) == (1.5, "the lens rules it out by a veto")
    (silent,) = explain((article("A quiet week."),), lenses, DigestOptions()).lenses
    assert (silent.rejected, silent.lacked) == (None, "no sentence speaks of it")


def test_a_lens_that_does_not_read_the_language_says_so() -> None:
    german = article("Die Aktie fiel am Dienstag um 12 Prozent.", language="de")
    for asked in explain((german,), LENSES, DigestOptions()).lenses:
        assert (asked.speaks, asked.lacked) == (False, "asks texts in `en` only")


@pytest.mark.parametrize("method", ["lexrank", "luhn", "random"])
def test_another_method_gives_its_own_score_and_no_parts(method: Method) -> None:
    options = DigestOptions(sentences=2, method=method)
    explanation = explain((SAMPLES[0],), (), options)
    summary = summarise_story((SAMPLES[0],), (), options)
    assert tuple(choice.chosen.quote for choice in explanation.sentences) == summary.sentences
    for choice in explanation.sentences:
        assert choice.rejected
        assert choice.chosen.parts == choice.rejected.parts == ()
        assert (choice.chosen.score is None) == (method == "random")
        assert (choice.chosen.score or 0) >= (choice.rejected.score or 0)


def test_an_empty_text_has_nothing_to_explain() -> None:
    explanation = explain((article(""),), LENSES, DigestOptions())
    assert (explanation.headline, explanation.sentences) == (None, ())
    assert all(asked.rejected is None for asked in explanation.lenses)
    assert explain((), LENSES, DigestOptions()).sentences == ()
