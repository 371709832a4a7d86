from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from newsletter.model import Feed
from newsletter.net.messages import Response
from newsletter.pipeline.memory import (
    after,
    is_due,
    may_ask,
    pace_of,
    refused,
    request_of,
    why_not_asked,
)
from newsletter.sources.collect import Heard
from newsletter.sources.feeds import ParsedFeed
from newsletter.sources.pace import Pace
from newsletter.sources.polling import ORDINARY, TROUBLED
from newsletter.store.values import FeedState

URL, MOVED = "https://harbour.example/feed", "https://quay.example/feed"
NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
REAL = datetime(
    2026, 11, 25, 7, 0, tzinfo=UTC
)  # `--at` may say anything; servers live in real time
PARSED = ParsedFeed(Feed(URL, title="Harbour"))
WELL = Response(URL, URL, etag='"1"', last_modified="Sun", body_hash="ab", fresh_for=3600.0)
FAILED = Heard(URL, problem="the server said 500 Internal Server Error", status=500)


def remembered(heard: Heard, state: FeedState | None = None) -> FeedState:
    return after(state or FeedState(URL), heard, NOW, real=REAL, chance=0.0)


def test_a_good_answer_is_remembered_with_all_that_the_next_question_needs() -> None:
    state = remembered(Heard(URL, PARSED, response=WELL), FeedState(URL, failures=2))
    assert (state.title, state.failures, state.last_problem) == ("Harbour", 0, "")
    assert state.last_success == state.last_look == NOW
    assert state.next_look == NOW + timedelta(hours=1)
    asked = request_of(state)
    assert (asked.url, asked.etag, asked.last_modified, asked.body_hash) == (
        URL,
        '"1"',
        "Sun",
        "ab",
    )


def test_what_a_feed_wishes_holds_while_it_does_not_change() -> None:
    pace = Pace(timedelta(hours=2), frozenset({3, 4}), frozenset({6}))
    state = remembered(Heard(URL, PARSED, response=replace(WELL, fresh_for=0.0), pace=pace))
    assert pace_of(state) == pace
    unchanged = Heard(URL, response=Response(URL, URL, status=304))
    later = remembered(unchanged, state)
    assert later.next_look == NOW + timedelta(hours=2)
    assert later.etag == '"1"'


def test_a_feed_whose_body_is_the_same_keeps_its_title_and_takes_new_validators() -> None:
    known = FeedState(URL, title="Harbour", etag='"0"', body_hash="ab")
    state = remembered(Heard(URL, response=WELL), known)
    assert (state.title, state.etag, state.body_hash) == ("Harbour", '"1"', "ab")


def test_failures_are_counted_and_the_next_look_comes_later_and_later() -> None:
    state, waits = FeedState(URL, etag='"1"'), []
    for _ in range(4):
        state = remembered(FAILED, state)
        assert state.next_look
        waits.append((state.next_look - NOW) / ORDINARY)
    assert waits == [1, 2, 4, 8]
    assert (state.failures, state.last_problem, state.etag) == (4, FAILED.problem, '"1"')
    assert not state.stopped


def test_only_a_feed_that_is_gone_is_asked_no_more() -> None:
    state = remembered(replace(FAILED, status=410))
    assert state.stopped
    assert not may_ask(state, REAL + timedelta(days=999))
    assert "410" in why_not_asked(state, REAL)


def test_a_server_is_left_alone_in_its_own_time_whatever_the_pass_says() -> None:
    busy = Heard(URL, problem="the server said 429", status=429, retry_after=120.0)
    state = remembered(busy)
    assert state.not_before == REAL + timedelta(seconds=120)
    assert not may_ask(state, REAL + timedelta(seconds=119))
    assert may_ask(state, REAL + timedelta(seconds=120))
    assert "2026-11-25 07:02:00 UTC" in why_not_asked(state, REAL)
    kept = refused(FeedState(URL, etag='"1"'), busy, REAL)
    assert kept is not None
    assert (kept.not_before, kept.etag, kept.failures) == (state.not_before, '"1"', 0)
    assert refused(FeedState(URL), FAILED, REAL) is None
    assert remembered(Heard(URL, PARSED, response=WELL), state).not_before is None


def test_a_feed_is_due_at_its_next_look_and_whenever_the_clock_was_set_back() -> None:
    state = remembered(Heard(URL, PARSED, response=WELL))
    assert is_due(FeedState(URL), NOW)
    assert not is_due(state, NOW + timedelta(minutes=59))
    assert is_due(state, NOW + timedelta(minutes=60))
    assert is_due(state, NOW - timedelta(days=1))
    assert is_due(replace(state, location="feeds/local.xml"), NOW)


def test_a_feed_that_moved_is_asked_there_and_is_still_the_same_feed() -> None:
    state = remembered(Heard(URL, PARSED, response=replace(WELL, moved_to=MOVED)))
    assert (state.location, request_of(state).url) == (URL, MOVED)


@pytest.mark.parametrize("problem", ["is a web page, not a feed", "took longer than 20 s"])
def test_a_move_to_what_is_no_feed_is_not_believed(problem: str) -> None:
    moved = Heard(URL, problem=problem, response=replace(WELL, moved_to=MOVED))
    assert request_of(remembered(moved)).url == URL


def test_where_a_move_leads_nowhere_for_long_the_written_address_is_asked_again() -> None:
    state = FeedState(URL, moved_to=MOVED, etag='"1"', last_modified="Sun")
    for _ in range(TROUBLED):
        assert request_of(state).url == MOVED
        state = remembered(FAILED, state)
    asked = request_of(state)
    assert (asked.url, asked.etag, asked.last_modified) == (URL, "", "")
