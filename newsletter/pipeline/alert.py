"""Somebody is told: once a trouble, until it is over; what cannot be told waits and is shown."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import timedelta
from typing import TYPE_CHECKING

from newsletter.errors import NewsletterError
from newsletter.pipeline.post import back_off
from newsletter.pipeline.troubles import troubles
from newsletter.pipeline.ways import ways
from newsletter.pipeline.webhook import RefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from newsletter.config.settings import Newsletter, Settings
    from newsletter.sources.outside import Outside
    from newsletter.store.notices import Alarm
    from newsletter.store.store import Store

LEASE = timedelta(minutes=10)  # that telling takes at most; killed in it, it is told again


def look_out(
    newsletter: Newsletter, settings: Settings, store: Store, now: datetime, outside: Outside
) -> tuple[str, ...]:
    """Tells who is to be told of what is new; one line for what somebody could not be told.

    No failure of it is the newsletter's: it raises no NewsletterError.
    """
    if newsletter.alert is None or outside.stop.is_set():
        return ()
    try:
        found = troubles(newsletter, settings, store, now, outside)
        store.alerts.compare(newsletter.name, found, now)
        taken = store.alerts.take(newsletter.name, now, LEASE)
        return _told(taken, newsletter, settings, store, now=now, outside=outside)
    except NewsletterError as error:
        return (f"{newsletter.name}: nobody could be told of its troubles: {error}",)


def _told(  # noqa: PLR0913 - what to whom, by what, when
    taken: Sequence[Alarm],
    newsletter: Newsletter,
    settings: Settings,
    store: Store,
    *,
    now: datetime,
    outside: Outside,
) -> tuple[str, ...]:
    """Each way on its own: who was told once is not told again, whoever else could not be."""
    if not taken:
        return ()
    failures: dict[str, str] = {}
    waits = False
    with ExitStack() as closing:
        for way, tell in ways(newsletter, settings, outside, closing):
            new = store.alerts.unheard(taken, way)
            if not new:
                continue
            try:
                tell(new)
            except NewsletterError as error:
                failures[way] = str(error)
                waits = waits or not isinstance(error, RefusedError)
            else:
                store.alerts.heard(new, way, now)
    reason = "; ".join(dict.fromkeys(failures.values()))
    later = now + back_off(min(one.attempt for one in taken))
    heard = store.alerts.settle(taken, reason, later, again=waits)
    if not failures:
        return ()
    who = f"{', '.join(failures)} could not" if heard else "nobody could"
    return (f"{newsletter.name}: {who} be told of its troubles: {reason}",)
