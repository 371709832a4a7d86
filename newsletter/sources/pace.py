"""How often a feed wants to be looked at, by its own words. Pure: bytes in, values out.

RSS: `ttl`, `skipHours`, `skipDays` (rssboard.org/rss-specification). RSS and RDF:
`sy:updatePeriod`, `sy:updateFrequency` (web.resource.org/rss/1.0/modules/syndication). The words
are looked for in the channel's own bytes: of `skipHours` feedparser keeps one hour.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

# Where a channel speaks of itself, before its items and behind them.
HEAD, TAIL = 65_536, 8_192
ITEM = re.compile(rb"<(?:[\w.-]{1,20}:)?(?:item|entry)[\s>]", re.IGNORECASE)
TTL = re.compile(rb"<ttl>\s{0,50}(\d{1,7})\s{0,50}</ttl>", re.IGNORECASE)
PERIOD = re.compile(rb"<sy:updatePeriod>\s{0,50}([a-z]{1,10})\s{0,50}</", re.IGNORECASE)
FREQUENCY = re.compile(rb"<sy:updateFrequency>\s{0,50}(\d{1,5})\s{0,50}</", re.IGNORECASE)
HOURS = re.compile(rb"<skipHours>([^!]{0,2000}?)</skipHours>", re.IGNORECASE)
DAYS = re.compile(rb"<skipDays>([^!]{0,2000}?)</skipDays>", re.IGNORECASE)
HOUR = re.compile(rb"<hour>\s{0,50}(\d{1,2})\s{0,50}</hour>", re.IGNORECASE)
DAY = re.compile(rb"<day>\s{0,50}([a-z]{6,9})\s{0,50}</day>", re.IGNORECASE)

PERIODS = {
    b"hourly": timedelta(hours=1),
    b"daily": timedelta(days=1),
    b"weekly": timedelta(weeks=1),
    b"monthly": timedelta(days=30),
    b"yearly": timedelta(days=365),
}
WEEKDAYS = (b"monday", b"tuesday", b"wednesday", b"thursday", b"friday", b"saturday", b"sunday")


@dataclass(frozen=True, slots=True)
class Pace:
    """A feed's own wish: look `every` so often, never in these hours (UTC) and on these days.

    Monday is day 0. A wish never to be looked at is none.
    """

    every: timedelta = timedelta()
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()


NO_WISHES = Pace()


def read_pace(body: bytes) -> Pace:
    """What these bytes of an RSS or RDF feed say; a Pace without wishes for anything else."""
    first = ITEM.search(body, 0, HEAD)
    head = body[: first.start() if first else HEAD]
    own = head + body[max(len(head), len(body) - TAIL) :].rpartition(b"</item>")[2]
    hours = frozenset(
        int(hour) % 24 for part in HOURS.findall(own) for hour in HOUR.findall(part)
    ) & frozenset(range(24))
    days = frozenset(
        WEEKDAYS.index(day.lower())
        for part in DAYS.findall(own)
        for day in DAY.findall(part)
        if day.lower() in WEEKDAYS
    )
    return Pace(
        every=max(_ttl(own), _period(own)),
        skip_hours=hours if len(hours) < len(range(24)) else frozenset(),
        skip_days=days if len(days) < len(WEEKDAYS) else frozenset(),
    )


def _ttl(own: bytes) -> timedelta:
    found = TTL.search(own)
    return timedelta(minutes=int(found[1])) if found else timedelta()


def _period(own: bytes) -> timedelta:
    period, frequency = PERIOD.search(own), FREQUENCY.search(own)
    if not period or period[1].lower() not in PERIODS:
        return timedelta()
    return PERIODS[period[1].lower()] / max(int(frequency[1]) if frequency else 1, 1)
