"""A newsletter's folder has an index and a feed, rewritten with each publication."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from newsletter.errors import RenderError
from newsletter.pipeline.archive import write_archive
from newsletter.pipeline.handover import deliver
from newsletter.pipeline.run import run
from newsletter.sources.feeds import parse_feed
from tests.pipeline.newsroom import ITEM, STORM, feed_with

if TYPE_CHECKING:
    from pathlib import Path

    from newsletter.config.settings import Settings
    from newsletter.store.store import Store

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
LATER = ITEM.format(
    guid="later",
    title="Mayor opens the tunnel",
    text="The mayor opened the tunnel on Monday. It cost 20 million euros.",
)


def publish_two(settings: Settings, store: Store) -> Path:
    (morning,) = settings.newsletters
    assert run(morning, settings, store, NOW).edition
    (settings.root / "wire.xml").write_text(feed_with(STORM, LATER), "utf-8")
    assert run(morning, settings, store, NOW + timedelta(hours=1)).edition
    return settings.root / "out" / "morning"


def test_the_folder_lists_every_edition_and_every_link_leads_to_a_file(
    settings: Settings, store: Store
) -> None:
    folder = publish_two(settings, store)
    index = (folder / "index.html").read_text("utf-8")
    pages = re.findall('<h3 dir="auto"><a href="(.*?)"', index)
    assert pages == ["2026-11-23T0830/edition.html", "2026-11-23T0730/edition.html"]
    assert all((folder / page).is_file() for page in pages)
    assert "November 2026" in index
    feed = parse_feed((folder / "feed.atom").read_bytes(), "feed.atom", now=NOW)
    assert feed.problem is None
    assert len(feed.entries) == 2
    assert "mayor opened the tunnel" in feed.entries[0].content
    left = [path.name for path in folder.iterdir() if path.name.startswith(".")]
    assert left == []


def test_written_again_it_is_the_same_to_the_byte_in_any_process(
    settings: Settings, store: Store
) -> None:
    folder = publish_two(settings, store)
    before = {name: (folder / name).read_bytes() for name in ("index.html", "feed.atom")}
    for name in before:
        (folder / name).unlink()
    again = (
        "import sys; from pathlib import Path; from newsletter.config.load import load;"
        "from newsletter.store.store import open_store;"
        "from newsletter.pipeline.archive import write_archive;"
        "settings = load(Path(sys.argv[1]), {});"
        "store = open_store(settings.store.url, settings.root);"
        "write_archive(settings.newsletters[0], settings, store)"
    )
    other = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LANG": "C"}
    subprocess.run(
        [sys.executable, "-c", again, settings.root / "newsletter.toml"],
        check=True, env=other, cwd="/",
    )  # fmt: skip
    assert {name: (folder / name).read_bytes() for name in before} == before


def test_an_archive_that_cannot_be_written_is_written_by_the_next_try(
    settings: Settings, store: Store
) -> None:
    (morning,) = settings.newsletters
    (settings.root / "out" / "morning" / "index.html").mkdir(parents=True)
    assert "a folder is in the way" in run(morning, settings, store, NOW).failures[0]
    (settings.root / "out" / "morning" / "index.html").rmdir()
    over = deliver(morning, settings, store, NOW + timedelta(minutes=6))
    assert (len(over.folders), over.failures) == (1, ())
    assert (settings.root / "out" / "morning" / "index.html").is_file()


def test_a_template_of_ones_own_is_used_and_may_fail_in_one_line(
    settings: Settings, store: Store
) -> None:
    own = settings.root / "templates" / "web"
    own.mkdir(parents=True)
    (own / "editions.html").write_text("<p>{{ heading }}: {{ months | length }}</p>")
    (morning,) = settings.newsletters
    run(morning, settings, store, NOW)
    index = settings.root / "out" / "morning" / "index.html"
    assert index.read_text() == "<p>Morning: 1</p>"
    (own / "editions.html").write_text("\n{{ nobody }}")
    with pytest.raises(RenderError, match=r"^templates/web/editions\.html, line 2"):
        write_archive(morning, settings, store)
    assert index.read_text() == "<p>Morning: 1</p>"


def test_our_own_command_reads_the_feed_that_it_wrote(settings: Settings, store: Store) -> None:
    folder = publish_two(settings, store)
    shown = subprocess.run(
        [sys.executable, "-m", "newsletter", "feeds", "show", "feed.atom", "--jsonl"],
        cwd=folder, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert '"problem"' not in shown.stdout
    assert shown.stdout.count('"published"') == 2
