"""Ask a newsletter's sources, and keep what is new."""

from __future__ import annotations

import time
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING

from newsletter.model import Trouble
from newsletter.pipeline.memory import after, is_due, may_ask, refused, request_of, why_not_asked
from newsletter.pipeline.plan import planned
from newsletter.sources.collect import Heard, ask, coverage, is_list, subscriptions
from newsletter.sources.documents import documents
from newsletter.sources.fulltext import texts
from newsletter.sources.identity import is_url, shown
from newsletter.sources.outside import Outside
from newsletter.store.values import FeedState

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from pathlib import Path

    from newsletter.config.settings import Newsletter
    from newsletter.model import Coverage, Entry, Revision
    from newsletter.sources.opml import Subscription
    from newsletter.store.store import Store
    from newsletter.store.values import Added

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


@dataclass(frozen=True, slots=True)
class Look:
    """How a look is meant: who runs one `by_hand` also asks feeds that are not due yet.

    Documents younger than `settle` seconds may be half written: the next look takes them.
    """

    by_hand: bool = False
    settle: float = 0.0
    outside: Outside = field(default_factory=Outside)


def look(
    newsletter: Newsletter, root: Path, store: Store, now: datetime, how: Look | None = None
) -> Looked:
    """Ask the newsletter's sources; what they say that the store has not heard.

    What servers want (Retry-After) is kept at once, whatever becomes of the pass, so that nobody
    asks them earlier. Raises StoppedError once `how.outside.stop` is set.
    """
    how = how or Look()
    options, outside = newsletter.sources, how.outside
    started = time.monotonic()
    wanted, troubles = subscriptions(options.feeds, root)
    states = store.feeds.all()
    before = {one.url: states.get(one.url, FeedState(one.url)) for one in wanted}
    real = outside.clock()
    asked = [
        one
        for one in wanted
        if may_ask(before[one.url], real) and (how.by_hand or is_due(before[one.url], now))
    ]

    answered = count(1)

    def told(heard: Heard) -> None:
        outside.answered(next(answered), len(asked))
        state = refused(before[heard.location], heard, outside.clock())
        if state:
            store.feeds.put([state])

    requests = {url: request_of(state) for url, state in before.items()}
    answers = ask(asked, requests, options, root, now, outside=outside, told=told)
    heard = {one.location: one for one in answers}
    entries = [entry for one in answers if one.parsed for entry in one.parsed.entries]
    left = options.deadline.total_seconds() - (time.monotonic() - started)
    found = documents(options.seeds, root, settle=how.settle)
    quiet = {url: Heard(url, problem=why_not_asked(state, real)) for url, state in before.items()}
    return Looked(
        _places(wanted, newsletter),
        (*texts(store.entries.unseen(entries), options, left, outside.stop), *found.read),
        tuple(
            after(before[one.location], one, now, real=outside.clock(), chance=outside.chance())
            for one in answers
        ),
        _with_since(
            coverage([heard.get(one.url, quiet[one.url]) for one in wanted], troubles, found),
            before.values(),
        ),
    )


def collect(
    newsletter: Newsletter, root: Path, store: Store, now: datetime, how: Look
) -> tuple[Looked, Added]:
    """Look and keep. One pass at a time asks servers: the next knows what they said."""
    remote = any(is_url(feed) or is_list(feed) for feed in newsletter.sources.feeds)
    with store.feeds.asking.turn(how.outside.stop) if remote else nullcontext():
        looked = look(newsletter, root, store, now, how)
        added = keep(looked, store, now)
    return replace(looked, coverage=_with_refused(looked.coverage, added.refused)), added


def keep(looked: Looked, store: Store, now: datetime) -> Added:
    """Store what was heard, and then what is remembered of the feeds; what was new.

    Killed between the two, the feeds are asked again and nothing is lost.
    """
    added = store.entries.add(looked.pairs, now)
    store.pictures.tell({one.id: one.picture for one, _ in looked.pairs if one.picture}, now)
    store.feeds.put(looked.states)
    return added


def _with_since(coverage: Coverage, states: Iterable[FeedState]) -> Coverage:
    """Each feed in trouble with when it last answered."""
    since = {shown(state.location): state.last_success for state in states}
    told = (replace(one, since=since.get(one.source)) for one in coverage.troubles)
    return replace(coverage, troubles=tuple(told))


def _with_refused(coverage: Coverage, refused: int) -> Coverage:
    if not refused:
        return coverage
    entries = "1 entry" if refused == 1 else f"{refused} entries"
    trouble = Trouble("store", f"{entries} left out: no database takes what stands in them")
    return replace(coverage, troubles=(*coverage.troubles, trouble))


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
    for pause in PAUSES:
        before = list(planned(newsletter, slot - pause, slot))
        if before:
            return min(limit, before[-1].at)
    return limit
