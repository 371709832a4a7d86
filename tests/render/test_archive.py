"""Pages around editions: plain values that any process can fill, with relative links."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta

from newsletter.model import Look
from newsletter.model.heads import Head
from newsletter.render.archive import (
    Link,
    Listed,
    Page,
    editions_page,
    message_page,
    newsletters_page,
)
from newsletter.render.environment import fill

SLOT = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)
HOSTILE = "<script>alert(1)</script>\n\u202e<b onclick=x>"


def head(days: int = 0, subject: str = "Ferries return", **changed: str) -> Head:
    slot = SLOT - timedelta(days=days)
    told = {"title": "The Brief", "preheader": "And more", "language": "en"} | changed
    return Head(
        f"morning/{slot:%Y-%m-%dT%H%M}",
        told["title"],
        slot,
        "Europe/Berlin",
        subject,
        told["preheader"],
        7,
        told["language"],
    )


def html(page: Page) -> str:
    """As another process would fill it: what travels is JSON."""
    return fill(page.template, json.loads(json.dumps(page.values)))


def test_editions_stand_by_month_of_their_own_zone_newest_first() -> None:
    page = html(editions_page("The Brief", Look(), [head(40), head(0), head(1), head(30)]))
    assert re.findall("<h2>(.*)</h2>", page) == ["December 2026", "November 2026", "October 2026"]
    assert re.findall('<a href="(2.*?)"', page) == [
        "2026-11-30T2330/edition.html",
        "2026-11-29T2330/edition.html",
        "2026-10-31T2330/edition.html",
        "2026-10-21T2330/edition.html",
    ]
    assert 'datetime="2026-12-01T00:30+01:00">Tuesday, 1 December 2026, 00:30 CET<' in page
    assert "7 stories" in page


def test_every_page_has_one_heading_a_main_part_and_a_language() -> None:
    look = Look(language="de")
    pages = [
        editions_page("Brief", look, [head()], newer="a", older="b"),
        editions_page("Brief", look, []),
        newsletters_page([Listed("morning", "Brief", look, head())], look),
        message_page("Brief", look, "Fort", "Aus.", button="Ab", home=Link("./", "Alle")),
    ]
    for page in map(html, pages):
        assert len(re.findall("<h1>", page)) == 1
        assert len(re.findall("<main>", page)) == 1
        assert '<html lang="de" dir="ltr">' in page
        assert re.search("<title>.+</title>", page)
    assert "1. Dezember 2026" in html(pages[0])
    assert "Noch ist keine Ausgabe erschienen." in html(pages[1])


def test_nothing_that_editions_say_becomes_markup() -> None:
    hostile = head(0, HOSTILE, preheader=HOSTILE, title=HOSTILE)
    listed = Listed("morning", HOSTILE, Look(), hostile)
    for page in (
        editions_page(HOSTILE, Look(), [hostile], newer='"><x', older="javascript:x"),
        newsletters_page([listed], Look()),
        message_page(HOSTILE, Look(), HOSTILE, HOSTILE, button=HOSTILE),
    ):
        shown = html(page)
        assert not re.search("<script|<b |<x", shown)
        assert "\u202e" not in shown


def test_pages_load_nothing_and_only_questions_have_a_form() -> None:
    plain = html(editions_page("Brief", Look(), [head()]))
    asked = html(message_page("Brief", Look(), "Leave?", "Really.", button="Yes"))
    for page in (plain, asked):
        assert not re.search(r"<(script|img|iframe|object|embed|base)\b|\bsrc=|url\(|@import", page)
    assert "<form" not in plain
    assert asked.count('<form method="post">') == 1
    assert "noindex" in asked
    assert "noindex" not in plain
