from __future__ import annotations

import time
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.errors import NewsletterError, ParseError
from newsletter.sources.readers import Document, read_document

PROSE = "The council of Lindhaven voted on Friday to widen the harbour. It will cost $5 million."


def read(name: str, content: str) -> Document:
    return read_document(content.encode(), f".{name}", name)


def test_front_matter_says_what_a_document_is() -> None:
    matter = (
        "---\ntitle: 'Harbour: the plan'\ndate: 2026-11-22T06:30+01:00\nsource: The Courier\n"
        "url: https://example.org/a\ntopic: city\nauthor: A. Writer\nlanguage: de\n---\n\n"
    )
    for name in ("txt", "md"):
        document = read(name, matter + PROSE)
        assert (document.title, document.topic) == ("Harbour: the plan", "city")
        assert document.published == datetime(2026, 11, 22, 5, 30, tzinfo=UTC)
        assert (document.source, document.author) == ("The Courier", "A. Writer")
        assert (document.link, document.language) == ("https://example.org/a", "de")
        assert document.text == PROSE


def test_a_link_in_front_matter_is_harmless_or_none() -> None:
    assert read("txt", f"---\nurl: javascript:alert(1)\n---\n{PROSE}").link is None


def test_a_date_that_is_none_leaves_the_document_undated() -> None:
    assert read("txt", f"---\ndate: the other day\n---\n{PROSE}").published is None


@pytest.mark.parametrize(
    "first",
    ["Harbour to be widened", "Why the harbour matters?", "“A harbour for all” wins the vote"],
)
def test_a_first_line_that_is_clearly_a_title_is_the_title(first: str) -> None:
    document = read("txt", f"{first}\n\n{PROSE}\n")
    assert (document.title, document.text) == (first, PROSE)


@pytest.mark.parametrize(
    "first",
    [
        "The council met on Friday.",
        "FOR IMMEDIATE RELEASE",
        "By Jane Doe",
        "Note:",
        "Dear all,",
        "Subject: the harbour plan",
        "Hello there",
        "- an item of a list",
    ],
)
def test_any_other_first_line_is_text(first: str) -> None:
    document = read("txt", f"{first}\n\n{PROSE}")
    assert (document.title, document.text) == ("", f"{first}\n\n{PROSE}")


def test_a_first_line_that_goes_on_is_text() -> None:
    assert read("txt", f"Harbour to be widened\n{PROSE}").title == ""


@pytest.mark.parametrize("top", ["# The *plan*\n\n", "\n# The plan\n", "The plan\n========\n\n"])
def test_the_heading_of_a_markdown_file_is_its_title(top: str) -> None:
    document = read("md", f"{top}{PROSE}\n\n## Costs\n\n* One item of it.\n")
    assert document.title == "The plan"
    assert document.text == f"{PROSE}\n\nCosts\n\nOne item of it."
    assert [block.kind for block in document.blocks or ()] == ["paragraph", "heading", "list"]


def test_a_web_page_says_its_title_date_site_and_address() -> None:
    page = (
        "<!doctype html><html lang=en><head><title>The plan - The Courier</title>"
        "<meta property=og:site_name content='The Courier'>"
        "<meta property=article:published_time content=2026-11-22T07:00:00Z>"
        "<link rel=canonical href=https://example.org/plan></head>"
        f"<body><nav>Home</nav><h1>The plan</h1><p>{PROSE}</p></body></html>"
    )
    document = read("html", page)
    assert (document.title, document.source, document.language) == ("The plan", "The Courier", "en")
    assert document.published == datetime(2026, 11, 22, 7, tzinfo=UTC)
    assert (document.link, document.text) == ("https://example.org/plan", PROSE)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([".txt", ".md", ".html", ".eml"]),
    st.binary() | st.text().map(str.encode) | st.text().map(lambda t: f"Subject: {t}".encode()),
)
def test_any_bytes_are_read_or_refused_with_a_reason(suffix: str, data: bytes) -> None:
    try:
        document = read_document(data, suffix, "a")
    except NewsletterError:
        return
    for block in document.blocks or ():
        assert document.text[block.start : block.end].strip()


@pytest.mark.parametrize(
    ("suffix", "data"),
    [
        (".eml", b"Subject: x\n" + b"Content-Type: multipart/mixed; boundary=b\n\n--b\n" * 3000),
        (".eml", b"Subject: " + b"=?utf-8?q?x?= " * 100_000 + b"\n\ntext"),
        (".eml", b"From: " + b"(" * 200_000 + b"\n\ntext"),
        (".txt", b"---\n" + b"a: b\n" * 500_000),
        (".html", b"<meta " * 100_000),
    ],
    ids=["nested mail", "long subject", "comments", "front matter", "meta"],
)
def test_hostile_documents_take_bounded_time(suffix: str, data: bytes) -> None:
    started = time.process_time()
    with suppress(ParseError):
        read_document(data, suffix, "a")
    assert time.process_time() - started < 4
