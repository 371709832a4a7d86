"""The service's work, without its clock and its processes."""

from __future__ import annotations

import logging
import sqlite3
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
