"""An editor's weights of sources lift and lower stories, by whatever the source is called."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newsletter.digest.options import DigestOptions, SourceWeight
from newsletter.digest.rank import rank
from newsletter.digest.standing import standing, weight_of, weight_problems
from newsletter.model import Article, Entry, Revision, Story

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
WIRE = Entry(
    "1",
    "Quay Wire",
    "https://feeds.quay.example/top.xml",
    "1",
    link="https://www.quay.example/a/1",
    published=NOW,
)
BLOG = Entry("2", "Tide Blog", "blog.xml", "2", published=NOW)


def told(entry: Entry) -> Article:
    return Article(entry, Revision(f"r{entry.id}", f"Mill {entry.id}", "", ()), ())


@pytest.mark.parametrize(
    "named",
    [
        "Quay Wire",
        "quay  wire",
        "https://feeds.quay.example/top.xml",
        "http://feeds.quay.example/top.xml/",
        "quay.example",
        "www.quay.example",
        "https://quay.example/",
    ],
)
def test_a_source_is_named_by_its_name_its_feed_or_its_site(named: str) -> None:
    weights = (SourceWeight(named, 3),)
    assert weight_of(WIRE, weights) == 3
    assert weight_of(BLOG, weights) == 1


@pytest.mark.parametrize("named", ["", "example", "Quay", "uay.example", "quay.example/a"])
def test_part_of_a_name_is_no_name(named: str) -> None:
    assert weight_of(WIRE, (SourceWeight(named, 3),)) == 1


def test_a_file_is_named_by_its_path() -> None:
    assert weight_of(BLOG, (SourceWeight("blog.xml", 0.5),)) == 0.5


def test_the_first_weight_that_fits_counts() -> None:
    assert weight_of(WIRE, (SourceWeight("Quay Wire", 2), SourceWeight("quay.example", 4))) == 2


def test_the_weightiest_source_speaks_for_a_story() -> None:
    weights = (SourceWeight("Quay Wire", 2), SourceWeight("Tide Blog", 0.5))
    assert standing([told(BLOG)], weights) == -0.5
    assert standing([told(BLOG), told(WIRE)], weights) == 0.5
    assert standing([told(BLOG)], ()) == standing([], weights) == 0


def test_a_weight_changes_the_order_and_is_told_as_a_factor() -> None:
    stories = [Story("a", (told(BLOG),)), Story("b", (told(WIRE),))]
    options = DigestOptions(weights=(SourceWeight("Quay Wire", 4),))
    first, second = rank(stories, options, NOW)
    assert (first.story.id, dict(first.factors)["weight"]) == ("b", 1.0)
    assert "weight" not in dict(second.factors)
    assert [one.story.id for one in rank(stories, DigestOptions(), NOW)] == ["a", "b"]


def test_a_weight_of_nobody_and_one_given_twice_are_problems() -> None:
    twice = (SourceWeight("Quay Wire", 2), SourceWeight("quay wire", 3), SourceWeight())
    assert list(weight_problems(DigestOptions(weights=twice))) == [
        "[[digest.weights]] names 'quay wire' twice",
        "[[digest.weights]] wants a `source`: its name, site or feed",
    ]
