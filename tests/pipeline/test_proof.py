"""Whatever is changed in an edition, or in what the store says of its sources, is named."""

from __future__ import annotations

import copy
import json
import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from newsletter.config.load import load
from newsletter.edition.codec import from_json
from newsletter.errors import ParseError
from newsletter.pipeline.proof import problems
from newsletter.store.store import open_store
from tests.pipeline.rig import Rig

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsletter.store.store import Store

FEED = """<rss version="2.0"><channel><title>{name}</title><language>en</language>
<link>https://{host}/</link>{items}</channel></rss>"""
ITEM = """<item><guid>{host}/{n}</guid><title>{title}</title><category>Ships</category>
<link>https://{host}/{n}</link><pubDate>Mon, {day} Nov 2026 05:00:00 GMT</pubDate>
<description>{text}</description></item>"""
SHIPS = "Harbour Lines orders two ships"
FIRST = (
    "Harbour Lines will spend $40 million on two ships, the ferry operator said on Monday. "
    "Its shares rose 12% in Varde. Rivals are watching the shipyards closely this winter."
)
OTHER = (
    "Ferry operator Harbour Lines is to buy two ships for $44 million, its chairman told workers. "
    "The ships will sail from spring on, and 120 people are to be hired in Varde."
)
LATER = FIRST.replace("$40 million", "$55 million").replace("12%", "9%")
LIBRARY = "The library of Varde opens at ten from Tuesday on. It has 40,000 books and 12 rooms."
SETTINGS = """
version = 1
[sources]
feeds = ["quay.xml", "wire.xml", "broken.xml"]
[digest]
stories = 1
[render]
footer = "Not *advice*."
max_quote = 0.9
[[newsletter]]
name = "morning"
timezone = "Europe/Copenhagen"
[newsletter.deliver]
folder = "out"
from = "The Brief <brief@quay.example>"
reply_to = "desk@quay.example"
to = ["readers@quay.example"]
url = "https://quay.example/brief"
unsubscribe = "https://quay.example/leave"
address = "4 Quay Street, Varde"
list_id = "brief.quay.example"
"""
EDITION = "morning/2026-11-24T0700"
# What else a value may be that still is an edition: tried in this order.
OTHERS: tuple[Any, ...] = (
    "https://elsewhere.example/",
    "2020-01-01T00:00:00Z",
    "update",
    "down",
    "title",
    7,
    {"text": "Mine.", "was": ""},
    ["subject"],
    [[1, 2]],
)

# What readers see of the frame. Settings say it, which may be others by now: its only witness is
# the edition as it was stored, with which its file is compared.
FRAME = (
    "as_of",
    "corrects",
    "coverage.answered",
    "coverage.files",
    "coverage.troubles.*.reason",
    "coverage.troubles.*.since",
    "coverage.troubles.*.source",
    "id",  # under which the store has it: asked for by its id, another one is named
    "items.*.section",
    "items.*.summary.bullets.*.label",
    "look.accent",
    "look.footer",
    "look.language",
    "masthead.address",
    "masthead.list_id",
    "masthead.reply_to",
    "masthead.sender",
    "masthead.unsubscribe",
    "masthead.url",
    "slot",
    "timezone",
    "title",
)
# What no reader sees: nothing that is printed or linked depends on it.
RECORD = (
    "contexts.*.span.end",  # around no quotation, it is not shown
    "contexts.*.span.start",
    "decisions.*.factors.*.*",  # the name; its value must sum to the score
    "items.*.summary.bullets.*.lens",
    "items.*.summary.bullets.*.score",
    "items.*.summary.sources.*",
    "max_quote",
    "settings.*.*",
    "version",
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose second edition tells what changed since the first, and what differs."""
    home = tmp_path_factory.mktemp("proof")
    (home / "newsletter.toml").write_text(SETTINGS)
    for day, text in ((23, FIRST), (24, LATER)):
        ships = ITEM.format(host="quay.example", n=day, title=SHIPS, day=day, text=text)
        books = ITEM.format(
            host="quay.example", n=day + 50, title="Library opens late", day=day, text=LIBRARY
        )
        quay = FEED.format(name="The Quay", host="quay.example", items=ships + books)
        (home / "quay.xml").write_text(quay)
        again = ITEM.format(
            host="wire.example", n=day, title=f"{SHIPS} for $44 million", day=day, text=OTHER
        )
        wire = FEED.format(name="Harbour Wire", host="wire.example", items=again)
        (home / "wire.xml").write_text(wire)
        code, said = Rig(home, "")("run", "--at", f"2026-11-{day}T07:00")
        assert code in {0, 3}, said
    return home


@pytest.fixture(scope="module")
def store(root: Path) -> Iterator[Store]:
    with open_store(load(root / "newsletter.toml", {}).store.url, root) as opened:
        yield opened


def published(store: Store) -> bytes:
    data = store.editions.get(EDITION)
    assert data is not None
    return data


def places(value: Any, where: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Where each value stands that holds no others."""
    if isinstance(value, dict | list) and value:
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in pairs:
            yield from places(inner, (*where, key))
    else:
        yield where


def changed(edition: Any, where: tuple[str | int, ...]) -> Iterator[bytes]:
    """The edition with another value there, in a few ways."""
    old = edition
    for key in where:
        old = old[key]
    dated = isinstance(old, str) and re.match(r"\d{4}-\d\d-\d\dT.*Z$", old)
    others: tuple[Any, ...] = OTHERS
    if isinstance(old, bool):
        others = (not old,)
    elif isinstance(old, int | float):
        others = (old + 1,)
    elif isinstance(old, str):
        others = (f"2019{old[4:]}",) if dated else (f"{old}x", *OTHERS)
    for other in others:
        made = copy.deepcopy(edition)
        inner = made
        for key in where[:-1]:
            inner = inner[key]
        inner[where[-1]] = other
        yield json.dumps(made).encode()


def shape(where: tuple[str | int, ...]) -> str:
    return ".".join("*" if isinstance(one, int) else one for one in where)


def unnoticed(store: Store, *, row: bool) -> set[str]:
    """The fields of which a changed value passes; with `row`, it is changed in the store, too."""
    data = published(store)
    edition = json.loads(data)
    found, seen = set(), set()
    for where in places(edition):
        name = shape(where)
        if name in seen:
            continue
        for forged in changed(edition, where):
            try:
                value = from_json(forged, "x")
            except ParseError:
                continue
            if value == from_json(data, "x"):
                continue
            seen.add(name)
            stored = forged if row else store.editions.get(value.id)
            if not problems(value, stored, store):
                found.add(name)
            break
    assert len(seen) > 80
    return found


def test_the_published_edition_holds(store: Store) -> None:
    edition = from_json(published(store), EDITION)
    assert edition.items[0].changes
    assert problems(edition, published(store), store) == ()


def test_whatever_is_changed_in_its_file_is_named(store: Store) -> None:
    """One of another id was not published, which is told."""
    assert unnoticed(store, row=False) == {"id"}


def test_of_what_texts_and_entries_cannot_vouch_for_the_list_is_short(store: Store) -> None:
    """Even where the row of the store is changed with the file, no quotation or source is."""
    assert unnoticed(store, row=True) == set(FRAME) | set(RECORD)


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("source", "The Pier", "the store has it from 'The Pier', not from 'The Quay'"),
        ("link", "https://pier.example/", "its address is 'https://pier.example/', not 'https://q"),
        ("published", "2026-11-20 05:00:00.000000", "it was published 2026-11-20"),
    ],
)
def test_what_is_changed_in_a_stored_entry_is_named(
    root: Path, store: Store, column: str, value: str, said: str
) -> None:
    edition = from_json(published(store), EDITION)
    source = next(one for one in edition.sources if one.name == "The Quay")
    (file,) = root.glob("*.db")
    with closing(sqlite3.connect(file)) as database:
        get = f"SELECT {column} FROM entries WHERE id=?"  # noqa: S608 - one of those above
        (old,) = database.execute(get, (source.entry,)).fetchone()
        put = f"UPDATE entries SET {column}=? WHERE id=?"  # noqa: S608 - as above
        database.execute(put, (value, source.entry))
        database.commit()
        try:
            told = problems(edition, published(store), store)
        finally:
            database.execute(put, (old, source.entry))
            database.commit()
    assert [one for one in told if one.startswith(f"source {source.number}: {said}")]


def test_an_address_that_its_publisher_moved_since_is_no_forgery(root: Path, store: Store) -> None:
    """An edit is a new text of the entry; the edition printed the one before it."""
    edition = from_json(published(store), EDITION)
    source = next(one for one in edition.sources if one.name == "The Quay")
    other = next(one for one in edition.sources if one.revision != source.revision)
    (file,) = root.glob("*.db")
    put = "UPDATE entries SET link=?, revision=? WHERE id=?"
    with closing(sqlite3.connect(file)) as database:
        database.execute(put, ("https://quay.example/moved", other.revision, source.entry))
        database.commit()
        try:
            assert problems(edition, published(store), store) == ()
        finally:
            database.execute(put, (source.url, source.revision, source.entry))
            database.commit()
