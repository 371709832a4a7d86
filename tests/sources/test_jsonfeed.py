from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.errors import ParseError
from newsletter.sources.jsonfeed import read

if TYPE_CHECKING:
    from newsletter.sources.raw import RawEntry

VERSION = "https://jsonfeed.org/version/1.1"


def feed(*items: object, **fields: object) -> bytes:
    return json.dumps({"version": VERSION, "items": items, **fields}).encode()


def entry(**fields: object) -> RawEntry:
    (found,) = read(feed(fields), "here").entries
    return found


def test_a_feed_says_its_title_site_and_version() -> None:
    found = read(feed(title=" A\nB ", home_page_url="https://a.example/", language="en"), "here")
    assert (found.title, found.link, found.language) == ("A B", "https://a.example/", "en")
    assert found.format == "json11"
    assert read(feed(version="https://jsonfeed.org/version/1"), "here").format == "json10"


def test_html_wins_over_text_and_text_over_summary() -> None:
    html = entry(id="1", content_html="<p>h</p>", content_text="t", summary="s")
    assert (html.content, html.content_type) == ("<p>h</p>", "html")
    text = entry(id="1", content_html="", content_text="t", summary="s")
    assert (text.content, text.content_type) == ("t", "text")
    assert entry(id="1", summary="s").content == "s"


def test_authors_are_those_of_the_entry_else_of_the_feed() -> None:
    body = feed(
        {"id": "1", "authors": [{"name": "A"}, {"name": "B"}, {"name": "A"}, {}, "C", 5]},
        {"id": "2", "author": {"name": "D"}},
        {"id": "3"},
        author={"name": "E"},
    )
    assert [item.author for item in read(body, "here").entries] == ["A, B, C", "D", "E"]


@pytest.mark.parametrize(
    ("fields", "guid"),
    [
        ({"id": 7}, "7"),
        ({"id": "x"}, "x"),
        ({"id": None}, ""),
        ({"id": True}, ""),
        ({"id": []}, ""),
    ],
)
def test_an_id_may_be_a_number(fields: dict[str, object], guid: str) -> None:
    assert entry(**fields).guid == guid


def test_a_feed_that_forgot_its_version_is_known_by_its_items() -> None:
    assert len(read(b'{"items": [{"id": "1"}]}', "here").entries) == 1


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"[]", "is JSON, but not a JSON Feed (jsonfeed.org)"),
        (b'{"items": []}', "is JSON, but not a JSON Feed (jsonfeed.org)"),
        (b'{"items": [{"name": "x"}]}', "is JSON, but not a JSON Feed (jsonfeed.org)"),
        (b"{", "is not valid JSON"),
        (b'{"a": ' * 500_000, "is JSON nested too deeply"),
        (b'{"a": ' + b"1" * 10_000 + b"}", "is not valid JSON"),
    ],
)
def test_what_is_no_json_feed_says_why(body: bytes, reason: str) -> None:
    with pytest.raises(ParseError) as caught:
        read(body, "here")
    assert (caught.value.where, caught.value.reason) == ("here", reason)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
TEXTS = ("id", "url", "title", "content_html", "content_text", "summary", "language")
FIELDS = st.sampled_from((*TEXTS, "external_url", "date_published", "authors", "author"))


@given(st.lists(st.dictionaries(FIELDS, JSON) | JSON, max_size=4), st.dictionaries(FIELDS, JSON))
def test_no_values_make_it_raise(items: list[Any], fields: dict[str, Any]) -> None:
    for item in read(feed(*items, **fields), "here").entries:
        assert all(isinstance(value, str) for value in (item.guid, item.title, item.author))
        (item.guid + item.title + item.content).encode()


@given(st.binary())
def test_any_bytes_are_a_feed_or_say_why_not(body: bytes) -> None:
    try:
        read(b"{" + body, "here")
    except ParseError as error:
        assert error.reason.startswith("is")  # noqa: PT017 - what a refusal must look like
