"""What is remembered of a feed from one look to the next, and whether it is asked. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from newsletter.net.messages import Request
from newsletter.sources.identity import is_url
from newsletter.sources.pace import Pace
from newsletter.sources.polling import TROUBLED, after_failure, after_success

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from newsletter.sources.collect import Heard
    from newsletter.store.values import FeedState

GONE = 410


def request_of(state: FeedState) -> Request:
    """What to ask, with what is known of the answer before."""
    return Request(
        state.moved_to or state.location, state.etag, state.last_modified, state.body_hash
    )


def may_ask(state: FeedState, real: datetime) -> bool:
    """Whether its server allows it at this moment of real time: never after a 410."""
    return not state.stopped and (state.not_before is None or state.not_before <= real)


def is_due(state: FeedState, now: datetime) -> bool:
    """Whether it is time for a look that nobody asked for; a file costs nobody anything."""
    if not is_url(state.location) or state.next_look is None:
        return True
    # Looked at in the future: the clock was set back, and the plan is worth nothing.
    ahead = state.last_look is not None and state.last_look > now
    return ahead or state.next_look <= now


def why_not_asked(state: FeedState, real: datetime) -> str:
    """What to tell of a feed that is not asked now; nothing where its last look was good."""
    if state.stopped:
        return "is gone (410) and asked no more; take it out of your feeds"
    if state.not_before is not None and state.not_before > real:
        until = f"{state.not_before:%Y-%m-%d %H:%M:%S} UTC"
        return f"{state.last_problem}; it asked to be left alone until {until}"
    return state.last_problem


def refused(state: FeedState, heard: Heard, real: datetime) -> FeedState | None:
    """The state in which a server's wish to be left alone is kept; None where it has none."""
    if heard.retry_after is None:
        return None
    until = real + timedelta(seconds=heard.retry_after)
    return replace(state, last_problem=heard.problem, not_before=until)


def after(
    state: FeedState, heard: Heard, now: datetime, *, real: datetime, chance: float
) -> FeedState:
    """What is remembered after a look: `now` is the pass's time, `real` the servers'."""
    if heard.problem:
        state = replace(state, last_look=now, last_problem=heard.problem)
        return _failed(state, heard, now, real, chance)
    if heard.parsed:
        state = _with_pace(replace(state, title=heard.parsed.feed.title or state.title), heard.pace)
    answer = heard.response
    if answer is None:
        state = replace(state, body_hash=heard.body_hash)
    elif not answer.not_modified:
        state = replace(
            state,
            etag=answer.etag,
            last_modified=answer.last_modified,
            body_hash=answer.body_hash,
        )
    return replace(
        state,
        last_look=now,
        last_success=now,
        last_problem="",
        failures=0,
        not_before=None,
        moved_to=(answer and answer.moved_to) or state.moved_to,
        next_look=after_success(now, pace_of(state), answer.fresh_for if answer else 0.0),
    )


def pace_of(state: FeedState) -> Pace:
    """What the feed asked for when it was last read."""
    return Pace(
        timedelta(seconds=state.every),
        frozenset(map(int, state.skip_hours.split())),
        frozenset(map(int, state.skip_days.split())),
    )


def _failed(
    state: FeedState, heard: Heard, now: datetime, real: datetime, chance: float
) -> FeedState:
    failures = state.failures + 1
    state = refused(state, heard, real) or state
    if state.moved_to and failures >= TROUBLED:
        # A move that leads nowhere, as by a captive portal: the written address is tried again.
        state = replace(state, moved_to="", etag="", last_modified="")
    return replace(
        state,
        failures=failures,
        stopped=heard.status == GONE,
        next_look=max(
            after_failure(now, failures, chance), now + timedelta(seconds=heard.retry_after or 0)
        ),
    )


def _with_pace(state: FeedState, pace: Pace) -> FeedState:
    return replace(
        state,
        every=min(int(pace.every.total_seconds()), 2**31 - 1),
        skip_hours=_numbers(pace.skip_hours),
        skip_days=_numbers(pace.skip_days),
    )


def _numbers(numbers: Iterable[int]) -> str:
    return " ".join(map(str, sorted(numbers)))
