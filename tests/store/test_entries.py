from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsletter.errors import StoreError
from newsletter.store.store import Store, open_store
from newsletter.store.values import Placed

if TYPE_CHECKING:
    from pathlib import Path

    from newsletter.model import Entry, Revision
    from tests.store.conftest import Tell

FEED = "https://harbourpost.example/feed"
OTHER = "https://quaynews.example/feed"
LEASE = timedelta(minutes=5)
DAY = timedelta(days=1)


def publish(
    store: Store, newsletter: str, pairs: list[tuple[Entry, Revision]], now: datetime
) -> str:
    claim = store.ledger.claim(
        newsletter, None, f"{now:%Y-%m-%dT%H%M}", who="t", now=now, lease=LEASE
    )
    assert claim is not None
    placed = [Placed(entry.id, revision.id) for entry, revision in pairs]
    assert store.ledger.finish(claim, b"{}", placed, [], now)
    return claim.edition


def fresh(store: Store, newsletter: str, since: datetime, *feeds: str) -> list[str]:
    return [entry.guid for entry, _ in store.entries.fresh(newsletter, feeds or (FEED,), since)]


def test_what_was_printed_is_not_fresh_for_that_newsletter(
    store: Store, tell: Tell, now: datetime
) -> None:
    pairs = [tell("1"), tell("2")]
    store.entries.add(pairs, now)
    publish(store, "morning", pairs[:1], now)
    assert fresh(store, "morning", now) == ["2"]
    assert sorted(fresh(store, "evening", now)) == ["1", "2"]


def test_what_a_claim_took_up_and_did_not_print_stays_fresh(
    store: Store, tell: Tell, now: datetime
) -> None:
    store.entries.add([tell("1")], now)
    claim = store.ledger.claim("morning", now, "2026-11-23T0630", who="t", now=now, lease=LEASE)
    assert claim is not None
    store.ledger.fail(claim, "disk full", now)
    assert fresh(store, "morning", now) == ["1"]


def test_an_entry_comes_back_as_it_was_without_its_markup(
    store: Store, tell: Tell, now: datetime
) -> None:
    entry, revision = tell("1", link="https://a.example/1", published=now - timedelta(hours=1))
    store.entries.add([(entry, revision)], now)
    ((found, text),) = store.entries.fresh("morning", [FEED], now - DAY)
    assert text == revision
    assert found.content == ""
    assert (found.guid, found.link, found.published) == (entry.guid, entry.link, entry.published)


def test_age_is_counted_from_publication_or_else_from_first_sight(
    store: Store, tell: Tell, now: datetime
) -> None:
    store.entries.add(
        [
            tell("old", published=now - 3 * DAY),
            tell("new", published=now - timedelta(hours=1)),
            tell("undated"),
            tell("just", published=now - DAY),
        ],
        now,
    )
    assert fresh(store, "morning", now - DAY) == ["undated", "new", "just"]
    arrived = store.entries.fresh("morning", [FEED], now - DAY, by_arrival=[FEED])
    assert [entry.guid for entry, _ in arrived] == ["undated", "new", "just", "old"]
    assert store.entries.fresh("morning", [FEED], now + DAY, by_arrival=[FEED]) == ()


def test_only_a_newsletters_own_feeds_count(store: Store, tell: Tell, now: datetime) -> None:
    page = "https://harbourpost.example/news/1"
    store.entries.add([tell("1", link=page), tell("2", feed=OTHER)], now)
    assert fresh(store, "morning", now, FEED) == ["1"]
    assert fresh(store, "morning", now, OTHER) == ["2"]
    assert store.entries.fresh("morning", [], now) == ()


def test_an_entry_that_two_feeds_told_is_fresh_for_the_readers_of_either(
    store: Store, tell: Tell, now: datetime
) -> None:
    page = "https://harbourpost.example/news/1"
    store.entries.add([tell("1", link=page), tell("x", feed=OTHER, link=page)], now)
    assert fresh(store, "a", now, FEED) == fresh(store, "b", now, OTHER) == ["1"]
    assert fresh(store, "c", now, FEED, OTHER) == ["1"]


def test_an_edit_of_what_was_printed_is_fresh_where_edits_are_wanted(
    store: Store, tell: Tell, now: datetime
) -> None:
    first, edited = tell("1"), tell("1", text="Corrected: it was three ferries.")
    store.entries.add([first], now)
    publish(store, "morning", [first], now)
    store.entries.add([edited], now)
    ((_, text),) = store.entries.fresh("morning", [FEED], now)
    assert text == edited[1]
    assert store.entries.fresh("morning", [FEED], now, edits=False) == ()


def test_rows_name_the_last_edition_that_printed_an_entry(
    store: Store, tell: Tell, now: datetime
) -> None:
    pairs = [tell("1"), tell("2")]
    store.entries.add(pairs, now)
    publish(store, "morning", pairs[:1], now)
    second = publish(store, "evening", pairs[:1], now + DAY)
    assert [row.edition for row in store.entries.rows()].count(second) == 1
    assert {row.guid: row.edition for row in store.entries.rows("morning", [FEED])} == {
        "1": "morning/2026-11-23T0630",
        "2": None,
    }
    assert store.entries.rows(since=now + DAY) == ()


def test_texts_are_found_by_revision(store: Store, tell: Tell, now: datetime) -> None:
    pairs = [tell(str(number)) for number in range(1200)]
    store.entries.add(pairs, now)
    wanted = [revision.id for _, revision in pairs]
    found = store.entries.texts([*wanted, "none"])
    assert found == {revision.id: revision for _, revision in pairs}


def test_a_broken_batch_leaves_nothing_behind(tmp_path: Path, tell: Tell, now: datetime) -> None:
    """A database that is full in the middle of a thousand entries holds none of them."""
    with open_store("sqlite:///newsletter.db", tmp_path) as store:
        with store._database.write() as connection:  # SLF001: only a connection has this limit
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 20}")
        with pytest.raises(StoreError, match="disk is full"):
            store.entries.add([tell(str(number)) for number in range(1000)], now)
    with open_store("sqlite:///newsletter.db", tmp_path) as store:
        assert store.entries.rows() == ()


def test_ten_thousand_entries_are_stored_within_seconds(
    store: Store, tell: Tell, now: datetime
) -> None:
    pairs = [tell(str(number), link=f"https://a.example/n/{number}") for number in range(10_000)]
    start = time.process_time()
    assert len(store.entries.add(pairs, now).new) == 10_000
    assert store.entries.unseen([entry for entry, _ in pairs]) == ()
    # 1.4 s on the machine it was written on.
    assert time.process_time() - start < 10


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 2)), max_size=12))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_comes_in_whatever_order_each_item_is_there_once(
    tell: Tell, now: datetime, tmp_path: Path, looks: list[tuple[int, int]]
) -> None:
    """Five items in three states, seen in any order, alone or all at once."""
    pairs = [
        tell(str(item), title=f"Item {item}", text=f"The text of {item}, state {state}.")
        for item, state in looks
    ]
    with open_store("sqlite://", tmp_path) as one, open_store("sqlite://", tmp_path) as other:
        for pair in pairs:
            one.entries.add([pair], now)
        other.entries.add(pairs, now)
        assert one.entries.rows() == other.entries.rows()
        last = dict(looks)
        assert {row.guid for row in one.entries.rows()} == {str(item) for item in last}
        texts = {text.text for _, text in one.entries.fresh("m", [FEED], now)}
        assert texts == {f"The text of {item}, state {state}." for item, state in last.items()}
