"""Planned times, pure: a schedule is wall times in a zone, a slot is one. cronsim's one door.

A wall time that a change of the clocks leaves out fires at the end of the gap, one that comes
twice fires the first time. A day that a zone left out whole (Samoa, 30 December 2011) has no
slots: nobody there lived it. Wall times that meet in one instant are one slot, the first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING

from cronsim import CronSim, CronSimError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
CRON_FIELDS = 5
FIRST_YEAR, LAST_YEAR = 1900, 9000
HINT = 'write "07:00", "mon-fri 07:00, 16:30" or five cron fields such as "0 7 * * 1-5"'


@dataclass(frozen=True, slots=True)
class Group:
    """Wall times on some days of the week; Monday is 0."""

    days: frozenset[int]
    times: tuple[time, ...]


@dataclass(frozen=True, slots=True)
class Schedule:
    """A schedule that was read: groups of wall times, or the fields of a cron line."""

    text: str
    groups: tuple[Group, ...] = ()
    cron: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """One planned time: `local` as the clock on the wall shows it (naive), `at` in UTC."""

    local: datetime
    at: datetime

    @property
    def key(self) -> str:
        """The slot's name in ids and folders: `2026-11-23T0700`."""
        return f"{self.local.year:04}-{self.local:%m-%dT%H%M}"


def unplanned(now: datetime, zone: ZoneInfo) -> Slot:
    """The slot of an extra edition: this very minute on the zone's wall clock."""
    return Slot(_local(now, zone).replace(second=0, microsecond=0), now)


def parse_schedule(text: str) -> Schedule:
    """Reads "07:00", "mon-fri 07:00, 16:30, sat 09:00" or five cron fields; else ValueError.

    The message is one sentence that says what would be right.
    """
    words = text.replace(",", " ").split()
    if not words:
        raise ValueError(f"is empty; {HINT}")
    if ":" not in text and len(text.split()) == CRON_FIELDS:
        return _cron(" ".join(text.split()))
    return Schedule(text, groups=tuple(_groups(text, words)))


def next_slot(schedule: Schedule, zone: ZoneInfo, after: datetime) -> Slot | None:
    """The first slot later than `after` (aware); None when no such time ever comes."""
    # Wall times earlier than the wall clock of `after` cannot fire later than it.
    start = _wall_clock(after, zone)
    return next((slot for slot in _slots(schedule, zone, start) if slot.at > after), None)


def slots_between(
    schedule: Schedule, zone: ZoneInfo, start: datetime, end: datetime
) -> Iterator[Slot]:
    """The slots with start <= at < end, in order; both ends are aware."""
    _wall_clock(end, zone)
    # A second before, the clock has not yet jumped over times that fire at `start` itself.
    slots = _slots(schedule, zone, _wall_clock(start - timedelta(seconds=1), zone))
    for slot in takewhile(lambda slot: slot.at < end, slots):
        if slot.at >= start:
            yield slot


def due_slots(
    schedule: Schedule, zone: ZoneInfo, now: datetime, within: timedelta
) -> tuple[Slot, ...]:
    """The slots of the time just past, `now` included, the oldest first."""
    return tuple(
        slots_between(schedule, zone, now - within, now + timedelta(microseconds=1)),
    )


def start_of_day(day: date, zone: ZoneInfo) -> datetime:
    """When a local day begins, in UTC; a day that the zone left out begins where the next does."""
    return _instant(datetime.combine(day, time()), zone)[0]


def _slots(schedule: Schedule, zone: ZoneInfo, start: datetime) -> Iterator[Slot]:
    """The slots whose wall time is not before `start`, each instant once."""
    last: datetime | None = None
    for wall in _walls(schedule, start):
        at, lived = _instant(wall, zone)
        if lived and at != last:
            last = at
            yield Slot(wall, at)


def _walls(schedule: Schedule, start: datetime) -> Iterator[datetime]:
    """The schedule's wall times from `start` on, knowing nothing of zones."""
    if schedule.cron:
        yield from _cron_walls(schedule.cron, start)
        return
    day = start.date()
    while day.year <= LAST_YEAR:
        times = {
            at for group in schedule.groups if day.weekday() in group.days for at in group.times
        }
        for at in sorted(times):
            wall = datetime.combine(day, at)
            if wall >= start:
                yield wall
        day += timedelta(days=1)


def _cron_walls(cron: str, start: datetime) -> Iterator[datetime]:
    # A naive start keeps cronsim on wall times; it ticks in whole minutes after its start.
    ticks = CronSim(cron, start.replace(second=0, microsecond=0) - timedelta(minutes=1))
    for wall in ticks:
        if wall.year > LAST_YEAR:
            return
        if wall >= start:
            yield wall


def _instant(wall: datetime, zone: ZoneInfo) -> tuple[datetime, bool]:
    """When a wall time comes, and whether its day is one that the zone has."""
    at = wall.replace(tzinfo=zone).astimezone(UTC)
    if _local(at, zone) == wall:
        return at, True
    end = _end_of_gap(wall, zone)
    midnight = datetime.combine(wall.date(), time())
    second = timedelta(seconds=1)
    skipped = _local(end - second, zone) + second <= midnight and _local(
        end, zone
    ) >= midnight + timedelta(days=1)
    return end, not skipped


def _end_of_gap(wall: datetime, zone: ZoneInfo) -> datetime:
    """The first instant whose wall clock is past `wall`, which no clock ever showed."""
    # PEP 495: in a gap, fold 1 counts with the offset after it, fold 0 with the one before.
    early = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    late = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    low, high = 0, int((late - early).total_seconds())
    while high - low > 1:
        middle = (low + high) // 2
        if _local(early + timedelta(seconds=middle), zone) > wall:
            high = middle
        else:
            low = middle
    return early + timedelta(seconds=high)


def _local(at: datetime, zone: ZoneInfo) -> datetime:
    return at.astimezone(zone).replace(tzinfo=None, fold=0)


def _wall_clock(at: datetime, zone: ZoneInfo) -> datetime:
    if at.tzinfo is None:
        raise ValueError("a time without a zone has no slots")
    if not FIRST_YEAR <= at.year < LAST_YEAR:
        raise ValueError(f"slots are planned for the years {FIRST_YEAR} to {LAST_YEAR - 1}")
    return _local(at, zone)


def _cron(text: str) -> Schedule:
    try:
        next(CronSim(text, datetime(2000, 1, 1)))  # noqa: DTZ001 - a wall time
    except CronSimError as error:
        reason = str(error).lower()
        raise ValueError(f"{text!r} is no cron line ({reason}); {HINT}") from None
    except StopIteration:  # cronsim looks 50 years ahead
        raise ValueError(f"{text!r} names a time that never comes; {HINT}") from None
    return Schedule(text, cron=text)


def _groups(text: str, words: list[str]) -> Iterator[Group]:
    days: set[int] = set()
    times: list[time] = []
    for word in words:
        found = _days(word.lower())
        if found and times:
            yield Group(frozenset(days or range(7)), tuple(times))
            days, times = set(), []
        if found:
            days |= found
        else:
            times.append(_time(text, word))
    if not times:
        raise ValueError(f"{text!r} names days and no time; {HINT}")
    yield Group(frozenset(days or range(7)), tuple(times))


def _days(word: str) -> frozenset[int]:
    """The days that a word names ("mon", "fri-sun"); none when it is no such word."""
    first, dash, last = word.partition("-")
    start, end = _day(first), _day(last if dash else first)
    if start is None or end is None:
        return frozenset()
    return frozenset((start + step) % 7 for step in range((end - start) % 7 + 1))


def _day(word: str) -> int | None:
    for names in (DAYS, NAMES):
        if word in names:
            return names.index(word)
    return None


def _time(text: str, word: str) -> time:
    match = re.fullmatch(r"([0-9]{1,2}):([0-9]{2})", word)
    try:
        if match:
            return time(int(match[1]), int(match[2]))
    except ValueError:
        pass
    raise ValueError(f"{word!r} in {text!r} is no time of day; {HINT}")
