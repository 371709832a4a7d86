from __future__ import annotations

import threading
from datetime import UTC, datetime
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from newsletter.errors import ConfigError, NewsletterError
from newsletter.sources.options import SourceOptions
from newsletter.sources.subscribe import FoundFeed, find_feed

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).parent.parent / "data" / "feeds"
NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
OPEN = SourceOptions(allow_networks=("127.0.0.0/8",))
LINK = '<link rel="alternate" type="application/rss+xml" href="{}">'
PAGES = {
    "one.html": LINK.format("rss-plain.xml"),
    "broken.html": LINK.format("missing.xml") + LINK.format("text.txt"),
    "second.html": LINK.format("missing.xml") + LINK.format("rss-plain.xml"),
    "none.html": "<p>Nothing here.",
}


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - its signature
        pass


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Feeds and pages at http://127.0.0.1."""
    folder = tmp_path_factory.mktemp("www")
    for name in ("rss-plain.xml", "text.txt"):
        (folder / name).write_bytes((DATA / name).read_bytes())
    for name, html in PAGES.items():
        (folder / name).write_text(f"<html><head>{html}", encoding="utf-8")

    def handler(*arguments: Any) -> Quiet:
        return Quiet(*arguments, directory=str(folder))

    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as served:
        thread = threading.Thread(target=served.serve_forever, args=(0.01,))
        thread.start()
        yield f"127.0.0.1:{served.server_port}"
        served.shutdown()
        thread.join()


@pytest.mark.parametrize("scheme", ["http://", "feed://", "feed:http://"])
def test_a_feeds_own_address_is_taken(server: str, scheme: str) -> None:
    found = find_feed(f"{scheme}{server}/rss-plain.xml", OPEN, Path(), NOW)
    assert found == FoundFeed(f"http://{server}/rss-plain.xml", "Harbour Ledger", 2)


@pytest.mark.parametrize("page", ["one.html", "second.html"])
def test_behind_a_page_the_first_feed_that_can_be_read_is_taken(server: str, page: str) -> None:
    found = find_feed(f"http://{server}/{page}", OPEN, Path(), NOW)
    assert (found.url, found.on_page) == (f"http://{server}/rss-plain.xml", True)


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("none.html", "is a web page, not a feed; the page names none"),
        ("broken.html", "names feeds, but none can be read: .*missing.xml: the server said 404"),
        ("text.txt", "is neither XML nor JSON; the page names none"),
        ("missing", "the server said 404"),
    ],
)
def test_without_a_feed_there_is_one_clear_line(server: str, page: str, reason: str) -> None:
    with pytest.raises(NewsletterError, match=reason) as failed:
        find_feed(f"http://u:secret@{server}/{page}?token=secret", OPEN, Path(), NOW)
    assert "secret" not in str(failed.value)
    assert "\n" not in str(failed.value)


def test_a_private_address_is_not_asked(server: str) -> None:
    with pytest.raises(NewsletterError, match="is not public"):
        find_feed(f"http://{server}/rss-plain.xml", SourceOptions(), Path(), NOW)


def test_a_file_counts_from_the_workspace() -> None:
    found = find_feed("rss-plain.xml", OPEN, DATA, NOW)
    assert (found.url, found.title) == ("rss-plain.xml", "Harbour Ledger")


@pytest.mark.parametrize("name", ["nothing.xml", "example.org/feed", "list.opml", "http:/x", ""])
def test_what_is_neither_url_nor_file_is_told(name: str) -> None:
    with pytest.raises(ConfigError):
        find_feed(name, OPEN, DATA, NOW)
