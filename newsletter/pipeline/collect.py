"""Ask a newsletter's sources, and keep what is new."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from newsletter.net.messages import Request
from newsletter.slots import parse_schedule, slots_between
from newsletter.sources.collect import ask, coverage, subscriptions
from newsletter.sources.documents import documents
from newsletter.sources.fulltext import texts
from newsletter.sources.identity import is_url
from newsletter.store.values import FeedState

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from newsletter.config.settings import Newsletter
    from newsletter.model import Coverage, Entry, Revision
    from newsletter.sources.collect import Heard
    from newsletter.sources.opml import Subscription
    from newsletter.store.store import Store
    from newsletter.store.values import Added

GONE = 410
# Between slots: daily, monthly, yearly. Each is looked through only when the one before has none.
PAUSES = (timedelta(days=2), timedelta(days=32), timedelta(days=367))

Pairs = tuple[tuple["Entry", "Revision"], ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """What the sources in these `places` said at one look; nothing of it is stored yet."""

    places: tuple[str, ...]
    pairs: Pairs
    states: tuple[FeedState, ...]
    coverage: Coverage


def look(
    newsletter: Newsletter, root: Path, store: Store, now: datetime, *, settle: float = 0.0
) -> Looked:
    """Ask the newsletter's sources; what they say that the store has not heard.

    Documents younger than `settle` seconds may be half written: the next look takes them.
    """
    options = newsletter.sources
    started = time.monotonic()
    wanted, troubles = subscriptions(options.feeds, root)
    states = store.feeds.all()
    before = {one.url: states.get(one.url, FeedState(one.url)) for one in wanted}
    asked = [one for one in wanted if not before[one.url].stopped]
    heard = ask(asked, {url: _request(of) for url, of in before.items()}, options, root, now)
    entries = [entry for one in heard if one.parsed for entry in one.parsed.entries]
    left = options.deadline.total_seconds() - (time.monotonic() - started)
    found = documents(options.seeds, root, settle=settle)
    return Looked(
        _places(wanted, newsletter),
        (*texts(store.entries.unseen(entries), options, left), *found.read),
        tuple(_after(before[one.location], one, now) for one in heard),
        coverage(heard, troubles, found),
    )


def keep(looked: Looked, store: Store, now: datetime) -> Added:
    """Store what was heard, and then what is remembered of the feeds; what was new.

    Killed between the two, the feeds are asked again and nothing is lost.
    """
    added = store.entries.add(looked.pairs, now)
    store.feeds.put(looked.states)
    return added


def fresh(newsletter: Newsletter, places: Sequence[str], store: Store, slot: datetime) -> Pairs:
    """What is young enough for the edition of `slot` and was not considered for an earlier one.

    What lies in files was put there by somebody: it counts from when it was first seen, whatever
    date it bears. What comes over the network counts from its own date.
    """
    return store.entries.fresh(
        newsletter.name,
        places,
        oldest(newsletter, slot),
        by_arrival=[place for place in places if not is_url(place)],
        edits=False,
    )


def locations(newsletter: Newsletter, root: Path) -> tuple[str, ...]:
    """The feeds and folders whose entries are this newsletter's, as the store names them."""
    wanted, _ = subscriptions(newsletter.sources.feeds, root)
    return _places(wanted, newsletter)


def _places(wanted: Sequence[Subscription], newsletter: Newsletter) -> tuple[str, ...]:
    return (*(one.url for one in wanted), *newsletter.sources.seeds)


def watched(newsletter: Newsletter, root: Path) -> tuple[Path, ...]:
    """The files and folders whose change is news: documents, and feeds that are files."""
    return tuple(root / place for place in locations(newsletter, root) if not is_url(place))


def files_only(newsletter: Newsletter, root: Path) -> Newsletter:
    """The newsletter without the sources that are on the network."""
    wanted, _ = subscriptions(newsletter.sources.feeds, root)
    local = tuple(one.url for one in wanted if not is_url(one.url))
    return replace(newsletter, sources=replace(newsletter.sources, feeds=local))


def oldest(newsletter: Newsletter, slot: datetime) -> datetime:
    """How far back an edition reaches: `max_age`, or to the slot before it if that is longer."""
    limit = slot - newsletter.sources.max_age
    if not newsletter.schedule:
        return limit
    schedule, zone = parse_schedule(newsletter.schedule), newsletter.zone
    for pause in PAUSES:
        before = list(slots_between(schedule, zone, slot - pause, slot))
        if before:
            return min(limit, before[-1].at)
    return limit


def _request(state: FeedState) -> Request:
    return Request(state.moved_to or state.location, state.etag, state.last_modified)


def _after(state: FeedState, heard: Heard, now: datetime) -> FeedState:
    """What is remembered of a feed after a look at it."""
    answer = heard.response
    state = replace(state, last_look=now, last_problem=heard.problem)
    if answer and answer.moved_to:
        state = replace(state, moved_to=answer.moved_to)
    if heard.problem:
        return replace(state, failures=state.failures + 1, stopped=heard.status == GONE)
    if answer and not answer.not_modified:
        state = replace(state, etag=answer.etag, last_modified=answer.last_modified)
    title = heard.parsed.feed.title if heard.parsed else ""
    return replace(state, last_success=now, failures=0, title=title or state.title)
