from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.net.links import askable, host_of, loggable


@pytest.mark.parametrize(
    ("url", "base", "expected"),
    [
        ("https://example.org/a#b", "", "https://example.org/a"),
        (" http://example.org ", "", "http://example.org"),
        ("/b?c", "https://example.org/a", "https://example.org/b?c"),
        ("//other.org/x", "https://example.org/a", "https://other.org/x"),
        ("b", "", None),
        ("ftp://example.org/", "", None),
        ("javascript:alert(1)", "https://example.org/", None),
        ("http:///path", "", None),
        ("http://[", "", None),
        ("http://example.org:99999/", "", None),
    ],
)
def test_only_absolute_web_addresses_can_be_asked(
    url: str, base: str, expected: str | None
) -> None:
    assert askable(url, base) == expected


def test_the_host_of_a_url_is_without_user_info() -> None:
    assert host_of("https://me:pw@Example.org:8080/a@b") == "example.org:8080"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://example.org/feed.xml", "https://example.org/feed.xml"),
        ("https://me:secret@example.org/feed", "https://example.org/feed"),
        ("https://example.org/feed?key=secret#secret", "https://example.org/feed?…"),
        ("https://example.org/@author/feed", "https://example.org/@author/feed"),
        ("http://me:se/cret@example.org/", "http://…"),
        ("http://me:secret\\@example.org/", "http://…"),
        ("http://[secret@", "http://…"),
        ("feeds/local.xml", "feeds/local.xml"),
        ("https://example.org/\x1b[31mred", "https://example.org/[31mred"),
    ],
)
def test_what_is_shown_of_a_url_holds_no_secret(url: str, shown: str) -> None:
    assert loggable(url) == shown


def test_a_long_url_is_shown_in_part() -> None:
    assert len(loggable("https://example.org/" + "x" * 999)) == 200


@given(st.text().filter(lambda text: "hidden" not in text))
def test_any_text_can_be_shown_and_asked_for(text: str) -> None:
    shown = loggable(f"https://user:pw@{text}?hidden")
    assert shown.isprintable()
    assert "hidden" not in shown
    askable(text)
    loggable(text)
