"""Read back by a CommonMark parser that is not the one we print with."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from newsletter.model import Look
from newsletter.render.markdown import markdown
from newsletter.render.view import view
from newsletter.text.escape import escape
from tests.render.continued import continued
from tests.render.many import differing, sectioned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

    from newsletter.model import Edition
    from tests.render.conftest import Make

COMMONMARK = MarkdownIt("commonmark")
GENEROUS = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def walk(text: str, reader: MarkdownIt = GENEROUS) -> Iterator[Token]:
    for token in reader.parse(text):
        yield token
        yield from token.children or ()


def texts(text: str) -> str:
    return "".join(
        token.content if token.type in {"text", "text_special"} else " "
        for token in walk(text)
        if token.type in {"text", "text_special", "softbreak"}
    )


@pytest.mark.parametrize("kind", ["english", "rtl", "cjk", "hostile"])
def test_feed_text_forges_no_heading_link_or_image(make_edition: Make, kind: str) -> None:
    edition = make_edition(4, kind)
    tokens = list(walk(markdown(edition)))
    types = [token.type for token in tokens]
    headings = types.count("heading_open")
    assert headings == 1 + 1 + 4 + 1 + ("## Sources" in markdown(edition))
    assert "image" not in types
    assert "html_block" not in types
    assert "html_inline" not in types
    allowed = {urlsplit(source.url or "").hostname for source in edition.sources}
    links = [str(token.attrs["href"]) for token in tokens if token.type == "link_open"]
    assert {urlsplit(link).scheme for link in links} <= {"https"}
    assert {urlsplit(link).hostname for link in links} <= allowed | {"news.example.org"}


@pytest.mark.parametrize("part", ["plain", "since", "differ", "sections", "forged"])
def test_hostile_text_forges_nothing_in_any_part_of_a_story(make_edition: Make, part: str) -> None:
    edition = make_edition(6, "hostile")
    parts = {"since": continued, "differ": differing, "sections": sectioned, "forged": forged}
    edition = parts.get(part, lambda one: one)(edition)
    made = markdown(edition)
    tokens = list(walk(made))
    headings = [
        place.content
        for token, place in pairwise(tokens)
        if token.type == "heading_open" and place.content
    ]
    sections = sum(bool(story.section) for story in view(edition).full)
    assert len(headings) == 1 + 1 + 6 + sections + 1 + ("## Sources" in made)
    types = {token.type for token in tokens}
    assert not types & {"image", "html_block", "html_inline", "code_block", "fence"}
    links = {str(token.attrs["href"]) for token in tokens if token.type == "link_open"}
    known = {urlsplit(source.url or "").hostname for source in edition.sources}
    assert {urlsplit(link).hostname for link in links} <= known | {"news.example.org"}


def forged(edition: Edition) -> Edition:
    """Every name, title and label is Markdown."""
    mark = "](https://evil.example) ![x](https://evil.example/x.png) <b>x</b>\n# x\n- [x]: y"
    sources = tuple(replace(one, name=mark, title=f"# {mark}") for one in edition.sources)
    items = tuple(replace(item, topic=mark, section=f"> {mark}") for item in edition.items)
    return replace(edition, title=f"1. {mark}", sources=sources, items=items)


def test_a_footer_is_clean_markdown_too(make_edition: Make) -> None:
    footer = "*Not* advice, <script>x</script>\n\n![x](https://a.example/x.png)"
    made = markdown(replace(make_edition(1), look=Look(footer=footer)))
    types = [token.type for token in walk(made)]
    assert not {"html_block", "html_inline", "image"} & set(types)
    assert "\n*Not* advice, " in made


@pytest.mark.parametrize(
    "text",
    [
        "# heading", "- item", "1. item", "12) item", "> quote", "+ item", "=====", "---",
        "a | b", "~~gone~~", "![x](http://x.example)", "[x]: http://x.example", "**b** _i_ `c`",
        "<b>x</b>", "&copy; &#60;", "http://x.example www.x.example a@b.example", "a\\*b", "a  \nb",
        "snake_case __init__ _x_", "```", "~~~ x", "$53 billion & more", "* item", "\t# x", "***",
    ],
)  # fmt: skip
def test_a_line_is_shown_as_it_is(text: str) -> None:
    assert texts(escape(text)) == " ".join(text.split())
    assert {token.type for token in walk(escape(text))} <= {
        "paragraph_open", "paragraph_close", "inline", "text", "text_special",
    }  # fmt: skip


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_any_text_is_shown_as_it_is(text: str) -> None:
    assert texts(escape(text)).split() == text.split()


@example("1 #")
@example("x ##")
@given(st.text(alphabet="#*_[]()<>!-+=~|`\\&;:/@.1 \nax", max_size=40))
def test_marks_in_any_order_stay_marks(text: str) -> None:
    types = {token.type for token in walk(f"- {escape(text)}")}
    assert not types & {"link_open", "image", "heading_open", "em_open", "strong_open", "fence"}
    assert texts(f"# {escape(text)}").split() == text.split()


def test_it_reads_well_raw(make_edition: Make) -> None:
    raw = markdown(make_edition(2))
    assert raw.startswith("# The Morning Brief\n\n*Monday, 23 November 2026 · ")
    assert "- Alder & Finch lifts its outlook after cloud orders double\n" in raw
    assert "\n\n\n" not in raw
    assert "6.2%" in raw
    assert "\\." not in raw


def test_an_edition_of_nothing_is_a_title_and_a_coverage_line(make_edition: Make) -> None:
    raw = markdown(make_edition(0, also=0))
    assert raw.count("#") == 1
    assert "42 feeds, 40 answered" in raw
