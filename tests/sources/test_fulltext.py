"""The pages come from a server on 127.0.0.1."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Literal

import pytest

from newsletter.model import Entry
from newsletter.sources.fulltext import SHORT, texts
from newsletter.sources.options import SourceOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsletter.model import Revision

TEASER = "The harbour of Lindhaven will be widened."
PARAGRAPH = (
    "The council of Lindhaven voted on Friday to widen the harbour, which will cost $5 million"
    " and take two years; the first ships are expected in the spring after next."
)
BERTHS = "".join(f"<p>{PARAGRAPH} So it says of berth {n}.</p>" for n in range(8))
PAGE = f"""<html lang="en"><head><title>Harbour</title></head><body>
<nav><a href="/">Home</a> <a href="/all">All news</a></nav>
<article><h1>Harbour</h1>{BERTHS}</article></body></html>"""
WALL = f"""<html lang="en"><head><title>Before you go on</title></head><body><article>
{"<p>We and our partners keep cookies on your device and ask for your consent to that.</p>" * 9}
</article></body></html>"""
LOGIN = "<html><title>Harbour</title><body><p>Log in <p>Join <p>Help</body></html>"
SAME = f"<html><title>Harbour</title><body><article><p>{PARAGRAPH}</p></article></body></html>"
PAGES = {"/story": PAGE, "/wall": WALL, "/login": LOGIN, "/same": SAME}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        page = PAGES.get(self.path, "gone").encode()
        self.send_response(200 if self.path in PAGES else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the library
        """Nothing: tests speak for themselves."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def entry(link: str | None, content: str = TEASER, feed: str = "https://example.org/feed") -> Entry:
    return Entry("1", "Lindhaven News", feed, "1", "Harbour", link, content=content)


def read(
    one: Entry,
    full_text: Literal["always", "when_short", "never"] = "when_short",
    deadline: float = 20,
) -> Revision:
    options = SourceOptions(allow_networks=("127.0.0.0/8",), full_text=full_text)
    ((same, revision),) = texts([one], options, deadline)
    assert same == one
    return revision


def text_of(
    one: Entry,
    full_text: Literal["always", "when_short", "never"] = "when_short",
    deadline: float = 20,
) -> str:
    return read(one, full_text, deadline).text


def test_the_page_is_read_where_the_feed_gives_a_teaser(site: str) -> None:
    text = text_of(entry(f"{site}/story"))
    assert PARAGRAPH in text
    assert "All news" not in text


def test_a_feed_that_gives_whole_articles_is_taken_at_its_word(site: str) -> None:
    whole = f"{TEASER} " * (SHORT // len(TEASER) + 1)
    assert PARAGRAPH not in text_of(entry(f"{site}/story", whole))
    assert PARAGRAPH in text_of(entry(f"{site}/story", whole), "always")


def test_no_page_is_asked_where_nobody_wants_it(site: str) -> None:
    assert text_of(entry(f"{site}/story"), "never") == TEASER
    assert text_of(entry(f"{site}/story", feed="feeds/mine.xml")) == TEASER
    assert text_of(entry(f"{site}/story"), deadline=0) == TEASER


@pytest.mark.parametrize("path", ["/gone", None])
def test_a_page_that_does_not_come_leaves_the_feeds_text(site: str, path: str | None) -> None:
    assert text_of(entry(path and f"{site}{path}")) == TEASER


@pytest.mark.parametrize("path", ["/gone", "/wall", "/login"])
def test_a_feeds_text_that_stands_in_for_its_page_is_marked(site: str, path: str) -> None:
    found = read(entry(f"{site}{path}"))
    assert found.text == TEASER
    assert found.feed_only
    assert read(entry(f"{site}/story"), deadline=0).feed_only


def test_a_text_is_not_marked_where_its_page_came_or_was_not_wanted(site: str) -> None:
    assert not read(entry(f"{site}/story")).feed_only
    assert not read(entry(f"{site}/gone"), "never").feed_only
    assert not read(entry(None)).feed_only


def test_a_page_that_says_no_more_than_the_feed_proves_the_feeds_text(site: str) -> None:
    found = read(entry(f"{site}/same", PARAGRAPH))
    assert found.text == PARAGRAPH
    assert not found.feed_only
