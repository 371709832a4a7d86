"""The web edition as its readers meet it: in a browser, by keyboard and touch, on paper."""

from __future__ import annotations

import io
import itertools
import re
import unicodedata
from contextlib import contextmanager
from dataclasses import replace
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

from newsletter.model import Picture, Quote, Span
from newsletter.render.links import fragment
from newsletter.render.web import web_page
from newsletter.text.fragment import around
from tests.render.continued import continued, with_course

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page, Route

    from newsletter.model import Edition
    from tests.render.conftest import Make

    Show = Callable[..., Page]

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("page")]

WIDTHS = (320, 768, 1280)
PICTURE = Picture("ab" * 32, 1200, 800, 1)


@contextmanager
def opened(browser: Browser, html: str, **how: Any) -> Iterator[Page]:
    """The page in a window of its own; whatever it asks the network for fails the test."""
    context = browser.new_context(bypass_csp=True, **how)
    asked: list[str] = []

    def refuse(route: Route) -> None:
        asked.append(route.request.url)
        route.abort()

    context.route("**/*", refuse)
    page = context.new_page()
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    page.set_content(html)
    try:
        yield page
    finally:
        context.close()
    assert asked == []


def editions(make_edition: Make) -> dict[str, Edition]:
    """Every kind of text, and everything that a page can show."""
    long = make_edition(2, change=lambda story: {**story, "title": "Kestrel Bay orders " * 16})
    unbroken = make_edition(2, change=lambda story: {**story, "title": "K" * 300, "name": "H" * 90})
    plain = make_edition(3)
    sections = zip(plain.items, ("", "Markets", "Energy"), strict=True)
    return {
        "english": replace(
            make_edition(8), items=tuple(replace(one, section=name) for one, name in sections)
        ),
        "updates": continued(make_edition(3)),
        "chart": with_course(make_edition(4)),
        **{kind: make_edition(4, kind) for kind in ("rtl", "cjk", "hostile")},
        "pictures": replace(
            plain, items=tuple(replace(one, picture=PICTURE) for one in plain.items)
        ),
        "long": long,
        "unbroken": unbroken,
        "one": make_edition(1, also=0),
        "none": make_edition(0, also=0),
    }


def test_the_page_is_accessible_in_light_and_dark_with_all_evidence_open(
    browser: Browser, make_edition: Make
) -> None:
    """axe-core finds nothing: every rule, the best practices too."""
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
    scheme = itertools.cycle([("light", 1280), ("dark", 320), ("dark", 1280)])
    for kind, edition in editions(make_edition).items():
        colours, width = next(scheme)
        how = {"color_scheme": colours, "viewport": {"width": width, "height": 800}}
        with opened(browser, web_page(edition), **how) as page:
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            page.evaluate(axe)
            found = page.evaluate("axe.run({rules: {'target-size': {enabled: true}}})")
        told = [
            (one["id"], one["nodes"][0]["html"], one["nodes"][0]["failureSummary"])
            for one in found["violations"]
        ]
        assert told == [], (kind, colours)
        assert len(found["passes"]) > 15


def test_nothing_is_wider_than_the_window(browser: Browser, make_edition: Make) -> None:
    for kind, edition in editions(make_edition).items():
        with opened(browser, web_page(edition)) as page:
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                wide = page.evaluate("document.documentElement.scrollWidth")
                assert wide <= width, (kind, width)


def test_nothing_that_a_feed_says_runs(browser: Browser, make_edition: Make) -> None:
    """Not even without the page's own ban on scripts, which `opened` lifts."""
    with opened(browser, web_page(make_edition(8, "hostile"))) as page:
        page.wait_for_timeout(300)
        assert (
            page.locator("script, iframe, form, img, object, embed, [onerror], [onload]").count()
            == 0
        )


def test_evidence_opens_by_keyboard_and_says_its_name(browser: Browser, make_edition: Make) -> None:
    with opened(browser, web_page(make_edition(2))) as page:
        first = page.locator(".proof").first
        for _ in range(20):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.tagName") == "SUMMARY":
                break
        assert "In context: Harbour Wire" in page.evaluate("document.activeElement.textContent")
        assert not first.locator("blockquote").is_visible()
        page.keyboard.press("Enter")
        assert first.locator("blockquote mark").is_visible()
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.textContent")
        assert focused == "Read it at Harbour Wire"
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Space")
        assert not first.locator("blockquote").is_visible()


def test_evidence_opens_by_touch(browser: Browser, make_edition: Make) -> None:
    how = {"has_touch": True, "viewport": {"width": 320, "height": 640}}
    with opened(browser, web_page(make_edition(1)), **how) as page:
        page.locator(".proof summary").first.tap()
        quoted = page.locator(".proof mark").first
        assert quoted.is_visible()
        assert quoted.inner_text().startswith("Kestrel Bay Shipping said")


def test_on_a_wide_screen_evidence_stands_beside_the_line_under_the_pointer(
    browser: Browser, make_edition: Make
) -> None:
    """In the margin: it hides nothing, so nothing need send it away."""
    with opened(
        browser, web_page(make_edition(1)), viewport={"width": 1280, "height": 800}
    ) as page:
        line = page.locator(".line").first
        assert not line.locator("blockquote").is_visible()
        line.hover(position={"x": 30, "y": 10})
        page.wait_for_timeout(600)
        note, text = line.locator("blockquote").bounding_box(), line.bounding_box()
        assert note
        assert text
        assert note["x"] >= text["x"] + text["width"]
        assert note["x"] + note["width"] <= 1280


def test_the_skip_link_leads_past_the_contents(browser: Browser, make_edition: Make) -> None:
    with opened(browser, web_page(make_edition(3))) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        shown = page.locator(".skip").bounding_box()
        assert shown
        assert shown["y"] >= 0
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "stories"


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_printed_it_is_whole_and_tells_where_its_links_lead(
    browser: Browser, make_edition: Make, paper: str
) -> None:
    """No story is cut by the end of a page; pages are numbered."""
    from pypdf import PdfReader

    edition = make_edition(5)
    with opened(browser, web_page(edition)) as page:
        reader = PdfReader(io.BytesIO(page.pdf(format=paper)))
    pages = [" ".join(one.extract_text().split()) for one in reader.pages]
    assert 1 < len(pages) < 6
    assert all(f"{n} / {len(pages)}" in text for n, text in enumerate(pages, start=1))
    for item in edition.items:
        last = item.summary.bullets[-1].quote.text[:30] if item.summary.bullets else ""
        assert item.summary.headline
        told = [item.summary.headline.text[:25], item.summary.sentences[0].text[:30], last]
        assert any(all(part in text for part in told) for text in pages), told
    printed = _solid("".join(pages))
    urls = [one.url for one in edition.sources[:5] if one.url]
    assert [url for url in urls if _solid(f"<{url}>") not in printed] == []
    assert _solid("Read it at") not in printed


MANY = "The company said that it would order nine more ships from its yard, two of them this year."
PLACES = {
    # What stands before it in its page, and the quotation, which is the last thing there.
    "the second time, in a paragraph of its own": ("It rained.\n\nSales rose.\n\n", "It rained."),
    "after a sentence that begins the same": (
        "The company said that it had no plans.\n\nNow: ",
        MANY,
    ),
    "after a heading that says the same": ("Port shut - again\n\nToday: ", "Port shut - again"),
    "marks that a directive gives a meaning to": ("a, b\n\n", "A-b, c & d: 50% off, #1?"),
    "Arabic": ("ارتفعت الأسهم.\n\nوقال المتحدث: ", "ارتفعت الأسهم."),
    "Chinese": ("股价上涨了。\n\n公司周一表示，", "股价上涨了。"),
    "Japanese": ("雨が降った。売上が増えた。\n\n", "雨が降った。"),
}


@pytest.mark.parametrize("name", PLACES)
def test_a_link_scrolls_to_its_quotation_and_to_no_other_place(browser: Browser, name: str) -> None:
    """The words around it come from the text, as when an edition is composed."""
    before, quoted = PLACES[name]
    text = f"{before}{quoted}"
    left, right = around(text, len(before), len(text))
    quote = Quote(quoted, Span("r", "text", len(before), len(text)), before=left, after=right)
    gap = '<div style="height:3000px"></div>'
    paragraphs = "".join(f"<p>{escape(one)}</p>" for one in before.split("\n\n")[:-1])
    last = f"<p>{escape(before.split(chr(10))[-1])}<b id=it>{escape(quoted)}</b></p>"
    html = f"<!doctype html><meta charset=utf-8>{gap}{paragraphs}{gap}{last}{gap}"
    context = browser.new_context(viewport={"width": 800, "height": 600})
    context.route(
        "**/*", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8")
    )
    page = context.new_page()
    page.goto(f"http://source.example/#{fragment(quote)}")
    page.wait_for_timeout(300)
    place, top = page.evaluate("[it.getBoundingClientRect().top, scrollY]")
    context.close()
    assert top > 0
    assert 0 <= place <= 600


def _solid(text: str) -> str:
    """Without what paper may break a URL at, and without ligatures."""
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text))
