from __future__ import annotations

import html
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.model import Look, Written
from newsletter.render.formats import render
from newsletter.render.lint.check import lint
from newsletter.render.misread import unmistakable

if TYPE_CHECKING:
    from newsletter.render.formats import Format
    from tests.render.conftest import Make

PLACES = "{{7*7}} {% if 1 %} *|NAME|* **bold** [x](https://quay.example) &lt;b&gt;"


@given(st.text("{}%*|[](htps:/&<>\"' x", max_size=60))
def test_readers_see_the_same_characters(text: str) -> None:
    page = f'<body title="{html.escape(text)}"><p>{html.escape(text)}</p></body>'
    made = unmistakable(page)
    assert html.unescape(made.replace("<!-- -->", "")) == html.unescape(page)
    seen = html.unescape("§".join(re.split("<!-- -->", made.partition("<p>")[2])))
    assert not re.search(r"\{\{|\{%|\*\||\*\*|\]\(https?:", seen)
    assert html.unescape(made).startswith(f'<body title="{text}">')


@pytest.mark.parametrize("kind", ["html", "email", "eml"])
def test_what_a_feed_or_an_editor_wrote_is_not_taken_for_forgotten(
    make_edition: Make, kind: Format
) -> None:
    edition = make_edition(2, change=lambda story: {**story, "title": PLACES, "name": PLACES})
    edition = replace(
        edition,
        title=PLACES,
        look=Look(footer=f"`{PLACES}`"),
        introduction=Written(f"`{PLACES}`"),
        masthead=replace(edition.masthead, address=PLACES),
    )
    data = render(edition, kind)
    rules = {one.rule for one in lint(data, f"a.{'eml' if kind == 'eml' else 'html'}").findings}
    assert not rules & {"leftover", "link-placeholder", "escaped-twice"}
    if kind != "eml":
        seen = html.unescape(data.decode().replace("<!-- -->", ""))
        assert seen.count(PLACES) >= 5
