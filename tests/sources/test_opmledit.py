from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.errors import ParseError
from newsletter.sources.opml import Subscription, read_opml, write_opml
from newsletter.sources.opmledit import with_feeds, without_feed

LIST = b"""<?xml version="1.0"?>
<opml version="2.0" xmlns:x="urn:x"><!-- mine -->
  <body>
    <outline text="Business" x:kept='yes'>
      <outline text="A" xmlUrl="https://a.example/"/>
    </outline>
    <outline text="Empty" />
  </body>
</opml>
"""


def test_a_feed_goes_to_the_end_and_every_other_byte_stays() -> None:
    changed = with_feeds(LIST, [Subscription("https://b.example/?x=1&y=2", 'B "b"')], "l.opml")
    line = b"""    <outline type="rss" text='B "b"' title='B "b"' xmlUrl="https://b.example/?x=1&amp;y=2"/>\n"""
    assert changed.replace(line, b"") == LIST
    assert changed.endswith(line + b"  </body>\n</opml>\n")


@pytest.mark.parametrize("topic", ["Business", "Empty", "Business / New / Newer", "Other"])
def test_a_feed_goes_into_its_group_which_is_made_where_it_is_missing(topic: str) -> None:
    new = Subscription("https://b.example/", "B", topic)
    changed = with_feeds(LIST, [new], "l.opml")
    assert set(read_opml(changed)) == {*read_opml(LIST), new}
    assert changed.count(b"<outline") == changed.count(b"/>") + changed.count(b"</outline>")


def test_a_feed_is_taken_out_and_every_other_byte_stays() -> None:
    line = b"""      <outline text="A" xmlUrl="https://a.example/"/>\n"""
    assert without_feed(LIST, "https://a.example/", "l.opml") == LIST.replace(line, b"")
    assert without_feed(LIST, "https://other.example/", "l.opml") == LIST


def test_what_went_in_comes_out_again() -> None:
    new = Subscription("https://b.example/", "B")
    assert without_feed(with_feeds(LIST, [new], "l"), new.url, "l") == LIST


@pytest.mark.parametrize(
    "body",
    [
        "<opml><body/></opml>",
        "<opml><body></body></opml>",
        "<OPML><BODY><OUTLINE text='A' XMLURL='https://a.example/'></OUTLINE></BODY></OPML>",
        "<opml><body><outline text='A' xmlUrl='https://a.example/?b=1&c=2'/></body></opml>",
        "<?xml version='1.0' encoding='iso-8859-1'?><opml><body><outline text='é'/></body></opml>",
    ],
)
def test_lists_of_other_programs_take_a_feed(body: str) -> None:
    data = body.encode("latin-1")
    new = Subscription("https://b.example/", "Bé")
    changed = with_feeds(data, [new], "l.opml")
    assert read_opml(changed) == (*read_opml(data), new)
    assert read_opml(without_feed(changed, new.url, "l.opml")) == read_opml(data)


def test_utf16_becomes_utf8() -> None:
    data = LIST.decode().replace("1.0", '1.0" encoding="utf-16', 1).encode("utf-16")
    changed = with_feeds(data, [Subscription("https://b.example/")], "l.opml")
    assert b"https://b.example/" in changed
    assert len(read_opml(changed)) == 2


@pytest.mark.parametrize("body", [b"", b"<opml", b"<rss/>", b"<opml/>"])
def test_what_is_no_list_is_one_clear_line(body: bytes) -> None:
    with pytest.raises(ParseError, match=r"^l\.opml: "):
        with_feeds(body, [Subscription("https://b.example/")], "l.opml")


NAMES = st.text(st.characters(min_codepoint=32, exclude_categories=["C", "Z"]), min_size=1).map(
    lambda name: " ".join(name.replace("/", "-").split())[:30] or "x"
)


@given(
    st.dictionaries(
        NAMES.map(lambda name: f"https://{name.encode().hex()[:20]}.example/"),
        st.tuples(NAMES, st.lists(NAMES, max_size=3).map(" / ".join)),
        max_size=5,
    )
)
def test_a_list_that_was_written_or_edited_reads_the_same(
    feeds: dict[str, tuple[str, str]],
) -> None:
    wanted = {Subscription(url, title, topic) for url, (title, topic) in feeds.items()}
    assert set(read_opml(write_opml(tuple(wanted), "T"))) == wanted
    assert set(read_opml(with_feeds(write_opml((), "T"), wanted, "l"))) == wanted
