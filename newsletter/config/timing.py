"""What the times of drafting and approving want of each other, and of the schedule."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from newsletter.config.settings import WITHIN
from newsletter.slots import parse_schedule, slots_between

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsletter.config.settings import Newsletter

# Any 400 days: every distance that a schedule of days and hours has comes up in them.
START, END = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 2, 5, tzinfo=UTC)
MOST = 2000  # planned times that are looked at; one each minute needs no more to be seen


def timing_problems(newsletter: Newsletter) -> Iterator[str]:
    """One line a problem; the newsletter's schedule and zone can be read."""
    if not newsletter.approve:
        if newsletter.lead:
            yield "`lead` wants `approve = true`: without it nothing is drafted before its time"
        if newsletter.approve_within != WITHIN:
            yield "`approve_within` wants `approve = true`: without it nothing waits for approval"
    elif newsletter.lead and not newsletter.schedule:
        yield "`lead` wants a `schedule`: nothing is planned that could be drafted before its time"
    elif newsletter.lead and newsletter.lead > (shortest := _shortest(newsletter)):
        yield (
            f"`lead`: {_said(newsletter.lead)} is longer than the {_said(shortest)} from one "
            "planned time to the next; an edition is drafted when the one before it is out"
        )


def _shortest(newsletter: Newsletter) -> timedelta:
    """From one planned time to the next, as the clock on the wall counts."""
    schedule = parse_schedule(newsletter.schedule)
    slots = islice(slots_between(schedule, newsletter.zone, START, END), MOST)
    gaps = (after.local - before.local for before, after in pairwise(slots))
    return min(gaps, default=timedelta.max)


def _said(time: timedelta) -> str:
    """As the settings would say it: `1d 6h`."""
    seconds, parts = int(time.total_seconds()), []
    for unit, length in (("d", 86_400), ("h", 3600), ("m", 60), ("s", 1)):
        count, seconds = divmod(seconds, length)
        parts += [f"{count}{unit}"] * bool(count)
    return " ".join(parts)
