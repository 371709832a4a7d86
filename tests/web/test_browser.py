"""The pages as readers meet them: in a browser, under the very headers that they come with."""

from __future__ import annotations

import itertools
from contextlib import contextmanager
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

from newsletter.store.subscribers import Joining
from tests.web.conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.web.conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("page")]


@contextmanager
def window(browser: Browser, site: Site, **how: Any) -> Iterator[Page]:
    """A window on the site; what a page is refused, or asks of anyone else, fails the test."""
    context = browser.new_context(base_url=f"http://127.0.0.1:{site.port}", **how)
    told: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: told.append(message.text))
    page.on("dialog", lambda dialog: told.append(dialog.message))
    page.on("request", lambda request: told.append(request.url)
            if not request.url.startswith(f"http://127.0.0.1:{site.port}/") else None)  # fmt: skip
    try:
        yield page
    finally:
        context.close()
    # A browser writes down each answer that is an error, which some pages here are.
    assert [line for line in told if "the server responded with a status of 40" not in line] == []


def test_every_page_is_accessible_in_light_and_dark_at_any_width(
    browser: Browser, site: Site
) -> None:
    """axe-core finds nothing, no style is refused, and nothing is wider than the window."""
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
    keys = [site.publish(kind) for kind in ("english", "rtl", "cjk", "hostile")]
    paths = ["/", "/morning/", "/abend/", f"/morning/{keys[-1]}/", "/nothing",
             "/morning/unsubscribe?reader=x", "/abend/unsubscribe?reader=x",
             "/morning/unsubscribe"]  # fmt: skip
    looks = itertools.cycle([("light", 1280), ("dark", 320), ("dark", 1280), ("light", 320)])
    for path, (colours, width) in zip(paths, looks, strict=False):
        how = {"color_scheme": colours, "viewport": {"width": width, "height": 800}}
        with window(browser, site, **how) as page:
            page.goto(path)
            assert page.evaluate("getComputedStyle(document.body).marginTop") == "0px", path
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
            page.evaluate(axe)
            found = page.evaluate("axe.run({rules: {'target-size': {enabled: true}}})")
        told = [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]]
        assert told == [], (path, colours)


def test_a_reader_leaves_without_scripts_by_keyboard(browser: Browser, site: Site) -> None:
    site.store.subscribers.add("morning", [Joining("ada@example.org")], NOW)
    (reader,) = site.store.subscribers.active("morning")
    with window(browser, site, java_script_enabled=False) as page:
        page.goto(f"/unsubscribe?list=morning&reader={reader.token}")
        assert "ada" not in page.content()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=You have left")
    assert site.store.subscribers.active("morning") == ()


def test_links_lead_from_the_front_to_an_edition_and_its_feed(browser: Browser, site: Site) -> None:
    site.publish()
    with window(browser, site) as page:
        page.goto("/")
        page.click("text=Brief")
        page.click("main h3 a")
        assert page.url.endswith("/morning/2026-11-23T0630/edition.html")
        page.go_back()
        feed = page.locator("link[type='application/atom+xml']").get_attribute("href")
        assert page.request.get(f"/morning/{feed}").ok
