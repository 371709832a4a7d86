from __future__ import annotations

import http.server
import re
import subprocess
import threading
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.model import Masthead, Quote, Source, Span
from newsletter.render.links import (
    address_of,
    evidence,
    evidence_together,
    fragment,
    page_of,
    poses_as_other,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.render.conftest import Make


def quote(text: str, before: str = "", after: str = "") -> Quote:
    return Quote(text, Span("r", "text", 0, len(text)), before=before, after=after)


SOURCE = Source(7, "r", "e", "Harbour Wire", "A title", "https://wire.example/a?b=c")


@pytest.mark.parametrize(
    ("quoted", "directive"),
    [
        (quote("Sales rose."), "text=Sales%20rose."),
        (quote("A-b, c & d"), "text=A%2Db%2C%20c%20%26%20d"),
        (quote("100% of #1\n\n+ two"), "text=100%25%20of%20%231%20%2B%20two"),
        (quote("It rose.", "said that"), "text=said%20that-,It%20rose."),
        (quote("It rose.", "", "on Friday"), "text=It%20rose.,-on%20Friday"),
        (
            quote("It", "0 1 2 3 4 5 6 7 7-8", "a, b c d e f g h i"),
            "text=1%202%203%204%205%206%207%207%2D8-,It,-a%2C%20b%20c%20d%20e%20f%20g%20h",
        ),
        (
            quote("one two three four five six seven eight nine ten eleven"),
            "text=one%20two%20three%20four%20five,nine%20ten%20eleven",
        ),
        (quote("股价上涨"), "text=%E8%82%A1%E4%BB%B7%E4%B8%8A%E6%B6%A8"),
    ],
)
def test_a_directive_names_the_quotation_with_its_own_marks_encoded(
    quoted: Quote, directive: str
) -> None:
    assert fragment(quoted) == f":~:{directive}"


def test_a_long_text_without_spaces_is_cut_at_its_pauses_only() -> None:
    text = "公司周一表示，已订购十四艘以甲醇为燃料的集装箱船，将于二〇二九年起交付。"
    assert unquote(fragment(quote(text))) == ":~:text=公司周一表示,将于二〇二九年起交付。"


@given(st.text(min_size=1), st.text(), st.text())
def test_a_directive_is_ascii_and_holds_no_mark_of_the_quotation(
    text: str, before: str, after: str
) -> None:
    directive = fragment(quote(text, before, after)).removeprefix(":~:text=")
    assert re.fullmatch(r"[A-Za-z0-9_.~%,-]*", directive)
    # All that is left of the marks is our own: "prefix-," and ",-suffix" and one between two ends.
    assert directive.count(",") <= 3
    assert not re.search(r"(?<!,)-(?!,)", directive)


def test_evidence_is_the_place_in_the_source(make_edition: Make) -> None:
    edition = make_edition(1)
    link = evidence(quote("Sales rose."), SOURCE, edition)
    assert link == "https://wire.example/a?b=c#:~:text=Sales%20rose."
    anchored = replace(SOURCE, url="https://wire.example/a#part:~:text=old")
    assert evidence(quote("It."), anchored, edition) == "https://wire.example/a#part:~:text=It."


def test_several_quotations_share_a_link(make_edition: Make) -> None:
    link = evidence_together((quote("One."), quote("Two.")), SOURCE, make_edition(1))
    assert link == "https://wire.example/a?b=c#:~:text=One.&text=Two."


def test_a_link_too_long_for_a_gateway_leads_to_the_page_only(make_edition: Make) -> None:
    assert evidence(quote("股" * 300), SOURCE, make_edition(1)) == SOURCE.url


def test_a_headline_leads_to_the_page_itself(make_edition: Make) -> None:
    title = Quote("A title", Span("r", "title", 0, 7))
    assert evidence(title, SOURCE, make_edition(1)) == SOURCE.url


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://wire.example/a#:~:text=It%20rose.", "https://wire.example/a"),
        ("https://wire.example/a#part:~:text=old", "https://wire.example/a#part"),
        ("https://wire.example/a#part", "https://wire.example/a#part"),
    ],
)
def test_a_feeds_own_link_marks_nothing_where_we_quote_nothing(
    make_edition: Make, url: str, address: str
) -> None:
    """Whatever words the feed would mark: readers are led to the page, or to a quotation."""
    marked = replace(SOURCE, url=url)
    title = Quote("A title", Span("r", "title", 0, 7))
    assert address_of(marked) == address
    assert evidence(title, marked, make_edition(1)) == address


@pytest.mark.parametrize("url", [None, "", "javascript:alert(1)", "file:///etc/passwd", "//x"])
def test_a_source_without_a_url_is_shown_in_the_editions_page(
    make_edition: Make, url: str | None
) -> None:
    edition = make_edition(1)
    source = replace(SOURCE, url=url)
    page = "https://news.example.org/brief/morning/2026-11-23T0700/edition.html"
    assert evidence(quote("It."), source, edition) == f"{page}#e7"
    nowhere = replace(edition, masthead=Masthead())
    assert evidence(quote("It."), source, nowhere) is None


@pytest.mark.parametrize("url", ["", "mailto:a@b.example", "javascript:x", "not a url"])
def test_an_edition_has_a_page_only_where_the_newsletter_has_one(
    make_edition: Make, url: str
) -> None:
    assert page_of(replace(make_edition(1), masthead=Masthead(url=url))) is None


@pytest.mark.parametrize(
    ("text", "url", "poses"),
    [
        ("bank.example", "https://evil.example/", True),
        ("https://bank.example/login", "https://evil.example/", True),
        ("bank.example", "https://www.bank.example/a", False),
        ("Harbour Wire", "https://wire.example/", False),
        ("Read bank.example", "https://wire.example/", False),
    ],
)
def test_a_text_that_reads_as_another_address_is_found_out(
    text: str, url: str, *, poses: bool
) -> None:
    assert poses_as_other(text, url) is poses


TWICE = "The order is worth $2.1 billion."
PLACES = {
    "range": (quote("A & B – with 50% off, #1 and a+b=c? – said so on Monday, twice, it adds."),),
    "second": (quote(TWICE, before="again on Friday that:", after="It did not change."),),
    "unspaced": (
        quote("公司周一表示，已订购十四艘以甲醇为燃料的集装箱船，将于二〇二九年起交付。"),
    ),
    "both": (quote("Not on this page at all."), quote("Only-this, here.")),
}


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """A page for each of PLACES: what is quoted stands in #it, far down, and `TWICE` before."""
    gap = '<p style="height:4000px">'

    class Pages(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told = PLACES.get(urlsplit(self.path).path[1:], ())
            body = "".join(
                f"<p>{escape(one.before)} <b id=it>{escape(one.text)}</b> {escape(one.after)}"
                for one in told[-1:]
            )
            script = "setTimeout(() => { document.title = scrollY + ' ' + it.offsetTop }, 400)"
            page = (
                f"<!DOCTYPE html><meta charset=utf-8><title>-</title>{gap}<p>{TWICE}</p>{gap}{body}"
                f"{gap}<script>onload = () => {script}</script>"
            ).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
            """A test server has nothing to say."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.browser
@pytest.mark.parametrize("name", PLACES)
def test_a_browser_scrolls_to_the_quotation(site: str, name: str) -> None:
    chromium = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"]
    url = f"{site}/{name}#{fragment(*PLACES[name])}"
    done = subprocess.run(
        [*chromium, "--virtual-time-budget=1500", url],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    title = re.search(r"<title>([\d.]+) (\d+)</title>", done.stdout)
    assert title
    assert abs(float(title[1]) - int(title[2])) < 700  # both within one screen
