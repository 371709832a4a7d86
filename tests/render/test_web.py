from __future__ import annotations

import itertools
import re
import subprocess
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest

from newsletter.model import Masthead
from newsletter.render.web import web_page

if TYPE_CHECKING:
    from pathlib import Path

    from tests.render.conftest import Make


class Page(HTMLParser):
    """Elements with their attributes, and the text that is shown."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def all(self, tag: str, attribute: str) -> list[str]:
        return [attrs[attribute] or "" for name, attrs in self.elements
                if name == tag and attribute in attrs]  # fmt: skip


KINDS = ["english", "rtl", "cjk", "hostile"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_runs_nothing_and_loads_nothing(make_edition: Make, kind: str) -> None:
    page = Page(web_page(make_edition(5, kind)))
    names = {name for name, _ in page.elements}
    assert not names & {"script", "img", "iframe", "form", "object", "embed", "link", "base"}
    assert not [key for _, attrs in page.elements for key in attrs if key.startswith("on")]
    assert all(re.match(r"https?://|mailto:|#", href) for href in page.all("a", "href"))


@pytest.mark.parametrize("kind", KINDS)
def test_every_link_within_the_page_has_its_place(make_edition: Make, kind: str) -> None:
    page = Page(web_page(make_edition(5, kind, masthead=Masthead())))
    anchors = {attrs["id"] for _, attrs in page.elements if "id" in attrs}
    inner = {href[1:] for href in page.all("a", "href") if href.startswith("#")}
    assert inner <= anchors
    assert len(anchors) == len([1 for _, attrs in page.elements if "id" in attrs])


def test_a_source_without_a_page_is_quoted_in_the_appendix(make_edition: Make) -> None:
    page = web_page(make_edition(3))
    assert '<div id="e4"' in page
    assert "press-release.eml, paragraph 1" in page


def test_a_table_has_a_column_of_changes_only_where_something_changed(make_edition: Make) -> None:
    def still(story: dict[str, Any]) -> dict[str, Any]:
        bullets = [
            [*bullet, [[text, value, unit, None] for text, value, unit, _ in figures]]
            for *bullet, figures in story["bullets"]
        ]
        return {**story, "bullets": bullets}

    assert ">Change</th>" in web_page(make_edition(5))
    page = web_page(make_edition(5, change=still))
    assert "<table>" in page
    assert ">Change</th>" not in page


def test_stories_are_marked_with_their_language_and_direction(make_edition: Make) -> None:
    page = Page(web_page(make_edition(3, "rtl")))
    told = [attrs for name, attrs in page.elements if name == "article"]
    assert {attrs["dir"] for attrs in told} == {"rtl"}
    assert all(attrs.get("lang") for attrs in told)


def test_one_heading_of_the_first_level_and_none_is_skipped(make_edition: Make) -> None:
    levels = [int(name[1]) for name, _ in Page(web_page(make_edition())).elements
              if re.fullmatch("h[1-6]", name)]  # fmt: skip
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in itertools.pairwise(levels))


@pytest.mark.browser
def test_a_browser_shows_the_page_without_sideways_scrolling(
    make_edition: Make, tmp_path: Path
) -> None:
    """A phone's width, hostile text included; the page itself says how wide it became."""
    for kind in KINDS:
        probe = "<script>document.title = String(document.documentElement.scrollWidth)</script>"
        html = web_page(make_edition(5, kind)).replace("script-src", "x").replace("</body>", probe)
        html = re.sub("<meta http-equiv=[^>]*>", "", html)
        file = tmp_path / f"{kind}.html"
        file.write_text(html, "utf-8")
        shown = subprocess.run(
            [
                "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
                "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync", f"--user-data-dir={tmp_path}/profile",
                "--window-size=500,800", "--dump-dom", file.as_uri(),
            ],
            capture_output=True, text=True, timeout=60, check=True,
        )  # fmt: skip
        width = re.search("<title>([0-9]+)</title>", shown.stdout)
        assert width
        assert int(width[1]) <= 500
