"""The service's work, without its clock and its processes."""

from __future__ import annotations

import gc
import logging
import sqlite3
import tracemalloc
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from newsletter.cli.resident import Resident
from newsletter.config.load import load
from newsletter.sources.outside import Outside
from newsletter.store.store import open_store

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

SETTINGS = """
version = 1
[[newsletter]]
name = "morning"
[newsletter.sources]
seeds = ["early"]
[[newsletter]]
name = "evening"
[newsletter.sources]
seeds = ["late"]
"""


def test_a_newsletter_that_cannot_be_collected_does_not_hold_up_the_others(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "newsletter.toml"
    file.write_text(SETTINGS, "utf-8")
    for folder in ("early", "late"):
        (tmp_path / folder).mkdir()
        note = tmp_path / folder / "note.txt"
        note.write_text("Trams\n\nThe town of Aldermere buys ten trams.\n", "utf-8")
    settings = load(file, {})
    with open_store(settings.store.url, tmp_path, busy=0.2) as store:
        other = sqlite3.connect(tmp_path / "newsletter.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")

        def end(record: logging.LogRecord) -> bool:
            """The other process ends once the first newsletter has failed."""
            if "collect_failed" in record.getMessage():
                other.rollback()
            return True

        caplog.handler.addFilter(end)
        caplog.set_level(logging.INFO, "newsletter")
        Resident(settings, store, Outside()).poll()
        other.close()
    said = "\n".join(caplog.messages)
    assert "collect_failed newsletter=morning" in said
    assert "keeps it locked" in said
    assert "collected newsletter=evening" in said


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Wire</title>
<item><guid>{number}</guid><title>Berth {number} is open again</title>
<description>The harbour opened berth {number}. Ships wait no longer.</description></item>
</channel></rss>"""
DAILY = """
version = 1
[[newsletter]]
name = "morning"
schedule = "07:00"
[newsletter.sources]
feeds = ["wire.xml"]
[newsletter.deliver]
folder = "out"
"""


def test_a_day_of_polls_leaves_nothing_in_memory(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, "newsletter")  # what is logged is kept by the test
    file = tmp_path / "newsletter.toml"
    file.write_text(DAILY, "utf-8")
    settings = load(file, {})
    now = datetime(2026, 11, 23, 5, tzinfo=UTC)
    kept = []
    tracemalloc.start()
    with open_store(settings.store.url, tmp_path) as store:
        resident = Resident(settings, store, Outside(clock=lambda: now))
        for poll in range(96):
            (tmp_path / "wire.xml").write_text(FEED.format(number=poll // 4), "utf-8")
            resident.poll()
            resident.make_due()
            now += timedelta(minutes=15)
            if poll % 32 == 31:
                gc.collect()
                kept.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    assert len(list((tmp_path / "out").glob("**/*.eml"))) == 1
    assert kept[2] - kept[1] < 150_000
