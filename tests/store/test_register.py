"""The rules by which an arriving entry is new, revised or known; through a real store."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from newsletter.text.difference import applied

if TYPE_CHECKING:
    from newsletter.store.store import Store
    from newsletter.store.values import Added
    from tests.store.conftest import Tell

PAGE = "https://harbourpost.example/news/ferries"


def counts(added: Added) -> tuple[int, int, int]:
    return len(added.new), len(added.revised), added.known


def test_an_entry_seen_again_changes_nothing(store: Store, tell: Tell, now: datetime) -> None:
    pair = tell("1", link=PAGE)
    assert counts(store.entries.add([pair], now)) == (1, 0, 0)
    before = store.entries.rows()
    later = now + timedelta(days=1)
    assert counts(store.entries.add([pair, pair], later)) == (0, 0, 2)
    assert store.entries.rows() == before


def test_what_comes_twice_at_once_is_one(store: Store, tell: Tell, now: datetime) -> None:
    pair = tell("1", link=PAGE)
    assert counts(store.entries.add([pair, pair], now)) == (1, 0, 1)


def test_a_feed_that_moved_to_https_brings_nothing_new(
    store: Store, tell: Tell, now: datetime
) -> None:
    plain = tell("http://a.example/1", feed="http://a.example/feed", text="One.", title="One")
    secure = tell("https://a.example/1", feed="https://a.example/feed", text="One.", title="One")
    store.entries.add([plain], now)
    assert counts(store.entries.add([secure], now)) == (0, 0, 1)


def test_a_changed_guid_is_the_same_entry(store: Store, tell: Tell, now: datetime) -> None:
    """By its link, or where it has none by its title and text; short texts by their time, too."""
    first = [
        tell("1", title="Ferries", link=PAGE),
        tell("2", title="Cranes"),
        tell("3", title="Tugs", text="", link=PAGE + "3", published=now),
    ]
    store.entries.add(first, now)
    again = [
        tell("a", title="Ferries", link=PAGE, text=first[0][1].text + " More."),
        tell("b", title="Cranes", text=first[1][1].text),
        tell("c", title="Tugs", text="", link=PAGE + "c", published=now),
    ]
    assert counts(store.entries.add(again, now)) == (0, 1, 2)
    assert counts(store.entries.add(again, now)) == (0, 0, 3)
    assert len(store.entries.rows()) == 3


def test_a_title_and_text_that_were_edited_are_a_revision(
    store: Store, tell: Tell, now: datetime
) -> None:
    first = tell("1", title="Ferries ordered", link=PAGE)
    edited = tell("1", title="Three ferries ordered", link=PAGE, text="Corrected: three ferries.")
    later = now + timedelta(hours=1)
    store.entries.add([first], now)
    added = store.entries.add([edited], later)
    assert added.revised == (first[0].id,)
    (row,) = store.entries.rows()
    assert (row.title, row.revision, row.first_seen) == (
        "Three ferries ordered",
        edited[1].id,
        now,
    )
    assert store.entries.history(row.id) == ((now, first[1]), (later, edited[1]))
    (edit,) = store.entries.edits(row.id)
    assert (edit.seen, edit.revision) == (later, edited[1].id)
    assert applied(first[1].title, edit.title) == "Three ferries ordered"
    assert applied(first[1].text, edit.text) == edited[1].text


def test_a_text_taken_back_is_the_revision_it_was(store: Store, tell: Tell, now: datetime) -> None:
    first, edited = tell("1"), tell("1", text="Another text, for an hour.")
    for hours, pair in enumerate((first, edited, first)):
        store.entries.add([pair], now + timedelta(hours=hours))
    (row,) = store.entries.rows()
    assert row.revision == first[1].id
    assert [text.id for _, text in store.entries.history(row.id)] == [first[1].id, edited[1].id]


def test_only_what_the_feed_says_makes_a_revision(store: Store, tell: Tell, now: datetime) -> None:
    """The text may come from the page; a look that finds the page gone must not shorten it."""
    whole = tell("1", text="The whole text, from the page.", said="Teaser")
    short = tell("1", text="Teaser", said="Teaser")
    store.entries.add([whole], now)
    assert counts(store.entries.add([short], now)) == (0, 0, 1)
    assert store.entries.rows()[0].revision == whole[1].id


def test_two_feeds_that_link_one_page_are_one_entry_and_do_not_revise_each_other(
    store: Store, tell: Tell, now: datetime
) -> None:
    publisher = tell("1", title="Ferries ordered", link=PAGE)
    linker = tell("x", feed="https://links.example/feed", title="Wow", text="See", link=PAGE)
    recounted = tell("x", feed="https://links.example/feed", title="Wow", text="2", link=PAGE)
    assert counts(store.entries.add([publisher, linker], now)) == (1, 0, 1)
    assert counts(store.entries.add([recounted, publisher], now)) == (0, 0, 2)
    assert store.entries.rows()[0].revision == publisher[1].id


def test_items_of_one_feed_that_share_a_link_stay_apart(
    store: Store, tell: Tell, now: datetime
) -> None:
    items = [tell(name, title=f"Status of {name}", link=PAGE) for name in ("mon", "tue")]
    assert counts(store.entries.add(items, now)) == (2, 0, 0)
    assert counts(store.entries.add(items, now)) == (0, 0, 2)


def test_a_feed_of_one_item_whose_link_never_changes_loses_no_day(
    store: Store, tell: Tell, now: datetime
) -> None:
    for day, title in enumerate(("Rates fall on Monday", "Bakers strike", "Snow over Orrefjell")):
        at = now + timedelta(days=day)
        added = store.entries.add([tell(f"d{day}", title=title, link=PAGE, published=at)], at)
        assert counts(added) == (1, 0, 0)


def test_two_files_of_one_content_are_once_and_two_of_one_title_are_two(
    store: Store, tell: Tell, now: datetime
) -> None:
    pairs = [
        tell("a.txt", feed="seeds", title="Note", text="The same."),
        tell("b.txt", feed="seeds", title="Note", text="The same."),
        tell("c.txt", feed="seeds", title="Note", text="Something else."),
    ]
    assert counts(store.entries.add(pairs, now)) == (2, 0, 1)


@pytest.mark.parametrize("bad", ["half \ud800 a pair", "a NUL \0 in it"])
def test_what_no_database_holds_is_refused_and_the_rest_goes_on(
    store: Store, tell: Tell, now: datetime, bad: str
) -> None:
    pairs = [tell("1"), tell("2", text=bad), tell(bad), tell("3")]
    added = store.entries.add(pairs, now)
    assert (len(added.new), added.refused) == (2, 2)


def test_a_hostile_guid_of_a_megabyte_is_an_entry(store: Store, tell: Tell, now: datetime) -> None:
    pair = tell("9" * 1_000_000, title="t")
    assert counts(store.entries.add([pair, pair], now)) == (1, 0, 1)


def test_only_what_is_worth_reading_is_unseen(store: Store, tell: Tell, now: datetime) -> None:
    known, changed, new = tell("1"), tell("2"), tell("3")
    store.entries.add([known, changed], now)
    edited = replace(changed[0], content="<p>Another text.")
    assert store.entries.unseen([known[0], edited, new[0]]) == (edited, new[0])


def test_another_article_under_a_guid_is_another_entry(
    store: Store, tell: Tell, now: datetime
) -> None:
    """A publisher's system counts anew; what was there is neither told again nor overwritten."""
    later = now + timedelta(days=1)
    first = tell("7", title="Ferries ordered", link=PAGE, published=now)
    other = tell(
        "7",
        title="Bakers strike in Orrefjell",
        text="The bakers of Orrefjell have been on strike since Monday, all forty of them.",
        link=PAGE + "-2",
        published=later,
    )
    store.entries.add([first], now)
    assert counts(store.entries.add([other], later)) == (1, 0, 0)
    assert counts(store.entries.add([other, first], later)) == (0, 0, 2)
    fresh = store.entries.fresh("morning", [first[0].feed], now)
    assert [text for _, text in fresh] == [other[1], first[1]]


def test_an_article_rewritten_under_its_guid_is_a_revision(
    store: Store, tell: Tell, now: datetime
) -> None:
    """Another headline, link and date, and still most of its text."""
    first = tell("7", title="Ferries ordered", link=PAGE, published=now)
    edit = tell(
        "7",
        title="Update: Nordhafen is to build two ships",
        text=f"{first[1].text} The line wants to name them in May.",
        link=PAGE + "-update",
        published=now + timedelta(hours=2),
    )
    store.entries.add([first], now)
    assert counts(store.entries.add([edit], now)) == (0, 1, 0)
    assert store.entries.rows()[0].link == edit[0].link


def test_what_was_seen_by_http_is_there_for_who_names_the_feed_with_https(
    store: Store, tell: Tell, now: datetime
) -> None:
    plain, secure = (
        tell(f"{scheme}a.example/1", feed=f"{scheme}a.example/feed", text="One.", title="One")
        for scheme in ("http://", "https://")
    )
    store.entries.add([plain], now)
    assert store.entries.unseen([secure[0]]) == ()
    (found,) = store.entries.fresh("morning", [secure[0].feed], now)
    assert found[1] == plain[1]
    edit = tell(secure[0].guid, feed=secure[0].feed, title="One", text="One, corrected.")
    assert counts(store.entries.add([edit], now)) == (0, 1, 0)
