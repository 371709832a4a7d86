"""What is kept of an edition's decisions says why, in the articles' own words."""

from __future__ import annotations

from newsletter.digest.decisions import HELD, MERGED, SHARED, held_back, merged
from newsletter.digest.options import DigestOptions
from newsletter.digest.rank import Ranked
from newsletter.digest.since import Since
from newsletter.model import Article, Entry, HeldBack, Revision, Story


def article(name: str, title: str, text: str = "") -> Article:
    entry = Entry(name, f"Wire {name}", "feed", name, title=title)
    return Article(entry, Revision(f"r{name}", title, text, (), "en"), ())


def story(name: str, title: str) -> Since:
    made = Story(name, (article(name, title),))
    return Since(made, made.articles)


def test_merged_articles_share_figures_first_then_names_then_words() -> None:
    told = merged(
        [
            article("a", "Brandt closes kiln", "The kiln in Orvik closes for $12 million."),
            article("b", "Orvik kiln to shut", "It costs Brandt $12 million. It is closed now."),
            article("c", "Ferries are late"),
        ]
    )
    assert [one.entry for one in told] == ["a", "b", "c"]
    assert told[0].shared == ("$12 million", "Brandt", "Orvik", "closes", "kiln", "million")
    assert told[1].name == "Wire b"
    assert told[2].shared == ()


def test_a_story_of_one_article_has_nothing_to_explain() -> None:
    assert merged([article("a", "Brandt closes kiln")]) == ()


def test_a_story_of_very_many_articles_stays_compact() -> None:
    words = " ".join(f"Word{number}" for number in range(40))
    told = merged([article(str(number), words) for number in range(100)])
    assert len(told) == MERGED
    assert {len(one.shared) for one in told} == {SHARED}


def test_what_is_held_back_says_why_the_best_first() -> None:
    unchanged = Since(Story("u", (article("u", "Old news"),)), (), "unchanged", "m/1")
    found = [unchanged, story("m", "Horoscope today"), story("e", "Edited"), story("low", "Low")]
    found += [story("high", "High"), story("top", "Top")]
    by_id = {one.story.id: one.story for one in found}
    ranked = [
        Ranked(by_id[name], score, ())
        for name, score in [("top", 1.0), ("high", 0.5), ("low", 0.1)]
    ]
    options = DigestOptions(mute=("horoscope",))
    assert held_back(found, ranked, frozenset({"top"}), options) == (
        HeldBack("High", 0.5, "ranked 2: there was no room"),
        HeldBack("Low", 0.1, "ranked 3: there was no room"),
        HeldBack("Old news", None, "says nothing that m/1 did not tell"),
        HeldBack("Horoscope today", None, "muted: horoscope in a headline"),
        HeldBack("Edited", None, "an edit of what was held back before"),
    )


def test_of_very_many_held_back_the_best_are_named() -> None:
    found = [story(f"{number:03}", f"Story {number}") for number in range(HELD * 2)]
    ranked = [Ranked(one.story, 1.0, ()) for one in found]
    told = held_back(found, ranked, frozenset(), DigestOptions())
    assert [one.headline for one in told] == [f"Story {number}" for number in range(HELD)]
