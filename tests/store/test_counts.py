"""Numbers for those who watch over a store agree with what was put in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from newsletter.store.subscribers import Joining
from newsletter.store.values import FeedState

if TYPE_CHECKING:
    from newsletter.store.store import Store

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_an_empty_store_counts_nothing(store: Store) -> None:
    found = store.counts()
    assert (found.editions, found.slots, found.deliveries, found.subscribers) == ((), (), (), ())
    assert (found.mails, found.webhooks, found.alerts) == ((), (), ())
    assert not found.feeds
    assert found.last_answer is None


def test_each_thing_is_counted_by_newsletter_and_state(store: Store) -> None:
    claim = store.ledger.claim("morning", NOW, "one", who="x", now=NOW, lease=HOUR)
    assert claim is not None
    store.ledger.finish(claim, b"{}", [], ["folder", "mail"], NOW)
    delivered, _ = store.deliveries.pending(NOW)
    store.deliveries.delivered(delivered, NOW + HOUR)
    store.ledger.miss("morning", NOW - HOUR, "two", "late", NOW)
    joining = [Joining("a@b.org"), Joining("c@b.org"), Joining("e@b.org", NOW)]
    store.subscribers.add("morning", joining, NOW)
    store.feeds.put(
        [
            FeedState("https://a.example/", last_success=NOW),
            FeedState("https://b.example/", last_success=NOW - HOUR, failures=3),
            FeedState("https://c.example/", failures=1, stopped=True),
        ]
    )
    found = store.counts()
    assert found.editions == (("morning", 1),)
    assert found.slots == (("morning", "done", 1), ("morning", "skipped", 1))
    assert found.deliveries == (("morning", "done", 1), ("morning", "queued", 1))
    assert found.subscribers == (("morning", "active", 2), ("morning", "left", 1))
    assert found.feeds == {"well": 1, "failing": 1, "stopped": 1}
    assert found.last_edition == (("morning", NOW),)
    assert found.last_delivery == (("morning", NOW + HOUR),)
    assert found.last_answer == NOW
