"""The order of stories can be explained, repeated, and is never of one subject alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.digest.options import DigestOptions
from newsletter.digest.rank import rank
from newsletter.digest.wanted import phrases, wanted
from newsletter.model import Article, Entry, Revision, Story

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
PLAIN = DigestOptions()


def story(
    name: str, title: str, text: str = "", *, hours: float | None = 1, sources: int = 1
) -> Story:
    """A story that so many sources tell, each in words of its own."""
    published = None if hours is None else NOW - timedelta(hours=hours)
    return Story(
        name,
        tuple(
            Article(
                Entry(f"{name}{n}", f"Wire {n}", "feed", name, title=title, published=published),
                Revision(f"r{name}{n}", title, f"{text} {chr(97 + n) * 40}"[: 450 + n], ()),
                (),
            )
            for n in range(sources)
        ),
    )


def order(stories: list[Story], options: DigestOptions = PLAIN) -> list[str]:
    return [one.story.id for one in rank(stories, options, NOW)]


def test_the_fresher_of_two_comes_first() -> None:
    assert order([story("old", "Ferry strike ends", hours=30), story("new", "Mill burns")]) == [
        "new",
        "old",
    ]


def test_what_several_sources_tell_comes_before_what_one_tells() -> None:
    assert order([story("a", "Ferry strike ends"), story("b", "Mill burns", sources=4)])[0] == "b"


def test_a_copy_is_no_other_source() -> None:
    one = story("a", "Mill burns")
    (told,) = one.articles
    printed = [replace(told, entry=replace(told.entry, id=f"c{n}", source=f"P{n}")) for n in (1, 2)]
    scores = {
        ranked.story.id: dict(ranked.factors)
        for ranked in rank([one, Story("b", (told, *printed))], PLAIN, NOW)
    }
    assert "sources" not in scores["b"]


def test_one_source_that_tells_it_four_times_is_one_source() -> None:
    one = story("a", "Mill burns")
    again = Story("b", one.articles * 4)
    scores = {ranked.story.id: dict(ranked.factors) for ranked in rank([one, again], PLAIN, NOW)}
    assert "sources" not in scores["b"]


def test_a_boosted_phrase_lifts_a_story() -> None:
    stories = [story("a", "Mill burns", sources=2), story("b", "Interest\u00a0rates fall", hours=6)]
    assert order(stories, DigestOptions(boost=("interest rates",)))[0] == "b"


def counted(name: str) -> Callable[[Sequence[Story]], Sequence[int]]:
    """Two bullets for the story of that name, none for others."""
    return lambda stories: [2 if story.id == name else 0 for story in stories]


@pytest.mark.parametrize(
    ("wanted_topic", "lifted"),
    [("business", True), ("Business / Markets", True), ("Markets", True), ("Sport", False)],
)
def test_a_topic_of_interest_lifts_a_story(wanted_topic: str, *, lifted: bool) -> None:
    other, plain = story("a", "Mill burns"), story("b", "Ferry strike ends")
    (told,) = plain.articles
    entry = replace(told.entry, topic="Business / Markets")
    on_topic = Story("b", (replace(told, entry=entry),))
    ranked = rank([other, on_topic], DigestOptions(topics=(wanted_topic,)), NOW)
    assert (ranked[0].story.id == "b") is lifted
    assert (("topic", 0.5) in ranked[0].factors) is lifted


def test_bullets_lift_a_story() -> None:
    stories = [story("a", "Mill burns"), story("b", "Ferry strike ends")]
    assert [r.story.id for r in rank(stories, PLAIN, NOW, counted("b"))] == ["b", "a"]


def test_the_factors_sum_to_the_score() -> None:
    stories = [
        story(str(n), f"Harbor Foods cuts {n} jobs", "x" * 500, sources=n) for n in range(1, 6)
    ]
    for ranked in rank(stories, DigestOptions(boost=("jobs",)), NOW, counted("3")):
        assert ranked.score == pytest.approx(sum(value for _, value in ranked.factors), abs=1e-9)


def test_one_company_does_not_fill_the_top() -> None:
    harbor = [
        story(f"h{n}", f"Harbor Foods {what}", sources=3)
        for n, what in enumerate(
            ("buys a mill", "names a new chief", "sued over labels", "opens depots")
        )
    ]
    others = [story("x", "Ferry strike ends"), story("y", "Quake shakes northern Chile")]
    ranked = rank([*harbor, *others], PLAIN, NOW)
    assert {"x", "y"} & {one.story.id for one in ranked[:3]}
    again = [dict(one.factors).get("same name", 0.0) for one in ranked if one.story.id[0] == "h"]
    assert again == [0.0, -0.15, -0.3, -0.45]


@pytest.mark.parametrize(
    ("options", "title", "text", "reason"),
    [
        (
            DigestOptions(mute=("football",)),
            "Football club sold",
            "",
            "muted: football in a headline",
        ),
        (DigestOptions(mute=("football",)), "Club sold", "A football club.", None),
        (DigestOptions(mute=("art",)), "Party starts", "", None),
        (DigestOptions(exclude=("horoscope",)), "Today", "Your Horoscope.", "excluded: horoscope"),
        (DigestOptions(exclude=("C++",)), "C++ at work", "", "excluded: C++"),
        (
            DigestOptions(exclude=("interest rates",)),
            "Interest  Rates",
            "",
            "excluded: interest rates",
        ),
        (
            DigestOptions(include=("chips", "銀行")),
            "Mill burns",
            "",
            "includes none of: chips, 銀行",
        ),
        (DigestOptions(mute=(r"/^live\b/",)), "Live: votes", "", r"muted: /^live\b/ in a headline"),
        (DigestOptions(mute=(r"/^live\b/",)), "Where they live", "", None),
        (
            DigestOptions(exclude=("/q[1-4] results?/",)),
            "Mill",
            "Its Q3 result.",
            "excluded: /q[1-4] results?/",
        ),
        (DigestOptions(include=("chips", "銀行")), "ミナト銀行の社長辞任", "", None),
        (DigestOptions(include=("straße",)), "STRASSE gesperrt", "", None),
    ],
)
def test_what_is_left_out_has_a_reason(
    options: DigestOptions, title: str, text: str, reason: str | None
) -> None:
    kept, left = wanted([story("a", title, text)], options)
    assert [one.reason for one in left] == ([] if reason is None else [reason])
    assert len(kept) == len(order([story("a", title, text)], options)) == (reason is None)


def test_empty_phrases_are_none() -> None:
    assert phrases(("", "  ")) == ()
    assert order([story("a", "Mill burns")], DigestOptions(mute=("",), include=(" ",))) == ["a"]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.text(max_size=20), st.none() | st.floats(-9, 99)), max_size=8),
    st.lists(st.text(max_size=5), max_size=2),
    st.randoms(use_true_random=False),
)
def test_the_order_of_the_stories_changes_nothing(
    told: list[tuple[str, float | None]], words: list[str], pick: random.Random
) -> None:
    stories = [story(str(n), title, hours=hours) for n, (title, hours) in enumerate(told)]
    options = DigestOptions(boost=tuple(words))
    shuffled = stories.copy()
    pick.shuffle(shuffled)
    assert rank(shuffled, options, NOW) == rank(stories, options, NOW)
    assert len(rank(stories, options, NOW)) == len(stories)
