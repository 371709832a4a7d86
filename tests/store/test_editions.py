from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsletter.store.store import Store

SLOT = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def publish(store: Store, newsletter: str, hours: int, *targets: str) -> str:
    at = SLOT + hours * HOUR
    claim = store.ledger.claim(newsletter, at, f"{at:%Y-%m-%dT%H%M}", who="x", now=at, lease=HOUR)
    assert claim is not None
    assert store.ledger.finish(claim, f"{hours}".encode(), [], targets, at)
    return claim.edition


def test_the_latest_edition_is_the_one_made_last(store: Store) -> None:
    assert store.editions.latest() is None
    publish(store, "morning", 0)
    evening = publish(store, "evening", 1)
    assert store.editions.latest() == evening
    assert store.editions.latest("morning") == "morning/2026-11-23T0700"
    assert store.editions.latest("noon") is None
    assert store.editions.get("morning/2026-11-23T0700") == b"0"
    assert store.editions.get("morning/1999-01-01T0700") is None


def test_the_last_editions_come_newest_first(store: Store) -> None:
    made = [publish(store, "morning", hours) for hours in range(4)]
    last = store.editions.last("morning", limit=3)
    assert [edition.id for edition in last] == made[:0:-1]
    assert last[0].slot == last[0].made_at == SLOT + 3 * HOUR


def test_a_delivery_is_pending_until_it_is_done(store: Store) -> None:
    edition = publish(store, "morning", 0, "folder:out", "folder:copy")
    first, second = store.deliveries.pending(SLOT)
    store.deliveries.delivered(first, SLOT)
    assert store.deliveries.pending(SLOT) == (second,)
    assert [delivery.state for delivery in store.deliveries.of(edition)] == ["done", "queued"]


def test_a_failed_delivery_is_tried_again_when_due_or_never(store: Store) -> None:
    publish(store, "morning", 0, "folder:out")
    (first,) = store.deliveries.pending(SLOT)
    store.deliveries.failed(first, "disk full", SLOT, retry_at=SLOT + HOUR)
    assert store.deliveries.pending(SLOT) == ()
    (again,) = store.deliveries.pending(SLOT + HOUR)
    assert (again.attempt, again.reason) == (1, "disk full")
    store.deliveries.failed(again, "disk full", SLOT + HOUR)
    assert store.deliveries.pending(SLOT + 100 * HOUR) == ()
    assert store.deliveries.of(again.edition)[0].state == "failed"


def test_what_has_arrived_is_not_undone_by_a_slower_process(store: Store) -> None:
    publish(store, "morning", 0, "folder:out")
    (mine,) = store.deliveries.pending(SLOT)
    store.deliveries.delivered(mine, SLOT)
    store.deliveries.failed(mine, "timed out", SLOT)
    assert store.deliveries.of(mine.edition)[0].state == "done"


def test_pending_deliveries_are_in_the_order_of_their_editions(store: Store) -> None:
    editions = [publish(store, name, hours, "b", "a") for hours, name in enumerate("zya")]
    pending = store.deliveries.pending(SLOT + 9 * HOUR)
    assert [delivery.edition for delivery in pending] == [
        edition for edition in editions for _ in range(2)
    ]
    assert [delivery.target for delivery in store.deliveries.pending(SLOT + HOUR, "y")] == [
        "a",
        "b",
    ]
