"""Simulated days over changes of the clocks: each planned time has one edition, or says why not.

The whole pipeline runs on a real store, with a clock that also sleeps, jumps and is set back, and
an editor who comes when she likes. NEWSLETTER_MONTH=31 makes it a month for each place.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from newsletter.config.load import load
from newsletter.pipeline.due import run_due
from newsletter.pipeline.send import approve
from newsletter.store.store import open_store
from tests.pipeline.newsroom import ITEM, feed_with

if TYPE_CHECKING:
    from pathlib import Path

    from newsletter.config.settings import Newsletter, Settings
    from newsletter.store.store import Store

SMALL = 2
DAYS = int(os.environ.get("NEWSLETTER_MONTH", SMALL))
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
# A place, the wall time of its newsletter, and days on which its clocks change; or any.
PLACES = [
    ("Europe/Berlin", "02:30", "2026-03-29"),
    ("Europe/Berlin", "02:30", "2026-10-25"),
    ("America/New_York", "02:30", "2026-03-08"),
    ("America/New_York", "01:30", "2026-11-01"),
    ("Australia/Lord_Howe", "02:15", "2026-10-04"),
    ("Australia/Lord_Howe", "01:45", "2026-04-05"),
    ("Africa/Casablanca", "02:30", "2026-02-15"),
    ("Africa/Casablanca", "02:30", "2026-03-22"),
    ("Asia/Beirut", "00:00", "2026-03-29"),
    ("Asia/Kathmandu", "07:00", "2026-06-01"),
]
# How far the clock goes from one look to the next, and how often: a heartbeat, suspended, set back.
BEAT = 15 * MINUTE if DAYS > SMALL else 40 * MINUTE  # what a look finds is what many would
STEPS = [(BEAT, 500), (HOUR, 10), (5 * HOUR, 3), (40 * HOUR, 1), (-90 * MINUTE, 5)]
SETTINGS = """
version = 1
[sources]
feeds = ["wire.xml"]
[[newsletter]]
name = "morning"
schedule = "{at}"
timezone = "{zone}"
catch_up = "3h"
{approval}
[newsletter.deliver]
folder = "out"
"""
APPROVAL = 'approve = true\nlead = "45m"\napprove_within = "2h"'
KINDS = [APPROVAL, ""] if DAYS > SMALL else [APPROVAL]


@dataclass
class Days:
    """A newsroom over some days; `dice` decide what happens."""

    settings: Settings
    store: Store
    dice: random.Random
    now: datetime
    printed: str = ""

    @property
    def morning(self) -> Newsletter:
        return self.settings.newsletters[0]

    def until(self, end: datetime) -> None:
        while not self.store.ledger.last("morning"):  # what was missed is known from there on
            self.look()
            self.now += 10 * MINUTE
        steps, weights = zip(*STEPS, strict=True)
        while self.now < end:
            self.look()
            (step,) = self.dice.choices(steps, weights)
            self.now += step
            if self.dice.random() < 0.02:
                self.restart()

    def look(self) -> None:
        self.print_news()
        list(run_due(self.morning, self.settings, self.store, self.now))
        draft = self.store.drafts.open("morning")
        if draft and not draft.approved and self.dice.random() < 0.1 * (BEAT / (15 * MINUTE)):
            found = approve(self.morning, self.settings, self.store, "Ana", self.now)
            if self.dice.random() < 0.1:
                found.file.write_text(f"{found.text}\nOne more word.\n", "utf-8")

    def print_news(self) -> None:
        """There is something new every day."""
        day = f"{self.now:%Y-%m-%d}"
        if day == self.printed:
            return
        self.printed = day
        words = random.Random(day).sample(WORDS, 6)  # noqa: S311 - news of a day is the same again
        text = (
            f"{words[0]} and {words[1]} met {words[2]} at noon. {words[3]} was told by {words[4]}."
        )
        item = ITEM.format(guid=day, title=f"{words[5]} opens {words[0]} {words[1]}", text=text)
        item = item.replace("Mon, 23 Nov 2026", f"{self.now:%a, %d %b %Y}")
        (self.settings.root / "wire.xml").write_text(feed_with(item), "utf-8")

    def restart(self) -> None:
        self.store.close()
        self.store = open_store(self.settings.store.url, self.settings.root)


WORDS = (
    *("Harbour", "Orchard", "Quarry", "Viaduct", "Lantern", "Meadow"),
    *("Turbine", "Cathedral", "Glacier", "Foundry", "Library", "Tannery"),
    *("Brewery", "Lighthouse", "Causeway", "Observatory", "Vineyard", "Sawmill"),
    *("Reservoir", "Aqueduct", "Museum", "Chapel", "Windmill", "Barracks"),
    *("Nursery", "Pavilion", "Stadium", "Monastery", "Sanatorium", "Arcade"),
)


def local_days(start: datetime, end: datetime, at: time, zone: ZoneInfo) -> list[str]:
    """The keys of all days of a place between two moments, counted on its calendar alone."""
    day, found = start.astimezone(zone).date(), []
    while day <= end.astimezone(zone).date():
        found.append(f"{day}T{at:%H%M}")
        day += DAY
    return found[1:-1]


@pytest.mark.parametrize("approval", KINDS, ids=["approved", "at-once"][: len(KINDS)])
@pytest.mark.parametrize(("zone", "at", "day"), PLACES)
def test_each_planned_time_has_one_edition_or_a_reason(
    zone: str, at: str, day: str, approval: str, tmp_path: Path
) -> None:
    text = SETTINGS.format(at=at, zone=zone, approval=approval)
    (tmp_path / "newsletter.toml").write_text(text, "utf-8")
    settings = load(tmp_path / "newsletter.toml", {})
    start = datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=UTC) - (DAYS // 2 + 1) * DAY
    end = start + (DAYS + 1) * DAY
    store = open_store(settings.store.url, settings.root)
    days = Days(settings, store, random.Random(f"{zone}{at}{day}{approval}"), start)  # noqa: S311 - as above
    days.until(end)
    for _ in range(40):  # time goes on, so that all is settled
        days.now += HOUR
        days.look()
    planned = local_days(start, end, time.fromisoformat(at), ZoneInfo(zone))
    lines = {row.key: row for row in days.store.ledger.last("morning", 1000)}
    editions = days.store.editions.last("morning", 1000)
    days.store.close()
    told = Counter(row.slot for row in editions)
    assert set(told.values()) <= {1}
    assert all(row.slot and row.made_at >= row.slot for row in editions)
    assert [key for key in planned if key not in lines] == []
    for key in planned:
        row = lines[key]
        made = f"morning/{key}" in {one.id for one in editions}
        assert (row.state, made) in {("done", True), ("skipped", False)}, (key, row)
        assert made or row.reason
    print(f"{zone} {day}: {dict(Counter(lines[key].state for key in planned))}")  # noqa: T201 - for who runs it large
