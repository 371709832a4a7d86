"""A newsletter's own feed is valid Atom that others and we ourselves read."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.model.heads import Head
from newsletter.render.atom import Channel, Published, atom
from newsletter.sources.feeds import parse_feed
from newsletter.text.markdown import to_html

AT = datetime(2026, 11, 23, 6, 0, 1, 999_999, tzinfo=UTC)
FIRST = ("morning/2026-01-01T0700", AT - timedelta(days=300))
CHANNEL = Channel("morning", "The Brief & Co", "en", "https://news.example/brief/", FIRST)
LOCAL = Channel("morning", "The Brief & Co", "en", "", FIRST)
NAMES = {"a": "http://www.w3.org/2005/Atom"}


def published(
    days: int = 0, subject: str = "Ferries <return>", text: str = "It *rained*."
) -> Published:
    at = AT - timedelta(days=days)
    key = f"morning/{at:%Y-%m-%dT%H%M}"
    head = Head(key, "The Brief", at, "UTC", subject, "Rain & wind", 3, "en")
    return Published(head, at, to_html(text))


def test_feedparser_and_we_read_the_same_from_it() -> None:
    data = atom(CHANNEL, [published(0), published(1)])
    theirs = feedparser.parse(data)
    assert not theirs.bozo
    assert theirs.version == "atom10"
    assert theirs.feed.title == "The Brief & Co"
    ours = parse_feed(data, "https://news.example/brief/morning/feed.atom", now=AT)
    assert ours.problem is None
    assert ours.feed.title == "The Brief & Co"
    links = [
        "https://news.example/brief/morning/2026-11-23T0600/edition.html",
        "https://news.example/brief/morning/2026-11-22T0600/edition.html",
    ]
    assert [one.link for one in theirs.entries] == [one.link for one in ours.entries] == links
    assert [one.id for one in theirs.entries] == [one.guid for one in ours.entries]
    assert [one.title for one in ours.entries] == ["Ferries <return>"] * 2
    assert "<em>rained</em>" in theirs.entries[0].content[0].value
    assert ours.entries[0].published == AT.replace(microsecond=0)


def test_what_the_standard_asks_of_a_feed_and_its_entries_is_there_once() -> None:
    """RFC 4287, 4.1.1 and 4.1.2."""
    root = ET.fromstring(atom(CHANNEL, [published(0), published(1)]))  # noqa: S314 - ours
    for element in (root, *root.findall("a:entry", NAMES)):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"a:{name}", NAMES)) == 1
    links = {(link.get("rel"), link.get("href")) for link in root.findall("a:link", NAMES)}
    assert ("self", "https://news.example/brief/morning/feed.atom") in links
    assert len(root.findall("a:author/a:name", NAMES)) == 1
    ids = [element.text or "" for element in root.iter("{http://www.w3.org/2005/Atom}id")]
    assert len(set(ids)) == 3
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", one) for one in ids)
    assert root.findtext("a:updated", None, NAMES) == "2026-11-23T06:00:01Z"


def test_ids_stay_when_the_newsletter_moves_and_links_are_relative_without_a_url() -> None:
    here, there = atom(LOCAL, [published()]), atom(CHANNEL, [published()])
    found = [re.findall(rb"<id>(.*)</id>", data) for data in (here, there)]
    assert found[0] == found[1]
    assert re.findall(rb'href="(.*?)"', here) == [b"index.html", b"2026-11-23T0600/edition.html"]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "mailto:a@b.org", "http://[", "x y"])
def test_a_url_that_is_none_is_left_out(url: str) -> None:
    channel = Channel("morning", "Brief", "en", url, FIRST)
    assert atom(channel, [published()]).count(b"index.html") == 1


@given(st.text(), st.text())
def test_whatever_was_published_the_feed_can_be_read(subject: str, text: str) -> None:
    data = atom(CHANNEL, [published(0, subject, text)])
    assert data == atom(CHANNEL, [published(0, subject, text)])
    root = ET.fromstring(data)  # noqa: S314 - ours
    content = root.findtext("a:entry/a:content", None, NAMES) or ""
    assert not re.search(r"<(script|style|iframe|form|img)\b|\son\w+=|javascript:", content)
