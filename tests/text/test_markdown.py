from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.text.markdown import read_markdown, to_html

DATA = Path(__file__).parents[1] / "data" / "text" / "markdown"
ATTRIBUTES = re.compile(r' (rel="noopener noreferrer"|href="(https?://|mailto:)[^"<>]*")')


def assert_harmless(html: str) -> None:
    """Only elements without attributes, and links with safe addresses."""
    for name, attributes in re.findall(r"<(/?[a-z0-9]+)([^>]*)>", html, re.IGNORECASE):
        assert not re.search(r"script|style|img|svg|iframe|form|object|meta|base|link", name)
        assert ATTRIBUTES.sub("", attributes) == ""


@pytest.mark.parametrize("attack", (DATA / "attacks.md").read_text("utf-8").split("\n---\n"))
def test_no_markdown_leaves_anything_that_runs_or_loads(attack: str) -> None:
    assert_harmless(to_html(attack))


PIECES = ["[", "](", ")", "<", ">", "!", "`", "\n", "\n\n", '"', "| a |", "\n|---|\n", "> ", "- "]
PIECES += ["1. ", "&#106;", "\\", "*", "a", "\x02", "javascript:alert(1)", "<img src=x onerror=x "]


@settings(max_examples=150, deadline=None)
@given(st.text() | st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_markdown_is_harmless_and_readable(markdown: str) -> None:
    assert_harmless(to_html(markdown))
    read_markdown(markdown)


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("A *b* **c** `d`", "<p>A <em>b</em> <strong>c</strong> <code>d</code></p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("## Part\n\nText", "<h2>Part</h2>\n<p>Text</p>"),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>"),
        ("AT&T <b>x</b> &euro;", "<p>AT&amp;T &lt;b&gt;x&lt;/b&gt; €</p>"),
        (
            "[a](https://example.org/?x=1&y=2)",
            '<p><a href="https://example.org/?x=1&amp;y=2" rel="noopener noreferrer">a</a></p>',
        ),
    ],
)
def test_what_people_write_is_formatted(markdown: str, html: str) -> None:
    assert to_html(markdown) == html


def test_a_table_is_a_table() -> None:
    assert re.sub(r"\s+", "", to_html("| a | b |\n|---|--:|\n| 1 | 2 |")) == (
        '<table><thead><tr><th>a</th><thalign="right">b</th></tr></thead>'
        '<tbody><tr><td>1</td><tdalign="right">2</td></tr></tbody></table>'
    )


def test_markdown_is_read_into_blocks() -> None:
    markup = read_markdown(
        "# Head\n\nOne\ntwo<br>three.\n\n* a\n* b\n\n> q\n\n| x | y |\n|---|---|\n| 1 | 2 |"
    )
    assert [(b.kind, markup.text[b.start : b.end]) for b in markup.blocks] == [
        ("heading", "Head"),
        ("paragraph", "One two three."),
        ("list", "a"),
        ("list", "b"),
        ("quote", "q"),
        ("table", "x | y\n1 | 2"),
    ]


@pytest.mark.parametrize(
    "markdown",
    [
        "[" * 10_000,
        "[" * 200_000,
        "*a" * 300_000,
        "[a](" * 10_000,
        "![" * 10_000,
        "[" * 10_000 + "]" * 10_000,
        "> " * 5_000 + "x",
        "".join("    " * depth + "- x\n" for depth in range(150)),
        "*a " * 20_000,
        "`" * 20_000 + "a",
        "|a" * 3_000 + "\n" + "|-" * 3_000 + "\n" + "|a" * 3_000,
        "a\n\n" * 19_000,
        "a\n\n" * 100_000,
        "<a " * 50_000,
        "<!--" * 50_000,
    ],
    ids=lambda markdown: repr(markdown[:8]),
)
def test_hostile_markdown_takes_bounded_time(markdown: str) -> None:
    started = time.process_time()
    assert_harmless(to_html(markdown))
    read_markdown(markdown)
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("![A *tram*](https://x.example/a.png)", ("https://x.example/a.png", "A *tram*")),
        ("![A tram][t]\n\n[t]: https://x.example/a.png", ("https://x.example/a.png", "A tram")),
        ("![](https://x.example/a.png)", ("https://x.example/a.png", "https://x.example/a.png")),
        (
            "[![A tram](https://x.example/a.png)](https://x.example)",
            ("https://x.example", "A tram"),
        ),
    ],
)
def test_a_picture_is_a_link_with_its_words(written: str, printed: tuple[str, str]) -> None:
    assert re.findall(r'<a href="([^"]*)"[^>]*>([^<]*)</a>', to_html(written)) == [printed]
    assert "<img" not in to_html(written)


def test_a_picture_from_nowhere_safe_leaves_its_words() -> None:
    assert to_html("![A tram](javascript:alert)") == "<p>A tram</p>"
