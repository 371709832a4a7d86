"""What an editor asked is obeyed by every clustering, and nothing else is changed by it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.digest.cluster import cluster
from newsletter.digest.constraints import contradiction, obey, retied
from newsletter.digest.earlier import Past
from newsletter.model import Article, Block, Entry, Revision, Sentence, Story, Ties

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
NAMES = "abcdefgh"
PAIRS = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda p: p[0] != p[1]),
    max_size=5,
)


def article(name: str, text: str = "") -> Article:
    blocks = (Block("paragraph", 0, len(text)),) if text else ()
    sentences = (Sentence(0, len(text), 0),) if text else ()
    title = text or f"Title {name}"
    entry = Entry(name, "Wire", "feed", name, title=title)
    return Article(entry, Revision(f"r{name}", title, text, blocks), sentences)


def stories(*groups: str) -> list[Story]:
    return [Story(f"s{group}", tuple(article(name) for name in group)) for group in groups]


def flat(some: Sequence[Article], others: Sequence[Article]) -> NDArray[np.float32]:
    return np.ones((len(some), len(others)), dtype=np.float32)


def neighbours(some: Sequence[Article], others: Sequence[Article]) -> NDArray[np.float32]:
    """The nearer in the alphabet, the more alike."""
    return np.array(
        [[-abs(ord(a.entry.id) - ord(b.entry.id)) for b in others] for a in some], dtype=np.float32
    )


def groups(found: Sequence[Story]) -> list[str]:
    return ["".join(one.entry.id for one in story.articles) for story in found]


@st.composite
def partitions(draw: st.DrawFn) -> list[Story]:
    places = draw(st.lists(st.integers(0, 4), min_size=len(NAMES), max_size=len(NAMES)))
    parts = dict.fromkeys(places, "")
    for name, place in zip(NAMES, places, strict=True):
        parts[place] += name
    return stories(*parts.values())


@given(partitions(), PAIRS, PAIRS)
@settings(max_examples=200)
def test_every_pair_is_obeyed_and_each_article_is_in_one_story(
    before: list[Story], together: list[tuple[str, str]], apart: list[tuple[str, str]]
) -> None:
    ties = Ties(tuple(together), tuple(apart))
    after = obey(before, ties, neighbours)
    story_of = {one.entry.id: story.id for story in after for one in story.articles}
    assert sorted("".join(groups(after))) == list(NAMES)
    assert len({story.id for story in after}) == len(after)
    assert all(story_of[one] == story_of[other] for one, other in together)
    if contradiction(ties) is None:
        assert all(story_of[one] != story_of[other] for one, other in apart)
    assert obey(after, ties, neighbours) == after


@given(partitions())
@settings(max_examples=30)
def test_without_pairs_nothing_changes(before: list[Story]) -> None:
    assert obey(before, Ties(), neighbours) == tuple(before)


def test_stories_that_no_pair_is_about_stay_as_they_are() -> None:
    before = stories("abc", "de", "fg")
    after = obey(before, Ties(together=(("d", "f"),), apart=(("x", "a"),)), flat)
    assert after[0] is before[0]
    assert groups(after) == ["abc", "defg"]


def test_those_that_were_not_asked_go_with_whom_they_are_most_alike() -> None:
    assert groups(obey(stories("abgh"), Ties(apart=(("a", "h"),)), neighbours)) == ["ab", "gh"]


def test_what_is_asked_together_goes_together_when_its_story_is_parted() -> None:
    ties = Ties(together=(("a", "g"),), apart=(("a", "h"),))
    assert groups(obey(stories("abgh"), ties, neighbours)) == ["abg", "h"]


def test_entries_that_are_not_here_today_still_tie_others() -> None:
    ties = Ties(together=(("a", "x"), ("x", "h")), apart=(("x", "b"),))
    assert groups(obey(stories("ab", "gh"), ties, neighbours)) == ["agh", "b"]


def test_a_pair_that_contradicts_others_is_named() -> None:
    together = (("a", "b"), ("b", "c"))
    assert contradiction(Ties(together, (("a", "d"), ("a", "c")))) == ("a", "c")
    assert contradiction(Ties(together, (("a", "d"),))) is None


def test_a_story_is_named_as_clustering_names_it() -> None:
    event = "Norvik Steel closes its furnace in Tarnow and dismisses 400 workers in spring."
    both = [article("p", event), article("q", event + " Unions protest.")]
    (joined,) = cluster(both)
    parted = obey([joined], Ties(apart=(("p", "q"),)))
    assert {one.id for one in parted} == {cluster([one])[0].id for one in both}
    assert obey(parted, Ties(together=(("p", "q"),)))[0].id == joined.id


def past(name: str) -> Past:
    return Past(f"s{name}", "morning/1", NOON, tuple(article(one) for one in name))


@given(partitions(), PAIRS, PAIRS, st.data())
@settings(max_examples=100)
def test_ties_hold_of_earlier_stories_and_each_goes_on_once(
    today: list[Story],
    together: list[tuple[str, str]],
    apart: list[tuple[str, str]],
    data: st.DataObject,
) -> None:
    ties = Ties(tuple(together), tuple(apart))
    earlier = [past("xy"), past("z"), past("a")]
    before = [(one, tuple(data.draw(st.sets(st.sampled_from(earlier))))) for one in today]
    after = retied(before, ties)
    assert sorted("".join(groups([story for story, _ in after]))) == list(NAMES)
    if together or apart:
        assert len({story.id for story, _ in after}) == len(after)
        going_on = [one.story for _, some in after for one in some]
        assert len(going_on) == len(set(going_on))
    else:
        assert after == tuple(before)


def test_a_story_does_not_go_on_with_what_it_is_asked_apart_from() -> None:
    (told,) = [past("x")]
    before = [(Story("sx", stories("ab")[0].articles), (told,))]
    parted = retied(before, Ties(apart=(("a", "x"),)))
    assert [some for _, some in parted] == [()]
    assert parted[0][0].id != told.story
    one, other = retied(before, Ties(apart=(("a", "b"),)))
    assert (one[1], other[1]) == ((told,), ())
    assert one[0].id == told.story != other[0].id


def test_an_entry_asked_together_with_one_told_before_goes_on_with_its_story() -> None:
    past = Past("old", "e1", NOON, (article("x"), article("y")))
    fresh, goes_on = stories("a", "b")
    before = [(fresh, ()), (goes_on, (past,))]
    alone = retied(before[:1], Ties(together=(("a", "x"),)), (past,))
    assert [(one.id, kept) for one, kept in alone] == [("old", (past,))]
    both = retied(before, Ties(together=(("a", "x"),)), (past,))
    assert [(groups([one]), kept) for one, kept in both] == [(["ab"], (past,))]
    apart = Ties(together=(("a", "x"),), apart=(("a", "b"),))
    assert len(retied(before, apart, (past,))) == 2
    nobody = retied(before, Ties(together=(("a", "z"),)), (past,))
    assert [kept for _, kept in nobody] == [(), (past,)]
