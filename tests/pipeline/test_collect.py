"""A feed and its pages on a server of 127.0.0.1; one page is gone, and one asks for consent."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from newsletter.config.load import load
from newsletter.edition.codec import from_json
from newsletter.edition.verify import verify
from newsletter.pipeline.run import run
from newsletter.store.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsletter.model import Edition
    from newsletter.store.store import Store

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
MARK = "feed text only"
SETTINGS = """
version = 1
[sources]
feeds = ["{site}/feed"]
allow_networks = ["127.0.0.0/8"]
[[newsletter]]
name = "morning"
"""
ITEM = """<item><guid>{name}</guid><title>{title}</title><link>{site}/{name}</link>
<pubDate>Mon, 23 Nov 2026 05:00:00 GMT</pubDate><description>{said}</description></item>"""
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Wire</title>
<link>{site}/</link>{items}</channel></rss>"""
WIDER = "The council of Lindhaven voted to widen the harbour."
SAID = {
    "story": ("Harbour to be widened", WIDER),
    "gone": ("Mill hires forty", "The mill at Brae will hire forty weavers for its new loom."),
    "wall": ("Storm closes the passes", "A storm closed the northern passes on Sunday evening."),
}
MORE = "It will cost $5 million and take two years, the council of Lindhaven said on Friday."
PAGES = {
    "/story": "".join(
        f"<p>{SAID['story'][1]} {MORE} So it says of berth {n}.</p>" for n in range(6)
    ),
    "/wall": "<p>We and our partners keep cookies on your device and ask for consent to it.</p>"
    * 9,
}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/feed":
            site = f"http://{self.headers['Host']}"
            items = (
                ITEM.format(name=name, title=title, said=said, site=site)
                for name, (title, said) in SAID.items()
            )
            self._answer(200, "application/rss+xml", FEED.format(site=site, items="".join(items)))
        elif self.path in PAGES:
            page = f"<html><body><article>{PAGES[self.path]}</article></body></html>"
            self._answer(200, "text/html", page)
        else:
            self._answer(404, "text/html", "gone")

    def _answer(self, status: int, kind: str, said: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said.encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the library
        """Nothing: tests speak for themselves."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def told(site: str, tmp_path: Path) -> Iterator[tuple[Path, Store]]:
    """The folder of the edition that one pass made, and the store behind it."""
    path = tmp_path / "newsletter.toml"
    path.write_text(SETTINGS.format(site=site), "utf-8")
    settings = load(path, {})
    with open_store(settings.store.url, settings.root) as store:
        (folder,) = run(settings.newsletters[0], settings, store, NOW).folders
        yield folder, store


def edition_in(folder: Path) -> Edition:
    return from_json((folder / "edition.json").read_bytes(), "edition.json")


def test_a_source_tells_that_its_feeds_text_stands_in_for_the_page(
    told: tuple[Path, Store],
) -> None:
    folder, store = told
    edition = edition_in(folder)
    assert {one.title: one.feed_only for one in edition.sources} == {
        "Harbour to be widened": False,
        "Mill hires forty": True,
        "Storm closes the passes": True,
    }
    texts = store.entries.texts([one.revision for one in edition.sources])
    assert verify(edition, texts) == ()
    unmarked = replace(
        edition, sources=tuple(replace(one, feed_only=False) for one in edition.sources)
    )
    assert len(verify(unmarked, texts)) == 2


@pytest.mark.parametrize(
    "name", ["edition.md", "edition.html", "edition.email.html", "edition.txt"]
)
def test_readers_see_the_mark_in_every_format(told: tuple[Path, Store], name: str) -> None:
    folder, _ = told
    assert (folder / name).read_text("utf-8").count(MARK) == 2
