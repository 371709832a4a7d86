from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.exc import IntegrityError

from newsletter.slots import due_slots, parse_schedule
from newsletter.store.values import Claim, Placed

if TYPE_CHECKING:
    from newsletter.store.ledger import Ledger
    from newsletter.store.store import Store
    from tests.store.conftest import Tell

LEASE = timedelta(minutes=5)
DAY = timedelta(days=1)
SLOT = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
KEY = "2026-11-23T0700"


def claim(ledger: Ledger, now: datetime = SLOT, who: str = "one") -> Claim | None:
    return ledger.claim("morning", SLOT, KEY, who=who, now=now, lease=LEASE)


def claimed(ledger: Ledger, now: datetime = SLOT, who: str = "one") -> Claim:
    found = claim(ledger, now, who)
    assert found is not None
    return found


def extra(ledger: Ledger, key: str = KEY, now: datetime = SLOT) -> Claim:
    found = ledger.claim("morning", None, key, who="me", now=now, lease=LEASE)
    assert found is not None
    return found


def test_a_slot_is_claimed_once(store: Store) -> None:
    first = claimed(store.ledger)
    assert (first.edition, first.attempt) == ("morning/2026-11-23T0700", 1)
    assert claim(store.ledger, who="two") is None
    store.ledger.finish(first, b"{}", [], [], SLOT)
    assert claim(store.ledger, SLOT + DAY, who="two") is None


def test_newsletters_do_not_wait_for_each_other(store: Store) -> None:
    claimed(store.ledger)
    assert store.ledger.claim("evening", SLOT, KEY, who="two", now=SLOT, lease=LEASE) is not None


def test_a_newsletter_makes_one_edition_at_a_time(store: Store) -> None:
    """The next edition has to know what this one prints."""
    first = claimed(store.ledger)
    later = SLOT + timedelta(minutes=1)
    again = store.ledger.claim("morning", later, "b", who="two", now=later, lease=LEASE)
    run = store.ledger.claim("morning", None, "c", who="two", now=later, lease=LEASE)
    assert again is run is None
    store.ledger.finish(first, b"{}", [], [], later)
    assert store.ledger.claim("morning", later, "b", who="two", now=later, lease=LEASE) is not None


def test_done_is_said_together_with_all_that_was_made(
    store: Store, tell: Tell, now: datetime
) -> None:
    (entry, revision), (line, other) = pairs = [tell("1"), tell("2")]
    store.entries.add(pairs, now)
    mine = claimed(store.ledger)
    placed = [Placed(entry.id, revision.id), Placed(line.id, other.id, "also")]
    json = '{"title": "Grüße"}\n'.encode()
    assert store.ledger.finish(mine, json, placed, ["folder:out"], SLOT)
    assert store.editions.get(mine.edition) == json
    assert store.entries.fresh("morning", [entry.feed], now) == ()
    (delivery,) = store.deliveries.pending(SLOT)
    assert (delivery.edition, delivery.target) == (mine.edition, "folder:out")
    (line_of_ledger,) = store.ledger.last()
    assert (line_of_ledger.state, line_of_ledger.edition) == ("done", mine.edition)


def test_an_edition_that_cannot_be_stored_is_not_done(store: Store) -> None:
    mine = claimed(store.ledger)
    with pytest.raises(IntegrityError):
        store.ledger.finish(mine, b"{}", [Placed("no such entry", "nor text")], ["x"], SLOT)
    assert store.ledger.last()[0].state == "claimed"
    assert store.editions.latest() is None
    assert store.deliveries.pending(SLOT) == ()


def test_a_dead_claim_is_taken_over_when_its_lease_is_over_and_not_before(store: Store) -> None:
    first = claimed(store.ledger)
    assert claim(store.ledger, SLOT + LEASE - timedelta(seconds=1), "two") is None
    second = claimed(store.ledger, SLOT + LEASE, "two")
    assert (second.attempt, second.edition) == (2, first.edition)


def test_who_was_taken_over_can_change_nothing_any_more(store: Store) -> None:
    first = claimed(store.ledger)
    second = claimed(store.ledger, SLOT + LEASE, "two")
    late = SLOT + LEASE
    assert not store.ledger.finish(first, b"old", [], ["folder:out"], late)
    assert not store.ledger.skip(first, "nothing new", late)
    assert not store.ledger.fail(first, "too late", late)
    assert store.editions.latest() is None
    assert store.ledger.finish(second, b"new", [], [], late)
    assert store.editions.get(second.edition) == b"new"


def test_a_slot_that_failed_is_tried_again_when_it_is_said_to_be(store: Store) -> None:
    retry = SLOT + timedelta(minutes=10)
    store.ledger.fail(claimed(store.ledger), "disk full", SLOT, retry_at=retry)
    assert claim(store.ledger, SLOT + timedelta(minutes=9)) is None
    again = claimed(store.ledger, retry)
    assert again.attempt == 2
    store.ledger.fail(again, "disk full", retry)
    assert claim(store.ledger, SLOT + DAY) is None
    (line,) = store.ledger.last()
    assert (line.state, line.reason, line.attempt) == ("failed", "disk full", 2)


def test_a_skipped_slot_says_why_and_is_over(store: Store) -> None:
    store.ledger.skip(claimed(store.ledger), "nothing new", SLOT)
    assert claim(store.ledger, SLOT + DAY) is None
    (line,) = store.ledger.last()
    assert (line.state, line.reason, line.edition) == ("skipped", "nothing new", None)


def test_a_slot_that_passed_without_anyone_is_recorded_once(store: Store) -> None:
    assert store.ledger.miss("morning", SLOT, KEY, "later than 6 h", SLOT + DAY)
    assert not store.ledger.miss("morning", SLOT, KEY, "later than 6 h", SLOT + DAY)
    assert claim(store.ledger, SLOT + DAY) is None
    assert store.ledger.settled("morning", SLOT) == {SLOT}


def test_settled_slots_are_those_that_need_nobody(store: Store) -> None:
    slots = [SLOT + number * DAY for number in range(4)]
    made = []
    for number, slot in enumerate(slots):
        mine = store.ledger.claim("morning", slot, f"k{number}", who="x", now=slot, lease=LEASE)
        assert mine is not None
        made.append(slot)
        if number == 0:
            store.ledger.finish(mine, b"{}", [], [], slot)
        elif number == 1:
            store.ledger.skip(mine, "nothing new", slot)
        elif number == 2:
            store.ledger.fail(mine, "disk full", slot, retry_at=slot + LEASE)
    assert store.ledger.settled("morning", SLOT) == set(made[:2])
    assert store.ledger.settled("morning", slots[1]) == {slots[1]}
    assert store.ledger.settled("evening", SLOT) == frozenset()


def test_extra_editions_of_one_minute_have_names_of_their_own(store: Store) -> None:
    names = []
    for _ in range(3):
        mine = extra(store.ledger)
        names.append(mine.edition)
        store.ledger.finish(mine, b"{}", [], [], SLOT)
    names.append(claimed(store.ledger).edition)
    assert names == [
        "morning/2026-11-23T0700",
        "morning/2026-11-23T0700-2",
        "morning/2026-11-23T0700-3",
        "morning/2026-11-23T0700-4",
    ]


def test_an_extra_edition_without_news_leaves_no_trace(store: Store) -> None:
    assert store.ledger.skip(extra(store.ledger), "nothing new", SLOT)
    assert store.ledger.last() == ()
    assert extra(store.ledger).key == KEY


def test_an_extra_edition_that_died_frees_the_newsletter_and_keeps_its_name(store: Store) -> None:
    extra(store.ledger)
    assert extra(store.ledger, now=SLOT + LEASE).key == f"{KEY}-2"
    assert [line.reason for line in store.ledger.last()] == ["", "abandoned by me"]


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/Havana"])
def test_months_in_which_the_clocks_change_have_one_edition_a_day(store: Store, zone: str) -> None:
    """A heartbeat every few hours; whoever is at work on every fifth has died."""
    schedule, where = parse_schedule("00:30"), ZoneInfo(zone)
    for month in (3, 11):
        name = f"m{month}"
        first = datetime(2026, month, 1, tzinfo=where) - timedelta(days=7)
        now = first.astimezone(UTC)
        for beat in range(36 * 4):
            now += timedelta(hours=6)
            for slot in due_slots(schedule, where, now, timedelta(hours=20)):
                mine = store.ledger.claim(
                    name, slot.at, slot.key, who=f"beat {beat}", now=now, lease=LEASE
                )
                if mine is not None and beat % 5:
                    store.ledger.finish(mine, b"{}", [], [], now)
        days = [first + timedelta(days=number) for number in range(36)]
        made = sorted(edition.id for edition in store.editions.last(name, limit=100))
        assert made[:36] == [f"{name}/{day:%Y-%m-%d}T0030" for day in days]
