from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from newsletter.store.values import FeedState

if TYPE_CHECKING:
    from newsletter.store.store import Store

FEED = "https://harbourpost.example/feed"


def test_a_feed_never_looked_at_has_an_empty_state(store: Store) -> None:
    assert store.feeds.get(FEED) == FeedState(FEED)
    assert store.feeds.all() == {}


def test_a_state_comes_back_as_it_was_put(store: Store, now: datetime) -> None:
    state = FeedState(
        FEED,
        title="Harbour Post",
        etag='W/"1"',
        last_modified="Mon, 23 Nov 2026 06:00:00 GMT",
        body_hash="ab",
        last_success=now,
        last_look=now + timedelta(microseconds=1),
        last_problem="",
        failures=0,
        next_look=now + timedelta(hours=1),
        moved_to="https://harbourpost.example/atom",
    )
    store.feeds.put([state, FeedState("b", failures=2, stopped=True)])
    assert store.feeds.get(FEED) == state
    assert store.feeds.all()["b"].stopped
    store.feeds.put([FeedState(FEED, failures=1)])
    assert store.feeds.get(FEED) == FeedState(FEED, failures=1)


def test_times_come_back_in_utc(store: Store) -> None:
    east = timezone(timedelta(hours=5, minutes=30))
    store.feeds.put([FeedState(FEED, last_look=datetime(2026, 11, 23, 7, 0, tzinfo=east))])
    look = store.feeds.get(FEED).last_look
    assert look is not None
    assert look.isoformat() == "2026-11-23T01:30:00+00:00"


def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(Exception, match="without a zone"):
        store.feeds.put([FeedState(FEED, last_look=datetime(2026, 11, 23))])  # noqa: DTZ001 - that is the point
