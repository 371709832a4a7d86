from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from newsletter.edition.compose import Told, compose
from newsletter.model import Coverage, Edition, Story

if TYPE_CHECKING:
    from newsletter.edition.compose import Frame


def test_sources_are_numbered_through_the_edition(edition: Edition) -> None:
    assert [source.number for source in edition.sources] == [1, 2]
    assert [item.sources for item in (*edition.items, *edition.also)] == [(1,), (2,)]
    assert edition.sources[0].url == "https://quay.example/ships"


def test_a_source_says_which_paragraph_is_which(edition: Edition) -> None:
    assert len(edition.sources[0].paragraphs) == 2


def test_also_is_a_headline_and_nothing_else(edition: Edition) -> None:
    summary = edition.also[0].summary
    assert summary.headline
    assert summary.headline.text == "Library opens late"
    assert not summary.sentences
    assert not summary.bullets


def test_the_source_of_a_headline_is_the_one_it_is_from(harbour: Told, frame: Frame) -> None:
    """A story of two articles, listed as a headline, names the article with that headline."""
    first = harbour.story.articles[0]
    second = replace(
        first,
        entry=replace(first.entry, id="other"),
        revision=replace(first.revision, id="other", title="Ships ordered"),
    )
    both = replace(harbour, story=Story("s", (second, first)))
    edition = compose((), (both,), frame, Coverage(stories=1))
    assert [source.entry for source in edition.sources] == [first.entry.id]


def test_an_edition_without_stories_is_still_an_edition(frame: Frame) -> None:
    edition = compose((), (), frame, Coverage())
    assert edition.subject == "The Morning Brief"
    assert edition.items == ()
