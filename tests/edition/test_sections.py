"""Stories of one topic stand together; the best story stays first, and nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.edition.sections import heading, in_sections, topic_of
from newsletter.model import Article, Entry, Revision, Story

TOPICS = st.lists(st.sampled_from(["", "Business", "business / Markets", "Sport", " / x"]))


def story(*topics: str) -> Story:
    return Story(
        "s",
        tuple(
            Article(
                Entry(str(n), "Wire", "feed", str(n), topic=topic), Revision("r", "", "", ()), ()
            )
            for n, topic in enumerate(topics)
        ),
    )


@pytest.mark.parametrize(
    ("topics", "printed", "headings"),
    [
        (["", "", ""], [0, 1, 2], ["", "", ""]),
        (["Sport", "Sport / Rowing"], [0, 1], ["", ""]),
        (["Sport", "", "Business", "sport"], [0, 3, 2, 1], ["Sport", "Sport", "Business", ""]),
        (["", "Sport", ""], [0, 2, 1], ["", "", "Sport"]),
    ],
)
def test_sections_come_in_the_order_of_their_best_story(
    topics: list[str], printed: list[int], headings: list[str]
) -> None:
    assert in_sections(range(len(topics)), topics) == (tuple(printed), tuple(headings))


@settings(max_examples=60, deadline=None)
@given(TOPICS)
def test_every_story_is_in_one_section_and_the_first_stays_first(topics: list[str]) -> None:
    stories, headings = in_sections(range(len(topics)), topics)
    assert sorted(stories) == list(range(len(topics)))
    assert list(stories[:1]) == list(range(len(topics)))[:1]
    begun = [
        name for name, before in zip(headings, (None, *headings), strict=False) if name != before
    ]
    assert len(begun) == len(set(begun))
    if any(headings):
        assert [name.casefold() for name in headings] == [
            heading(topics[place]).casefold() for place in stories
        ]


def test_a_story_has_the_topic_of_most_of_its_articles() -> None:
    assert topic_of(story("", "Sport", "Business", "Business")) == "Business"
    assert topic_of(story("Sport", "Business")) == "Sport"
    assert topic_of(story("", "")) == ""
