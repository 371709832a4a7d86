"""An edition leaves at its time with what has answered, and says what did not."""

from __future__ import annotations

import re
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from newsletter.config.load import load
from newsletter.config.settings import Newsletter
from newsletter.pipeline.due import run_due
from newsletter.store.store import open_store
from tests.pipeline.newsroom import ITEM, feed_with

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SLOT = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
SETTINGS = """
version = 1
[sources]
feeds = ["{site}/wire.xml", "{site}/silent.xml", "{site}/drips.xml"]
allow_networks = ["127.0.0.0/8"]
full_text = "always"
timeout = "60s"
deadline = "1s"
pictures = false
[[newsletter]]
name = "morning"
schedule = "07:00"
timezone = "Europe/Berlin"
[newsletter.deliver]
folder = "out"
"""
WIRE = feed_with(
    ITEM.format(guid="storm", title="Storm closes the passes", text="Two passes were closed."),
    ITEM.format(guid="weir", title="Weir at Sundal gives way", text="The weir gave way at noon."),
)


@pytest.fixture
def site() -> Iterator[str]:
    """One feed that answers; one that never does, one that goes on for ever; so do all pages."""
    over = threading.Event()

    class Talk(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/wire.xml":
                body = WIRE.replace("https://wire.example", f"http://{self.headers['Host']}")
                self.send_response(200)
                self.send_header("Content-Type", "application/rss+xml")
                self.end_headers()
                self.wfile.write(body.encode())
                return
            if self.path != "/silent.xml":
                self.send_response(200)
                self.end_headers()
            with suppress(OSError):
                while not over.wait(0.05):
                    if self.path != "/silent.xml":
                        self.wfile.write(b"<p>and more")

        def log_message(self, *_said: object) -> None:
            """What it would print is nobody's."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Talk)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        over.set()
        server.shutdown()
        server.server_close()


def test_ninety_seconds_are_given_where_the_settings_say_nothing() -> None:
    assert Newsletter(name="morning", title="").sources.deadline == timedelta(seconds=90)


def test_at_the_deadline_it_goes_with_what_came_and_names_what_did_not(
    site: str, tmp_path: Path
) -> None:
    """Feeds that hang and pages that hang share one deadline."""
    (tmp_path / "newsletter.toml").write_text(SETTINGS.format(site=site), "utf-8")
    settings = load(tmp_path / "newsletter.toml", {})
    begun = time.monotonic()
    with open_store(settings.store.url, settings.root) as store:
        (outcome,) = run_due(settings.newsletters[0], settings, store, SLOT)
    assert time.monotonic() - begun < 10, "each server alone may take 60 s"
    edition = outcome.edition
    assert edition
    assert (edition.coverage.feeds, edition.coverage.answered) == (3, 1)
    told = {one.source: one.reason for one in edition.coverage.troubles}
    late = "did not answer within 1 s"
    assert told == {f"{site}/silent.xml": late, f"{site}/drips.xml": late}
    assert {one.title for one in edition.sources} == {
        "Storm closes the passes", "Weir at Sundal gives way"
    }  # fmt: skip
    assert all(one.feed_only for one in edition.sources)
    for name in ("edition.md", "edition.html", "edition.email.html", "edition.txt"):
        page = (settings.root / "out" / edition.id / name).read_text("utf-8")
        shown = " ".join(re.sub(r"<[^>]+>|\\", "", page).split())
        assert "3 feeds, 1 answered, 2 failing" in shown, name
        assert re.search(r"[Aa]s of 07:00 CET", shown), name
        for feed in told:
            assert feed in shown, name
