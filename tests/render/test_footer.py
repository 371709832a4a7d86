"""The newsletter's closing words and an editor's: what was typed is printed, and does nothing."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from newsletter.model import Look, Written
from newsletter.render.formats import render
from newsletter.render.lint.check import lint

if TYPE_CHECKING:
    from newsletter.model import Edition
    from newsletter.render.formats import Format
    from tests.render.conftest import Make

WORDS = "Read <b>this</b> & [the terms](javascript:alert(1)), 1 < 2, R&D;"
READ = "Read <b>this</b> & the terms, 1 < 2, R&D;"


@pytest.fixture
def edition(make_edition: Make) -> Edition:
    own = Written(WORDS)
    return replace(make_edition(1), look=Look(footer=WORDS), introduction=own, closing=own)


def test_text_says_what_was_typed(edition: Edition) -> None:
    assert render(edition, "text").decode().count(READ) == 3


@pytest.mark.parametrize("kind", ["html", "email"])
def test_a_page_and_a_mail_show_what_was_typed(edition: Edition, kind: Format) -> None:
    page = render(edition, kind).decode()
    assert html.unescape(re.sub("<[^>]*>", "", page)).count(READ) == 3
    assert re.findall(r"<a(?=[ >])(?! [^>]*href=)[^>]*>", page) == []
    assert lint(page.encode(), "a.html").count("error") == 0


def test_markdown_says_it_in_markdown(edition: Edition) -> None:
    said = "Read &lt;b>this&lt;/b> & the terms, 1 &lt; 2, R&amp;D;"
    assert render(edition, "md").decode().count(said) == 3


@pytest.mark.parametrize("kind", ["html", "email"])
def test_a_heading_above_the_stories_skips_no_level(edition: Edition, kind: Format) -> None:
    page = render(replace(edition, introduction=Written("# Today\n\nMuch.")), kind)
    assert "headings" not in {one.rule for one in lint(page, "a.html").findings}
