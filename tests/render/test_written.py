"""The editor's own words in every format: Markdown as it is meant, and nothing that runs."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from newsletter.model import Item, Line, Summary, Written
from newsletter.render.formats import FILES, render
from newsletter.render.written import as_html, as_mail, as_markdown, as_text, heading_link

if TYPE_CHECKING:
    from tests.render.conftest import Make

ALL = """We **think** so, see [the note](https://desk.example/note?a=1&b=2).

## Our view

- one
- two

1. first
2. second

> They said it.

| Port | Ships |
| --- | --- |
| Sundal | 2 \\| 3 |

    a < b

"""
ALL += "Line one  \nline two\n"
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](https://spy.example/pixel.gif)",
    "<a href='javascript:alert(1)'>x</a>",
    "[x]: javascript:alert(1)\n\n[x]",
    "`<script>`\n\n    <script>alert(1)</script>",
    "<!-- <script>alert(1)</script> -->",
    "<style>body{display:none}</style>",
    "# [h](javascript:alert(1)) <svg onload=alert(1)>",
    "| <script> | `<b>` |\n|---|---|\n| <iframe> | x |",
)


def test_the_text_edition_has_every_word_and_link_in_72_columns() -> None:
    told = as_text(ALL)
    for words in ("We think so", "(https://desk.example/note?a=1&b=2)", "Our view", "* two"):
        assert words in told
    for words in ("2. second", "> They said it.", "Sundal  2 | 3", "    a < b", "line two"):
        assert words in told
    assert max(map(len, told.split("\n"))) <= 72


def test_the_markdown_edition_means_what_the_editor_meant() -> None:
    shown = MarkdownIt("commonmark").enable("table").render(as_markdown(ALL))
    for words in ("<strong>think</strong>", "<h4>Our view</h4>", "<li>two</li>", "<ol>"):
        assert words in shown
    for words in ("<blockquote>", "<td>2 | 3</td>", "a &lt; b", "Line one<br />\nline two"):
        assert words in shown
    assert 'href="https://desk.example/note?a=1&amp;b=2"' in shown


def test_a_tables_columns_keep_the_sides_that_the_editor_gave_them() -> None:
    words = "| City | Jobs | Grade |\n|---|---:|:-:|\n| Sundal | 1,200 | B |\n| Ostvik | 90 | AA |"
    for html in (as_html(words), as_mail(words, "#000000")):
        assert re.findall('<td[^>]*align="(right|center)"[^>]*>([^<]+)', html) == [
            ("right", "1,200"),
            ("center", "B"),
            ("right", "90"),
            ("center", "AA"),
        ]
    assert as_text(words).split("\n") == [
        "  City     Jobs  Grade",
        "  Sundal  1,200    B",
        "  Ostvik     90   AA",
    ]
    assert as_html(as_markdown(words)) == as_html(words)


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_of_it_runs_in_any_format(words: str, make_edition: Make) -> None:
    edition = make_edition(2)
    item = replace(
        edition.items[0], edited=True, written=(Written(words),), lines=(Line("written"),)
    )
    edition = replace(
        edition,
        items=(item, edition.items[1]),
        introduction=Written(words),
        closing=Written(words),
    )
    whole = "".join(render(edition, kind).decode() for kind in ("html", "email"))
    whole += MarkdownIt("commonmark").render(render(edition, "md").decode())
    for element in ("<script", "<img", "<svg", "<iframe", "<style>body"):
        assert element not in whole
    for address in ('href="javascript:', 'href="data:', "<!-- <script"):
        assert address not in whole


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("ab <>*_`[]()|#-\n!&;:/\\\"'\u202e\u05d0日"), max_size=60))
def test_any_words_can_be_shown(words: str) -> None:
    assert "<script" not in as_html(words)
    assert isinstance(as_mail(words, "#000000"), str)
    assert isinstance(as_text(words) + as_markdown(words), str)


def test_the_editors_words_stand_where_they_were_put(make_edition: Make) -> None:
    """Before, between and after the quotations of a story."""
    edition = make_edition(1, also=0)
    (item,) = edition.items
    written = (Written("Before all."), Written("In between."), Written("At the end."))
    lines = (
        Line("written", 0),
        Line("bullet", 0),
        Line("written", 1),
        Line("sentence", 0),
        Line("written", 2),
    )
    edition = replace(edition, items=(replace(item, edited=True, written=written, lines=lines),))
    order = (
        "Before all.",
        item.summary.bullets[0].quote.text[-20:-1],
        "In between.",
        item.summary.sentences[0].text[-20:],
        "At the end.",
    )
    for kind in FILES:
        if kind == "eml":
            continue
        text = " ".join(render(edition, kind).decode().split())
        places = [text.find(words) for words in order]
        assert places == sorted(places), kind
        assert -1 not in places, kind


def test_a_headline_of_the_editors_leads_only_where_the_editor_says(make_edition: Make) -> None:
    edition = make_edition(1, also=0)
    (item,) = edition.items
    own = replace(item, heading=Written("A *headline* of ours"))
    page = render(replace(edition, items=(own,)), "html").decode()
    assert "<h2>A headline of ours</h2>" in page
    assert heading_link("[Ours](https://desk.example/)") == "https://desk.example/"
    assert heading_link("[Ours](javascript:x)") is None


def test_a_story_of_the_editors_own_needs_no_source(make_edition: Make) -> None:
    edition = make_edition(1, also=0)
    own = Item(
        "written-1",
        Summary(None),
        (),
        heading=Written("Our view"),
        written=(Written("We think so."),),
        lines=(Line("written"),),
    )
    edition = replace(edition, items=(*edition.items, own))
    for kind in FILES:
        assert b"Our view" in render(edition, kind)


def test_what_the_editor_wrote_is_never_cut_from_a_large_mail(make_edition: Make) -> None:
    edition = make_edition(60)
    last = replace(
        edition.items[-1],
        edited=True,
        written=(Written("We think so. " * 40),),
        lines=(Line("sentence"), Line("written")),
    )
    mail = render(replace(edition, items=(*edition.items[:-1], last)), "email").decode()
    assert mail.count("We think so.") == 40
    assert len(mail.encode()) <= 80_000


def test_each_paragraph_runs_as_its_own_words_do() -> None:
    words = "Good morning.\n\n\u05e9\u05dc\u05d5\u05dd."
    assert as_html(words).count('<p dir="auto">') == 2
    assert as_mail(words, "#000000").count('<p dir="auto" style=') == 2
    assert "dir=" not in as_html("Good morning.")


def test_links_in_the_mail_can_be_read_by_night() -> None:
    """The template's night colours are those of its class."""
    assert '<a class="a" style="color:#0b57d0" href=' in as_mail(ALL, "#0b57d0")
