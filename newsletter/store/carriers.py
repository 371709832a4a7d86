"""Who else printed an entry: feeds that told, to the letter, what another feed told first.

The entry is there once, and so is what is printed of it; how many outlets told it is news as well.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sqlalchemy import Column, ForeignKey, String, Table, Text, select

from newsletter.store.database import Database, batches
from newsletter.store.identity import same_feed, spellings, url_key
from newsletter.store.tables import UtcTime, metadata

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Row

    from newsletter.model import Entry

BATCH = 500

# `key` is that of the sighting.
carriers = Table(
    "carriers",
    metadata,
    Column("key", String, primary_key=True),
    Column("entry", ForeignKey("entries.id"), nullable=False, index=True),
    Column("feed", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("link", Text),
    Column("published", UtcTime),
)


class Carriers:
    """The copies of what is stored once."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, entries: Iterable[Entry], feeds: Sequence[str]) -> Mapping[str, tuple[Entry, ...]]:
        """By id, each entry as other outlets among `feeds` printed it, in the order of their names.

        Entries that nobody else printed are missing.
        """
        asked = {entry.id: entry for entry in entries}
        mine = frozenset(name for feed in feeds for name in spellings(feed))
        found: dict[str, tuple[Entry, ...]] = {}
        with self._database.read() as connection:
            for batch in batches(asked, BATCH):
                rows = connection.execute(
                    select(carriers)
                    .where(carriers.c.entry.in_(batch))
                    .order_by(carriers.c.entry, carriers.c.source, carriers.c.key)
                )
                for row in rows:
                    if row.feed not in mine:
                        continue
                    printed = _printed(asked[row.entry], row)
                    others = found.get(row.entry, ())
                    if all(are_two(printed, one) for one in (asked[row.entry], *others)):
                        found[row.entry] = (*others, printed)
        return found

    def copies(self, entries: Iterable[Entry]) -> tuple[Entry, ...]:
        """The entries as every other feed printed them."""
        asked = {entry.id: entry for entry in entries}
        found: list[Entry] = []
        with self._database.read() as connection:
            for batch in batches(asked, BATCH):
                rows = connection.execute(select(carriers).where(carriers.c.entry.in_(batch)))
                found += [_printed(asked[row.entry], row) for row in rows]
        return tuple(found)


def _printed(entry: Entry, row: Row[Any]) -> Entry:
    """The entry as the feed of a row printed it."""
    return replace(entry, source=row.source, feed=row.feed, link=row.link, published=row.published)


def are_two(one: Entry, other: Entry) -> bool:
    """Whether two outlets printed it: not one under two names, and not one page in two feeds."""
    if same_feed(one.feed, other.feed) or _folded(one.source) == _folded(other.source):
        return False
    if one.link and other.link:
        mine, theirs = _host(one.link), _host(other.link)
        site = mine == theirs or mine.endswith(f".{theirs}") or theirs.endswith(f".{mine}")
        return not site and url_key(one.link) != url_key(other.link)
    return True


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _host(link: str) -> str:
    try:
        return (urlsplit(link).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
