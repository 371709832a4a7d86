from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.errors import ParseError
from newsletter.sources.opml import Subscription, read_opml

DATA = Path(__file__).parent.parent / "data" / "opml"


def opml(body: str) -> bytes:
    return f"<opml version='2.0'><body>{body}</body></opml>".encode()


def test_feeds_come_once_and_in_order_with_their_groups_as_topics() -> None:
    assert read_opml((DATA / "nested.opml").read_bytes()) == (
        Subscription("https://ledger.example/feed?a=1&b=2", "Harbour Ledger"),
        Subscription("https://kran.example/feed.json", "Kran Notes", "Business"),
        Subscription("https://markets.example/atom", "", "Business / Markets"),
        Subscription("local.xml", "Local"),
    )


def test_bare_ampersands_of_lists_written_by_hand_are_understood() -> None:
    assert read_opml((DATA / "by-hand.opml").read_bytes()) == (
        Subscription("https://rd.example/feed?a=1&b=2", "R & D"),
    )


def test_the_declared_encoding_counts() -> None:
    body = (
        '<?xml version="1.0" encoding="ISO-8859-1"?><opml><body><outline text="Größe" xmlUrl="x"/>'
    )
    (feed,) = read_opml(f"{body}</body></opml>".encode("latin-1"))
    assert feed.title == "Größe"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b" \n", "is empty"),
        (b"hello", "is not well-formed XML: line 1, syntax error"),
        (b"<rss version='2.0'></rss>", "is not an OPML list (it begins with <rss>)"),
        (b"<opml><body><outline></body></opml>", "is not well-formed XML: line 1, mismatched tag"),
        (b"<?xml version='1.0' encoding='none'?><opml/>", "is in an unknown encoding"),
        (
            b"<!DOCTYPE opml [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><opml>&b;</opml>",
            "declares entities",
        ),
        (
            b"<!DOCTYPE opml [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><opml>&x;</opml>",
            "declares entities",
        ),
        (
            b"<!DOCTYPE o [<!ENTITY % p SYSTEM 'http://127.0.0.2/'> %p;]><opml/>",
            "declares entities",
        ),
    ],
)
def test_what_is_no_list_says_why(body: bytes, reason: str) -> None:
    with pytest.raises(ParseError) as caught:
        read_opml(body, "my.opml")
    assert caught.value.where == "my.opml"
    assert caught.value.reason.startswith(reason)


def test_hostile_lists_are_read_in_proportion_to_their_size() -> None:
    assert read_opml(opml("<outline text='g'>" * 50_000 + "</outline>" * 50_000)) == ()
    attributes = " ".join(f"a{n}=''" for n in range(50_000))
    assert len(read_opml(opml(f"<outline xmlUrl='x' {attributes}/>"))) == 1
    many = "".join(f"<outline xmlUrl='https://x.example/{n}'/>" for n in range(20_000))
    assert len(read_opml(opml(many))) == 20_000


@given(st.binary() | st.text().map(lambda text: opml(f"<outline xmlUrl='a' text='{text}'/>")))
def test_any_bytes_are_a_list_or_say_why_not(body: bytes) -> None:
    try:
        read_opml(body)
    except ParseError as error:
        assert "\n" not in error.reason  # noqa: PT017 - what a refusal must look like
