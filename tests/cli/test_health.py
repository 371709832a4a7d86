from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from newsletter.store.options import StoreOptions
from newsletter.store.store import open_store
from newsletter.store.values import FeedState

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Program

NOW = datetime.now(UTC)
FEEDS = (
    'version = 1\n[sources]\nfeeds = ["https://u:pw@a.example/f?id=7&token=pw", "b.xml", '
    '"c.opml", "https://gone.example/"]\n[[newsletter]]\nname = "m"\n'
)
STATES = (
    FeedState(
        "https://u:pw@a.example/f?id=7&token=pw",
        title="A",
        last_success=NOW,
        failures=3,
        last_problem="the server said 500",
        next_look=NOW + timedelta(hours=1),
    ),
    FeedState("https://gone.example/", last_problem="the server said 410 Gone", stopped=True),
)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "newsletter.toml").write_text(FEEDS)
    (tmp_path / "b.xml").write_text(
        "<rss version='2.0'><channel><title>B\x1b</title>"
        + "".join(f"<item><title>T{n}</title></item>" for n in range(6))
        + "</channel></rss>"
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_each_feed_is_told_with_its_health_and_without_its_secrets(
    root: Path, program: Program
) -> None:
    program("render", "b.xml")
    (root / "c.opml").write_text("<opml><body/></opml>")
    program("run")
    with open_store(StoreOptions().url, root) as store:
        store.feeds.put(STATES)
    a, b, gone = json.loads(program("feeds", "list", "--json").out)
    assert a["url"] == "https://***@a.example/f?id=7&token=***"
    assert (a["title"], a["failures"], a["problem"]) == ("A", 3, "the server said 500")
    assert a["next_look"] == (NOW + timedelta(hours=1)).isoformat()
    assert (b["title"], b["items_a_week"], b["problem"]) == ("B", 1.5, None)
    assert (gone["stopped"], gone["next_look"]) == (True, None)
    shown = program("feeds", "list").out
    assert "in trouble, 3 times in a row: the server said 500" in shown
    assert "pw" not in shown


def test_a_list_that_cannot_be_read_is_told_and_the_rest_is_listed(
    root: Path, program: Program
) -> None:
    done = program("feeds", "list")
    assert done.code == 3
    assert done.err == "newsletter: c.opml: there is no such file\n"
    assert "b.xml" in done.out
    assert root.is_dir()
