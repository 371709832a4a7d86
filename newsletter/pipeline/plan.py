"""A newsletter's planned times: its schedule in its zone, without its days off."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from newsletter.slots import due_slots, next_slot, parse_schedule, slots_between

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from newsletter.config.settings import Newsletter
    from newsletter.slots import Slot


def planned(newsletter: Newsletter, start: datetime, end: datetime) -> Iterator[Slot]:
    """The planned times with start <= at < end, in order."""
    schedule, off = parse_schedule(newsletter.schedule), newsletter.days_off
    found = slots_between(schedule, newsletter.zone, start, end)
    return (slot for slot in found if slot.local.date() not in off)


def past(newsletter: Newsletter, now: datetime, within: timedelta) -> tuple[Slot, ...]:
    """The scheduled times just past, `now` included, days off too; the oldest first."""
    if not newsletter.schedule:
        return ()
    return due_slots(parse_schedule(newsletter.schedule), newsletter.zone, now, within)


def ahead(newsletter: Newsletter) -> timedelta:
    """How long before its planned time an edition is begun: by `lead`, where it is drafted."""
    return newsletter.lead if newsletter.approve else timedelta(0)


def waits_until(newsletter: Newsletter, slot: datetime) -> datetime:
    """How long the draft of a planned time may be approved.

    That is `approve_within`, and not longer than until the next one is drafted.
    """
    ends = slot + newsletter.approve_within
    following = coming(newsletter, slot)
    return ends if following is None else max(slot, min(ends, following.at - ahead(newsletter)))


def coming(newsletter: Newsletter, after: datetime) -> Slot | None:
    """The first planned time later than `after`; None where no such time ever comes."""
    if not newsletter.schedule:
        return None
    schedule, off = parse_schedule(newsletter.schedule), newsletter.days_off
    slot = next_slot(schedule, newsletter.zone, after)
    while slot is not None and slot.local.date() in off:
        slot = next_slot(schedule, newsletter.zone, slot.at)
    return slot
