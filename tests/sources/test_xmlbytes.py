from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.sources.xmlbytes import LONG, HostileError, prepared, root_of


def rss(*items: bytes) -> bytes:
    return b'<rss version="2.0"><channel><title>T</title>' + b"".join(items) + b"</channel></rss>"


def item(number: int, year: int) -> bytes:
    return b"<item><guid>%d</guid><pubDate>%d-01-01T00:00:00Z</pubDate></item>" % (number, year)


def attributes(count: int, value: bytes = b"v") -> bytes:
    return b"<x " + b" ".join(b'a%d="%b"' % (n, value) for n in range(count)) + b"/>"


HOSTILE = {
    "attributes": (rss(attributes(10_000)), "more than 500 attributes"),
    "attributes with brackets": (rss(attributes(10_000, b">")), "more than 500 attributes"),
    "attributes in UTF-16": (rss(attributes(10_000)).decode().encode("utf-16"), "500 attributes"),
    "attributes, unmarked": (rss(attributes(600)).decode().encode("utf-16-be"), "500 attributes"),
    "nested": (rss(b"<a>" * 100_000, b"</a>" * 100_000), "more than 2,000 deep"),
    "never closed": (rss(b"<a><b/>" * 100_000), "more than 2,000 deep"),
    "items in items": (rss(b"<item>" * 100_000), "more than 2,000 deep"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_would_hold_up_the_reader_is_refused_at_once(name: str) -> None:
    body, reason = HOSTILE[name]
    start = time.process_time()
    with pytest.raises(HostileError, match=reason):
        prepared(body)
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    "body",
    [
        rss(attributes(400)),
        rss(b"<p>" * 1_500, b"</p>" * 1_500),
        rss(b"<br><img src='a>b'>" * 50, b"<a></a>" * 5_000),
        rss(b"<item><description><![CDATA[", b"<div>" * 5_000, b"]]></description></item>"),
        rss(b"<!--", b"<div>" * 5_000, b"-->"),
        rss(b"<item><p></item>" * 300),
    ],
    ids=["attributes", "deep", "side by side", "within CDATA", "within a comment", "unclosed"],
)
def test_what_feeds_may_hold_goes_through_as_it_is(body: bytes) -> None:
    assert prepared(body) == body


def test_of_a_long_feed_the_newest_items_go_through_in_their_order() -> None:
    items = [item(number, 2000 + number % 20) for number in range(2 * LONG)]
    kept = prepared(rss(*items))
    assert kept == rss(*(one for n, one in enumerate(items) if n % 20 >= 10))


@pytest.mark.parametrize(
    "extra",
    [b"<item>", b"</item>", b"<![CDATA[ </item>", b"<!-- <item>"],
    ids=["opened", "closed", "CDATA", "comment"],
)
def test_items_that_are_not_plainly_side_by_side_are_left_alone(extra: bytes) -> None:
    body = rss(extra, *(item(n, 2000) for n in range(2 * LONG)))
    assert prepared(body) == body


def test_marks_of_items_in_texts_are_texts() -> None:
    tricky = b"<item><title><![CDATA[</item><item>]]></title><!-- </item> --></item>"
    body = rss(tricky, *(item(n, 2000) for n in range(LONG)))
    assert prepared(body).count(b"</item>") == LONG + 2


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "cp1252"])
def test_whatever_the_encoding_it_becomes_utf8(encoding: str) -> None:
    body = '<?xml version="1.0" encoding="utf-8"?><rss>Häfen</rss>'.encode(encoding)
    assert prepared(body) == "<rss>Häfen</rss>".encode()


def test_what_came_over_the_wire_names_the_encoding() -> None:
    body = '<?xml version="1.0" encoding="iso-8859-1"?><rss>Żółw</rss>'.encode("iso-8859-2")
    assert prepared(body, 'text/xml; charset="ISO-8859-2"') == "<rss>Żółw</rss>".encode()


def test_the_root_is_the_first_element() -> None:
    assert root_of(b"<?xml version='1.0'?><!-- x --><RDF:rdf>") == "rdf:rdf"
    assert root_of(b"nothing") == ""


TIMED = {
    "blanks": rss(b"<item><title>", b" " * 3_000_000, b"</title></item>"),
    "blanks in a tag": rss(b"<x ", b" " * 3_000_000, b"a='1'/>"),
    "quotes": rss(b'<a b="' * 200_000),
    "declaration": b"<?xml " + b" " * 1_000_000 + b"encoding='x'" + rss(),
    "CDATA": rss(b"<![CDATA[" * 200_000),
    "comments": rss(b"<!--" * 300_000),
    "closing": rss(b"<a>" * 1_000, b"</a></b>" * 200_000),
    "name": rss(b"<item><author>", b"a" * 1_000_000, b"@</author></item>"),
}


@pytest.mark.parametrize("name", TIMED)
def test_it_takes_time_in_proportion_to_the_length(name: str) -> None:
    start = time.process_time()
    prepared(TIMED[name])
    assert time.process_time() - start < 2


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from([b"<item>", b"</item>", b"<entry/>", b"<![CDATA[", b"]]>", b"<a b='c'>"])
        | st.binary(max_size=6),
        max_size=30,
    ).map(b"".join)
)
def test_any_bytes_come_out_as_utf8(body: bytes) -> None:
    prepared(body).decode()
