from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsletter.text.markup import Markup, read_html
from newsletter.text.safe import plain

DATA = Path(__file__).parents[1] / "data" / "text" / "markup"


def cases() -> list[object]:
    """Each case: `>>> title`, the HTML, `---`, then a line a block: `kind: text`."""
    found: list[object] = []
    for file in sorted(DATA.glob("*.txt")):
        for case in file.read_text(encoding="utf-8").split(">>> ")[1:]:
            title, rest = case.split("\n", 1)
            html, _, wanted = rest.partition("---\n")
            found.append(pytest.param(html, wanted.splitlines(), id=title))
    return found


def shown(markup: Markup) -> list[str]:
    return [
        f"{block.kind}{block.level or ''}: {markup.text[block.start : block.end]}".replace(
            "\n", "\\n"
        )
        for block in markup.blocks
    ]


@pytest.mark.parametrize(("html", "blocks"), cases())
def test_html_is_read_into_blocks(html: str, blocks: list[str]) -> None:
    assert shown(read_html(html)) == blocks


PAGE = (
    "<!doctype html><html lang='de-AT'><head><title>{}</title>"
    "<meta property='og:site_name' content='The Post'></head>"
    "<body><h1>{}</h1><p>Text.</p></body></html>"
)


@pytest.mark.parametrize(
    ("title", "heading", "wanted"),
    [
        ("Big news - The Post", "Big news", "Big news"),
        ("Big news | The Post", "The Post", "Big news"),
        ("Big news — The Post", "Something else", "Big news"),
        ("Big news", "", "Big news"),
        ("", "Big news", "Big news"),
        ("Post-war news", "The Post", "Post-war news"),
    ],
)
def test_a_page_has_its_own_title_not_the_name_of_its_site(
    title: str, heading: str, wanted: str
) -> None:
    assert read_html(PAGE.format(title, heading)).title == wanted


def test_a_documents_title_is_not_in_its_text() -> None:
    markup = read_html(PAGE.format("Big news", "Big news"))
    assert (markup.title, markup.text, markup.language) == ("Big news", "Text.", "de")


def test_a_fragment_has_no_title_and_keeps_its_headings() -> None:
    markup = read_html("<h1>Heading</h1><p>Text.</p>")
    assert (markup.title, markup.text) == ("", "Heading\n\nText.")


def test_what_a_page_says_of_itself_is_kept() -> None:
    page = (
        "<html><head><meta name='Author' content=' A.  Writer '><meta name=author content=second>"
        "<link rel=canonical href='https://example.org/a'></head>"
        "<body><time datetime='2026-11-22'>Sunday</time></body></html>"
    )
    assert dict(read_html(page).meta) == {
        "author": "A. Writer",
        "canonical": "https://example.org/a",
        "time": "2026-11-22",
    }


def test_a_link_into_the_page_itself_is_a_footnote_mark() -> None:
    html = "<p>Costs<sup><a href='https://example.org/a#n1'>1</a></sup> rose.</p>"
    assert read_html(html, "https://example.org/a").text == "Costs rose."


TAGS = "<p> </p> <div> </div> <br> <table> <tr> <td> </td> </table> <h1> <li> <title> <sup> <q>"
SOUP = st.lists(
    st.sampled_from([*TAGS.split(), "<a href='#x'>", "<!--", "a", " ", "é.", "&", "\0"])
)


@settings(max_examples=150)
@given(st.text() | SOUP.map("".join))
@example("\ud800<p>\x00\x0b")
@example("<?xml version='1.0' encoding='nonsense'?><p>x")
def test_any_text_is_read_and_its_blocks_are_exact(html: str) -> None:
    markup = read_html(html)
    assert plain(markup.text) == markup.text
    at = 0
    for block in markup.blocks:
        assert markup.text[at : block.start] == ("\n\n" if at else "")
        words = markup.text[block.start : block.end]
        assert words
        assert words == "\n".join(" ".join(line.split()) for line in words.split("\n"))
        at = block.end
    assert at == len(markup.text)


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000 + "end",
        "<table><tr><td>" * 30_000 + "end",
        "<p " + " ".join(f"a{i}=1" for i in range(100_000)) + ">end</p>",
        "<a><b><i><u>" * 5_000 + "</p>x" * 5_000 + "end",
        "<br>a" * 100_000 + "end",
        "<" * 1_000_000 + " end",
        "&" * 1_000_000 + " end",
        "<q>" * 50_000 + "end",
        " " * 2_000_000 + "end",
    ],
    ids=["deep", "tables", "attributes", "misnested", "breaks", "less-than", "and", "q", "spaces"],
)
def test_hostile_markup_is_read_to_its_end_in_bounded_time(html: str) -> None:
    started = time.process_time()
    assert read_html(html).text.rstrip("”").endswith("end")
    assert time.process_time() - started < 3


def test_what_follows_an_embedded_film_is_read() -> None:
    html = "<p>before <embed src='film.swf' width=9> after</p><p>below</p>"
    assert read_html(html).text == "before after\n\nbelow"


FRAGMENTS = st.lists(
    st.sampled_from(
        [
            "<p>",
            "</p>",
            "<a href='#n'>",
            "<sup>1",
            "<table><tr><td>",
            "</a>",
            "word ",
            "two\xa0",
            "²",
        ]
    ),
    max_size=8,
).map("".join)


@settings(max_examples=60, deadline=None)
@given(FRAGMENTS, FRAGMENTS)
def test_what_was_read_before_changes_nothing(before: str, html: str) -> None:
    alone = read_html(html)
    read_html(before)
    assert read_html(html) == alone
