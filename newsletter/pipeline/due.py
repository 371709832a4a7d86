"""What is due of a newsletter, asked at each heartbeat: its planned editions, each once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from newsletter.pipeline.handover import deliver
from newsletter.pipeline.plan import ahead, past
from newsletter.pipeline.run import Outcome, run
from newsletter.pipeline.waiting import settle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from newsletter.config.settings import Newsletter, Settings
    from newsletter.slots import Slot
    from newsletter.sources.outside import Outside
    from newsletter.store.store import Store

LATER = "a later edition was due as well"
LONG_AGO = "nothing ran at its time, nor within catch_up behind it"
LOOK_BACK = timedelta(days=60)  # what was missed longer ago is not worth a line each


def run_due(
    newsletter: Newsletter,
    settings: Settings,
    store: Store,
    now: datetime,
    *,
    outside: Outside | None = None,
) -> Iterator[Outcome]:
    """The planned edition that is due, if any; those missed and those of days off are recorded.

    Where approval is wanted, it is drafted `lead` before its time, and goes out at its time if it
    was approved by then, at once if it is later, and not at all when that is too late.
    """
    told = settle(newsletter, settings, store, now, outside)
    if told is not None:
        yield told
    slot = _due(newsletter, store, now)
    waits = store.drafts.open(newsletter.name)
    if slot is not None and not (waits and waits.slot):
        yield run(newsletter, settings, store, now, slot=slot, outside=outside)
    elif over := deliver(newsletter, settings, store, now, outside):
        yield Outcome(newsletter.name, reason="nothing due").handed(over)


def _due(newsletter: Newsletter, store: Store, now: datetime) -> Slot | None:
    """The newest planned time not long past, unless it needs nobody any more."""
    until, since = now + ahead(newsletter), now - newsletter.catch_up
    known = store.ledger.latest(newsletter.name)
    # After a long downtime, from the last time on that is known of.
    start = since if known is None else min(since, max(known, now - LOOK_BACK))
    settled = store.ledger.settled(newsletter.name, start, now)
    off = newsletter.days_off
    due: list[Slot] = []

    def miss(slot: Slot, reason: str) -> None:
        if slot.at not in settled:
            store.ledger.miss(newsletter.name, slot.at, slot.key, reason, now)

    for slot in past(newsletter, until, until - start):
        if slot.local.date() in off:
            if slot.at <= now:
                miss(slot, f"no edition on {slot.local:%Y-%m-%d}, by skip_dates")
        elif slot.at < since:
            miss(slot, LONG_AGO)
        else:
            due.append(slot)
    for slot in due[:-1]:
        miss(slot, LATER)
    if not due or due[-1].at in settled:
        return None
    row = store.ledger.of(newsletter.name, due[-1].at)
    later = row is not None and row.state == "waiting" and row.lease_until
    return None if later and later > now else due[-1]
