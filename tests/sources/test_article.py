from __future__ import annotations

import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.errors import ParseError
from newsletter.sources.article import page_article, whole_page
from newsletter.sources.page import read_page
from newsletter.workers.guard import Limits

SENTENCES = (
    "The council of Lindhaven voted on Friday to widen the harbour, after a year of argument.",
    "The work will cost $5 million and take two years, the mayor told reporters at the quay.",
    "Fishermen fear for their moorings, and some of them have asked a court to stop the plan.",
)
PAGE = """<!doctype html><html lang="en"><head>
<title>Harbour to be widened | The Courier</title>
<meta property="og:site_name" content="The Courier">
<meta name="author" content="Jane Doe">
<link rel="canonical" href="https://example.org/harbour">
<script type="application/ld+json">{"datePublished": "2026-11-22T08:00:00+01:00"}</script>
</head><body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/city">City</a></li></ul></nav></header>
<main><article><h1>Harbour to be widened</h1>
<div class="share"><a href="#">Share</a><a href="#">Post</a></div>
<p>{0}</p><h2>What it costs</h2><p>{1}</p><figure><img src="x.jpg">
<figcaption>The harbour. Photo: J. Doe</figcaption></figure><ul><li>{2}</li></ul></article></main>
<aside><h3>Most read</h3><ul><li><a href="/x">Another story of another day</a></li></ul></aside>
<footer>Copyright The Courier. All rights reserved.</footer></body></html>"""
for number, sentence in enumerate(SENTENCES):
    PAGE = PAGE.replace(f"{{{number}}}", sentence)


def test_a_pages_own_text_is_found_with_its_blocks() -> None:
    article = page_article(PAGE, "https://example.org/harbour?x=1")
    first, second, third = SENTENCES
    assert article.text == f"{first}\n\nWhat it costs\n\n{second}\n\n{third}"
    assert [block.kind for block in article.blocks] == ["paragraph", "heading", "paragraph", "list"]
    assert not article.fallback


def test_a_page_says_its_title_date_site_author_address_and_language() -> None:
    article = page_article(PAGE, "https://example.org/harbour?x=1")
    assert article.title == "Harbour to be widened"
    assert article.published == datetime(2026, 11, 22, 7, tzinfo=UTC)
    assert (article.site, article.author) == ("The Courier", "Jane Doe")
    assert (article.link, article.language) == ("https://example.org/harbour", "en")


def test_a_page_without_an_article_gives_all_its_text_and_says_so() -> None:
    article = page_article("<title>Hours</title><body><div>Open daily.</div></body>", "")
    assert (article.text, article.fallback) == ("Open daily.", True)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7 \0\0", "not a web page"),
        (b"<div id=app></div><script src=app.js></script>", "holds no text"),
        (b"<p>" + b"x" * 10_000_000, "larger than 10 MB"),
    ],
)
def test_what_is_no_page_has_one_clear_reason(body: bytes, reason: str) -> None:
    with pytest.raises(ParseError, match=reason):
        read_page(body, "https://example.org/")


@pytest.mark.parametrize(
    ("encoding", "content_type"),
    [
        ("utf-8", ""),
        ("utf-16", ""),
        ("windows-1251", "text/html; charset=windows-1251"),
        ("koi8-r", 'text/html; charset="KOI8-R"'),
    ],
)
def test_a_page_is_read_in_the_encoding_that_it_came_with(encoding: str, content_type: str) -> None:
    page = f"<meta charset=utf-8><p>{'Совет города проголосовал. ' * 5}</p>"
    article = read_page(page.encode(encoding), "https://example.org/", content_type=content_type)
    assert article.text.startswith("Совет города проголосовал. Совет")


def test_a_hostile_page_is_a_fallback_in_bounded_time() -> None:
    page = "<p " + " ".join(f"a{i}=1" for i in range(200_000)) + ">The end of it.</p>"
    started = time.monotonic()
    limits = Limits(cpu_seconds=1.5, wall_seconds=15)
    article = read_page(page.encode(), "https://example.org/", limits=limits)
    assert (article.text, article.fallback) == ("The end of it.", True)
    assert time.monotonic() - started < 20
    assert not read_page(PAGE.encode(), "https://example.org/").fallback  # and the next goes well


@settings(max_examples=60, deadline=None)
@given(st.text() | st.lists(st.sampled_from(PAGE.split("\n"))).map("".join))
def test_any_page_is_read_and_its_blocks_are_exact(html: str) -> None:
    article = whole_page(html, "")
    at = 0
    for block in article.blocks:
        assert article.text[at : block.start] == ("\n\n" if at else "")
        assert article.text[block.start : block.end].strip()
        at = block.end
    assert at == len(article.text)


def test_reading_pages_costs_no_import_of_trafilatura_here() -> None:
    code = (
        "import sys; from newsletter.sources.page import read_page;"
        "read_page(b'<p>Some text.</p>', 'x'); sys.exit('trafilatura' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_formatting_neither_breaks_a_page_nor_its_paragraphs() -> None:
    """Trafilatura writes no HTML for small capitals, and makes blocks of inline code."""
    marks = "<p>The <small>small</small> <span style='text-transform:uppercase'>loud</span> and"
    marks += " <code>typed</code> <b>words</b> of 10<sup>6</sup> people<br>stand in one place.</p>"
    page = PAGE.replace("<h2>", f"{marks}<pre>one\ntwo</pre><h2>")
    article = page_article(page, "https://example.org/harbour")
    assert not article.fallback
    assert "and typed words of 10⁶ people" in article.text
    assert article.score > 0.5
    assert whole_page(PAGE, "https://example.org/harbour").score == 0.0
