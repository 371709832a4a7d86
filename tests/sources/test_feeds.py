from __future__ import annotations

import json
import time
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.sources.feeds import ParsedFeed, parse_feed
from newsletter.workers.guard import Guard, Limits

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
HERE = "https://feeds.example/all.xml"
DATA = Path(__file__).parent.parent / "data" / "feeds"
CASES = sorted(path.name for path in DATA.glob("*.expected"))


@pytest.fixture(scope="module")
def guard() -> Iterator[Guard]:
    guard = Guard()
    yield guard
    guard.close()


def body_of(case: str) -> bytes:
    (found,) = set(DATA.glob(case.replace(".expected", ".*"))) - {DATA / case}
    return found.read_bytes()


def rss(*items: bytes) -> bytes:
    return b'<rss version="2.0"><channel><title>T</title>' + b"".join(items) + b"</channel></rss>"


def plain_values(value: object) -> Any:
    return json.loads(json.dumps(value, default=datetime.isoformat))


@pytest.mark.parametrize("name", CASES)
def test_each_case_is_read_as_its_file_says(name: str, guard: Guard) -> None:
    expected = json.loads((DATA / name).read_text(encoding="utf-8"))
    parsed = parse_feed(body_of(name), HERE, now=NOW, guard=guard)
    entries = expected.pop("entries", None)
    about = expected.pop("about")
    assert parsed.problem == expected.pop("problem", None), about
    feed = plain_values(asdict(parsed.feed))
    assert {key: feed[key] for key in expected} == expected, about
    if entries is not None:
        found = [plain_values(asdict(entry)) for entry in parsed.entries]
        seen = [
            {key: entry[key] for key in wanted}
            for entry, wanted in zip(found, entries, strict=True)
        ]
        assert seen == entries, about
    assert len({entry.id for entry in parsed.entries}) == len(parsed.entries), about


def test_an_entry_has_the_same_id_at_every_look_and_after_a_move_to_https(guard: Guard) -> None:
    body = (DATA / "missing-ids.xml").read_bytes()
    looks = [
        parse_feed(body, f"{scheme}://feeds.example/all.xml", now=now, guard=guard)
        for scheme, now in (("http", NOW), ("https", NOW + timedelta(days=3)))
    ]
    first, second = ([entry.id for entry in look.entries] for look in looks)
    assert first == second


def test_the_same_guid_in_two_feeds_is_two_entries(guard: Guard) -> None:
    body = (DATA / "rss-plain.xml").read_bytes()
    ids = {
        parse_feed(body, where, now=NOW, guard=guard).entries[0].id
        for where in ("https://a.example/feed", "https://b.example/feed")
    }
    assert len(ids) == 2


def test_the_charset_of_the_answer_counts(guard: Guard) -> None:
    body = rss("<item><title>Żółw</title></item>".encode("iso-8859-2"))
    header = "application/rss+xml; charset=iso-8859-2"
    parsed = parse_feed(body, HERE, now=NOW, content_type=header, guard=guard)
    assert parsed.entries[0].title == "Żółw"


def test_a_feed_without_a_title_is_called_by_its_site(guard: Guard) -> None:
    body = b'<rss version="2.0"><channel><item><title>x</title></item></channel></rss>'
    assert parse_feed(body, HERE, now=NOW, guard=guard).entries[0].source == "feeds.example"
    assert parse_feed(body, "a/b.xml", now=NOW, guard=guard).entries[0].source == "b.xml"


def test_the_200_newest_entries_are_kept_in_the_order_of_the_feed(guard: Guard) -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    items = [
        f"<item><guid>{n}</guid><pubDate>{start + timedelta(hours=n):%Y-%m-%dT%H:%M:%SZ}</pubDate>"
        "</item>".encode()
        for n in range(300)
    ]
    parsed = parse_feed(
        rss(*items, b"<item><guid>undated</guid></item>"), HERE, now=NOW, guard=guard
    )
    expected = [*(str(n) for n in range(101, 300)), "undated"]
    assert [entry.guid for entry in parsed.entries] == expected


def test_fields_have_a_longest_length(guard: Guard) -> None:
    lengths = {"title": 9000, "link": 9000, "guid": 9000, "author": 900, "description": 600_000}
    item = "".join(f"<{name}>{'x' * size}</{name}>" for name, size in lengths.items()).encode()
    (entry,) = parse_feed(rss(b"<item>", item, b"</item>"), HERE, now=NOW, guard=guard).entries
    sizes = [len(entry.title), len(entry.guid), len(entry.author), len(entry.content)]
    assert sizes == [1000, 4000, 300, 500_000]
    assert entry.link is None


def test_entries_can_be_stored_and_written_whatever_characters_came(guard: Guard) -> None:
    body = json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "items": [{"id": "\0\ud800a", "title": "\0b\ud83d", "content_text": "c\0\udfff"}],
        }
    ).encode()
    (entry,) = parse_feed(body, HERE, now=NOW, guard=guard).entries
    assert (entry.guid, entry.title, entry.content) == ("a", "b", "c")


HOSTILE = {
    "ampersands": b"&" * 3_000_000,
    "links": b"<item>" + b"<link>http://a/</link>" * 100_000 + b"</item>",
    "brackets": b"<" * 3_000_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_takes_forever_is_a_problem_and_the_next_feed_is_read(name: str) -> None:
    start = time.process_time()
    strict = Guard(Limits(cpu_seconds=0.5))
    parsed = parse_feed(rss(HOSTILE[name]), HERE, now=NOW, guard=strict)
    assert parsed.problem == "could not be read: the reader took more than 0.5 s of CPU"
    assert time.process_time() - start < 1
    after = parse_feed((DATA / "rss-plain.xml").read_bytes(), HERE, now=NOW, guard=strict)
    assert len(after.entries) == 2
    strict.close()


@pytest.mark.parametrize(
    "body",
    [
        rss(b"<item><description>", b"<a>" * 20_000, b"</description></item>"),
        rss(b"<item>" * 10_000),
        b"<rss>" + b"&" * 100_000,
        b"<!DOCTYPE x [" + b"<!ENTITY a '&" * 100_000,
        b"[" * 5_000_000,
        b'{"a":' * 1_000_000,
        b"<" + bytes(range(256)) * 30_000,
    ],
    ids=["nested", "items in items", "ampersands", "entities", "brackets", "braces", "garbage"],
)
def test_hostile_input_is_read_or_has_a_problem(body: bytes, guard: Guard) -> None:
    parsed = parse_feed(body, HERE, now=NOW, guard=guard)
    assert parsed.problem or len(parsed.entries) <= 200


def test_more_than_10_mb_is_not_read(guard: Guard) -> None:
    parsed = parse_feed(rss(b" " * 10_000_000), HERE, now=NOW, guard=guard)
    assert parsed.problem == "is larger than 10 MB"


def test_names_of_the_library_cannot_be_used_against_it(guard: Guard) -> None:
    """The library keeps unknown elements under their names, as strings or as mappings."""
    names = ("title_detail", "summary_detail", "authors", "links", "content", "published_parsed")
    items = "".join(
        f"<item><title>t</title><{name} a='b'>x</{name}></item><item><{name}>x</{name}></item>"
        for name in names
    )
    channel = "".join(
        f"<{name} a='b'>x</{name}>" for name in (*names, "entries", "link", "language")
    )
    parsed = parse_feed(rss((channel + items).encode()), HERE, now=NOW, guard=guard)
    assert parsed.problem is None


PIECES = st.sampled_from(
    (
        b"<rss version='2.0'>|<feed xmlns='http://www.w3.org/2005/Atom'>|<channel>|<item>|<entry>"
        b"|<title>|</title>|<link>|</link>|<link href='http://[' />|<guid>|<pubDate>|</item>"
        b"|<![CDATA[|]]>|&#0;|&#xD800;|&nbsp;|<?xml version='1.0' encoding='utf-7'?>|<!DOCTYPE"
        b"|{|\"items\":|[|http://[::1|Mon, 99 Foo 9999 99:99:99 +9999|<content type='xhtml'>|\0"
    ).split(b"|")
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES | st.binary(max_size=12), max_size=30).map(b"".join))
def test_no_bytes_make_it_raise(body: bytes) -> None:
    parsed = parse_feed(body, HERE, now=NOW)
    assert isinstance(parsed, ParsedFeed)
    assert parsed.problem is None or not parsed.entries
    for entry in parsed.entries:
        assert entry.guid
        assert entry.link is None or entry.link.startswith(("http://", "https://"))
        json.dumps(asdict(entry), default=datetime.isoformat, ensure_ascii=False).encode()
