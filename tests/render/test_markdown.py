"""Read back by a CommonMark parser that is not the one we print with."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from newsletter.render.markdown import escape, markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

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
