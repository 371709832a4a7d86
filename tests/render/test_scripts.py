"""Pages and mails in scripts that run from the right, or have no spaces, as a browser lays out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from newsletter.render.email import email_html
from newsletter.render.view import view
from newsletter.render.web import web_page
from tests.render.continued import continued
from tests.render.many import differing
from tests.render.test_page import opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.render.conftest import Make

LINE = 50  # pixels: a line of a headline has some 40
# Where the letters of a text stand: [left, top, right, bottom] of each place of `word` in `within`.
PLACES = """([word, within]) => {
  const found = [];
  const walk = document.createTreeWalker(document.querySelector(within), NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode());)
    for (let at = -1; (at = node.data.indexOf(word, at + 1)) >= 0;) {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + word.length);
      const box = range.getBoundingClientRect();
      found.push([box.left, box.top, box.right, box.bottom]);
    }
  return found;
}"""


def where(page: Page, word: str, within: str = "body") -> list[list[float]]:
    found: list[list[float]] = page.evaluate(PLACES, [word, within])
    assert found, word
    return found


@pytest.mark.browser
@pytest.mark.xdist_group("page")
@pytest.mark.parametrize("kind", ["page", "mail"])
def test_a_story_from_the_right_has_its_frame_in_that_order(
    browser: Browser, make_edition: Make, kind: str
) -> None:
    """The source line begins at the right; the time behind a name stays whole and in order."""
    edition = replace(differing(make_edition(1, "rtl", also=0)))
    html = web_page(edition) if kind == "page" else email_html(edition)
    within = ".sources" if kind == "page" else "td[dir=rtl] > p.q"
    with opened(browser, html, viewport={"width": 700, "height": 900}) as page:
        (name, *_), (hour, *_) = (where(page, word, within) for word in ("صحيفة", "06:40"))
        (zone, *_) = where(page, "CET", within)
        assert hour[2] < name[0]
        assert hour[0] < zone[0]
        assert hour[1] == zone[1]
        right = page.evaluate(
            "w => document.querySelector(w).getBoundingClientRect().right", within
        )
        assert right - name[2] < 2
        if kind == "mail":
            (label,) = where(page, "Sources differ")
            (value, *_) = [box for box in where(page, "2.1") if abs(box[1] - label[1]) < 4]
            assert value[2] < label[0]


def test_an_arrow_points_to_what_is_now_where_a_story_is_read_from_the_right(
    make_edition: Make,
) -> None:
    shown = view(continued(make_edition(1, "rtl", also=0)))
    told = [one.text for one in shown.full[0].changes]
    assert told
    assert all(" ← " in text and "→" not in text for text in told)


@pytest.mark.browser
@pytest.mark.xdist_group("page")
def test_what_opens_the_evidence_stands_on_the_line_of_its_source(
    browser: Browser, make_edition: Make
) -> None:
    """Never alone on the next line, in any script and at any width."""
    for kind in ("english", "rtl", "cjk"):
        with opened(browser, web_page(make_edition(4, kind))) as page:
            for width in range(320, 720, 50):
                page.set_viewport_size({"width": width, "height": 800})
                apart = page.evaluate(
                    """[...document.querySelectorAll('.proof .dots')].filter(dots => {
                      const line = dots.closest('.line');
                      const name = [...line.querySelector('cite a').getClientRects()].at(-1);
                      const box = dots.getBoundingClientRect();
                      return box.top > name.bottom || box.bottom < name.top;
                    }).length"""
                )
                assert apart == 0, (kind, width)


@pytest.mark.browser
@pytest.mark.xdist_group("page")
def test_a_japanese_headline_breaks_between_phrases(browser: Browser, make_edition: Make) -> None:
    """In a browser that knows phrases, in one that does not, and in a mail."""
    edition = make_edition(2, "cjk", also=0)
    page_html = web_page(edition)
    kinds = {
        "page": page_html,
        "page without auto-phrase": page_html.replace("word-break: auto-phrase;", ""),
        "mail": email_html(edition),
    }
    for kind, html in kinds.items():
        with opened(browser, html) as page:
            for width in (320, 390, 480, 700, 1280):
                page.set_viewport_size({"width": width, "height": 800})
                assert page.evaluate("document.documentElement.scrollWidth") <= width
                for word in ("14隻", "発注", "過去", "投資", "メタノール"):
                    boxes = where(page, word, "h2:has(a:lang(ja)), h2:lang(ja)")
                    heights = [bottom - top for _, top, _, bottom in boxes]
                    assert max(heights) < LINE, (kind, word, width)
