from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.text.safe import canonical_url, clean_html, plain, safe_url, without_tracking

DATA = Path(__file__).parents[1] / "data" / "text" / "safe"


def cases(name: str) -> list[tuple[str, str]]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    pairs = [line.partition("=>")[::2] for line in lines if not line.startswith("#")]
    return [
        (re.sub(r"\\(t|x01|u202e)", _escaped, given_link), wanted.strip())
        for given_link, wanted in pairs
    ]


def _escaped(match: re.Match[str]) -> str:
    return {"t": "\t", "x01": "\x01", "u202e": "\u202e"}[match[1]]


@pytest.mark.parametrize(("link", "printed"), cases("links.txt"))
def test_only_harmless_links_are_printed(link: str, printed: str) -> None:
    assert (safe_url(link) or "") == printed


@pytest.mark.parametrize(("link", "form"), cases("canonical.txt"))
def test_two_links_to_one_page_compare_equal(link: str, form: str) -> None:
    assert canonical_url(link) == form


@settings(max_examples=200)
@given(st.text() | st.text(st.sampled_from("htps:/@[]\\.\t #?%\u202eaé")).map("http://".__add__))
def test_a_safe_link_is_printable_and_stays_as_it_is(link: str) -> None:
    printed = safe_url(link)
    if printed is None:
        return
    assert printed.startswith(("http://", "https://", "mailto:"))
    assert not re.search(r"[\s\"<>\\`\x00-\x1f]", printed)
    assert safe_url(printed) == printed
    assert canonical_url(canonical_url(link)) == canonical_url(link)


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("https://example.org/a#:~:text=It%20rose.", "https://example.org/a"),
        ("https://example.org/a?b=1&utm_source=x#part:~:text=x", "https://example.org/a?b=1#part"),
        ("https://example.org/a#part", "https://example.org/a#part"),
    ],
)
def test_a_link_keeps_no_words_that_another_page_would_mark(link: str, kept: str) -> None:
    assert without_tracking(link) == kept
    assert canonical_url(link) == canonical_url(kept)


@pytest.mark.parametrize("attack", (DATA / "attacks.html").read_text("utf-8").splitlines())
def test_no_attack_leaves_anything_that_runs_or_loads(attack: str) -> None:
    clean = clean_html(attack)
    tags = re.findall(r"<(/?\w+)([^>]*)>", clean)
    assert {name.strip("/") for name, _ in tags} <= {"a", "p", "table", "tbody", "tr", "td"}
    for _, attributes in tags:
        kept = re.sub(r' (rel="noopener noreferrer"|href="https?://[^"]*")', "", attributes)
        assert kept == ""


@pytest.mark.parametrize("side", ["left", "center", "right"])
def test_a_cell_keeps_its_side_and_nothing_else(side: str) -> None:
    row = f'<table><tbody><tr><td align="{side}">1</td></tr></tbody></table>'
    assert clean_html(row) == row
    for other in (row.replace(side, "x;y"), row.replace("<td", '<td style="left:0" colspan="9"')):
        assert re.findall("<td([^>]*)>", clean_html(other))[0] in {"", f' align="{side}"'}


def test_harmless_markup_and_safe_links_stay() -> None:
    html = '<p>A <strong>bold</strong> <a href="https://example.org/a?b=1&amp;c=2">link</a>.</p>'
    assert clean_html(html) == html.replace('c=2"', 'c=2" rel="noopener noreferrer"')


@pytest.mark.parametrize("piece", ["<div>", "<b><p>", "&", "<table><p>", "<p a='", "</p>", "<!--"])
def test_hostile_markup_takes_bounded_time(piece: str) -> None:
    for length in (250_000, 2_000_000):
        started = time.process_time()
        clean_html(piece * (length // len(piece)))
        assert time.process_time() - started < 3


def test_markup_beyond_the_limits_is_shown_as_text() -> None:
    assert "<" not in clean_html("<div>" * 20_000)


@given(st.text())
def test_plain_text_loses_only_what_cannot_be_shown(text: str) -> None:
    shown = plain(text)
    assert plain(shown) == shown
    shown.encode()  # no half of a surrogate pair is left
    assert [c for c in shown if c.isalnum()] == [c for c in text if c.isalnum()]


def test_plain_text_keeps_lines_and_spaces_and_drops_controls() -> None:
    assert plain("a\r\nb\rc\x00\x07  d\te\u202e\u2066f\ud800\ufeff") == "a\nb\nc  d\tef"
