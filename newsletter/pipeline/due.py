"""What is due of a newsletter, asked at each heartbeat: its planned editions, each once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsletter.pipeline.handover import deliver
from newsletter.pipeline.plan import past
from newsletter.pipeline.run import Outcome, run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from newsletter.config.settings import Newsletter, Settings
    from newsletter.slots import Slot
    from newsletter.sources.outside import Outside
    from newsletter.store.store import Store

LATER = "a later edition was due as well"


def run_due(
    newsletter: Newsletter,
    settings: Settings,
    store: Store,
    now: datetime,
    *,
    outside: Outside | None = None,
) -> Iterator[Outcome]:
    """The planned edition that is due, if any; those missed and those of days off are recorded."""
    slot = _due(newsletter, store, now)
    if slot is not None:
        yield run(newsletter, settings, store, now, slot=slot, outside=outside)
    elif over := deliver(newsletter, settings, store, now, outside):
        yield Outcome(newsletter.name, reason="nothing due").handed(over)


def _due(newsletter: Newsletter, store: Store, now: datetime) -> Slot | None:
    """The newest planned time not long past, unless it needs nobody any more."""
    since = now - newsletter.catch_up
    settled = store.ledger.settled(newsletter.name, since)
    off = newsletter.days_off
    due: list[Slot] = []
    for slot in past(newsletter, now, newsletter.catch_up):
        if slot.local.date() not in off:
            due.append(slot)
        elif slot.at not in settled:
            reason = f"no edition on {slot.local:%Y-%m-%d}, by skip_dates"
            store.ledger.miss(newsletter.name, slot.at, slot.key, reason, now)
    for slot in due[:-1]:
        if slot.at not in settled:
            store.ledger.miss(newsletter.name, slot.at, slot.key, LATER, now)
    return due[-1] if due and due[-1].at not in settled else None
