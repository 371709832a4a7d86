"""An entry is stored once, and who else printed it to the letter is known."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from newsletter.model import Entry
from newsletter.store.carriers import are_two

if TYPE_CHECKING:
    from datetime import datetime

    from newsletter.model import Revision
    from newsletter.store.store import Store
    from tests.store.conftest import Tell

WIRE, QUAY, TIDE = (f"https://{name}.example/feed" for name in ("wire", "quay", "tide"))
Pair = tuple[Entry, "Revision"]


def copy(tell: Tell, feed: str, link: str, name: str, guid: str = "7") -> Pair:
    entry, text = tell(guid, feed=feed, link=link, title="Ferries ordered", text="Two. " * 20)
    return replace(entry, source=name), text


@pytest.fixture
def wire(tell: Tell) -> Pair:
    return copy(tell, WIRE, "https://wire.example/7", "Wire")


@pytest.fixture
def quay(tell: Tell) -> Pair:
    return copy(tell, QUAY, "https://quay.example/a/1", "Quay News")


def names(store: Store, entry: Entry, *feeds: str) -> list[str]:
    found = store.carriers.of([entry], feeds or (WIRE, QUAY, TIDE))
    return [one.source for one in found.get(entry.id, ())]


def test_who_printed_a_copy_is_known_by_name_link_and_time(
    store: Store, wire: Pair, quay: Pair, now: datetime
) -> None:
    printed = replace(quay[0], published=now)
    assert store.entries.add([wire, (printed, quay[1])], now).new == (wire[0].id,)
    (found,) = store.carriers.of([wire[0]], (WIRE, QUAY))[wire[0].id]
    assert (found.id, found.feed) == (wire[0].id, QUAY)
    assert (found.source, found.link, found.published) == ("Quay News", quay[0].link, now)


def test_a_copy_counts_that_comes_in_another_pass(
    store: Store, wire: Pair, quay: Pair, now: datetime
) -> None:
    store.entries.add([wire], now)
    assert names(store, wire[0]) == []
    for _ in range(2):
        store.entries.add([quay], now)
        assert names(store, wire[0]) == ["Quay News"]


def test_only_feeds_that_are_asked_for_count_under_any_spelling(
    store: Store, wire: Pair, quay: Pair, now: datetime
) -> None:
    store.entries.add([wire, quay], now)
    assert names(store, wire[0], WIRE, TIDE) == []
    assert names(store, wire[0], WIRE, QUAY.replace("https", "http")) == ["Quay News"]


def test_one_page_in_two_feeds_of_an_outlet_is_one_outlet(
    store: Store, tell: Tell, wire: Pair, now: datetime
) -> None:
    business = copy(tell, TIDE, "https://wire.example/7?utm_source=b", "Wire Business", "b")
    other = copy(tell, QUAY, "https://business.wire.example/x", "Wire on Business", "c")
    assert store.entries.add([wire, business, other], now).known == 2
    assert names(store, wire[0]) == []


def test_an_outlet_with_two_copies_counts_once(
    store: Store, tell: Tell, wire: Pair, quay: Pair, now: datetime
) -> None:
    again = copy(tell, TIDE, "https://quay.example/b/2", "Quay Business", "8")
    store.entries.add([wire, quay, again], now)
    assert names(store, wire[0]) == ["Quay Business"]


def test_who_prints_an_article_of_his_own_under_that_guid_carries_the_copy_no_more(
    store: Store, tell: Tell, wire: Pair, quay: Pair, now: datetime
) -> None:
    store.entries.add([wire, quay], now)
    own = tell("7", feed=QUAY, link="https://quay.example/own", title="Mill burns", text="A. " * 40)
    assert store.entries.add([own], now).new
    assert names(store, wire[0]) == []


def test_copies_without_links_are_told_apart_by_name_and_feed() -> None:
    one, other = Entry("1", "Wire", "a.xml", "1"), Entry("1", "Quay", "b.xml", "1")
    assert are_two(one, other)
    assert not are_two(one, replace(other, source=" wire "))
    assert not are_two(one, replace(other, feed="a.xml"))
    assert are_two(replace(one, link="https://[x"), replace(other, link="https://b.example/1"))
