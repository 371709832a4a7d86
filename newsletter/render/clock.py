"""Dates and times as readers in the edition's zone say them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from newsletter.render.cldr import zone_letters
from newsletter.render.labels import Labels  # noqa: TC001 - a field of a dataclass

WEEK = 7  # days, within which a weekday's name is enough


@dataclass(frozen=True, slots=True)
class Clock:
    """Tells moments from the day of `slot`, in the zone named `timezone` (IANA)."""

    slot: datetime
    timezone: str
    labels: Labels

    def date(self, moment: datetime) -> str:
        """As in "Monday, 23 November 2026"."""
        local = self._local(moment)
        weekday = self.labels.days[local.weekday()]
        return self.labels.full_date.format(weekday=weekday, date=self._day(local))

    def time(self, moment: datetime) -> str:
        """As in "07:00 CET"."""
        local = self._local(moment)
        zone_name = _zone_name(local, self.labels.language)
        return self.labels.time.format(time=f"{local:%H:%M}", zone=zone_name)

    def moment(self, moment: datetime) -> str:
        """The time alone on the slot's day, else with its date before it."""
        if self.is_today(moment):
            return self.time(moment)
        return f"{self.day(moment)}, {self.time(moment)}"

    def is_today(self, moment: datetime) -> bool:
        """Whether it is the slot's day, where readers are."""
        return self._local(moment).date() == self._local(self.slot).date()

    def stamp(self, moment: datetime, *, dated: bool) -> str:
        """As in "07:00 CET", `dated` as in "23 November, 07:00 CET"; another year is told."""
        if not dated:
            return self.time(moment)
        local = self._local(moment)
        if local.year != self._local(self.slot).year:
            return f"{self._day(local)}, {self.time(moment)}"
        month = self.labels.months[local.month - 1]
        day = self.labels.short_date.format(day=local.day, month=month)
        return f"{day}, {self.time(moment)}"

    def day_before(self, moment: datetime) -> str:
        """As in "Tuesday" within the last week, else as in "3 November 2026"; "" on the day."""
        local = self._local(moment)
        days = (self._local(self.slot).date() - local.date()).days
        if days <= 0:
            return ""
        return self.labels.days[local.weekday()] if days < WEEK else self._day(local)

    def day(self, moment: datetime) -> str:
        """As in "23 November 2026"."""
        return self._day(self._local(moment))

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(zone(self.timezone))

    def _day(self, local: datetime) -> str:
        month = self.labels.months[local.month - 1]
        return self.labels.date.format(day=local.day, month=month, year=local.year)


def zone(name: str) -> tzinfo:
    """The zone of that IANA name; UTC on a machine that does not know it."""
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def _zone_name(local: datetime, language: str) -> str:
    """As in "CET"; where a zone has no letters of its own, "UTC+03:00"."""
    name = zone_letters(local, language)
    if name.isalpha():
        return name
    offset = local.isoformat()[-6:]
    return f"UTC{offset}"
