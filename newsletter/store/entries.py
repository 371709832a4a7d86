"""Entries and their texts."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from sqlalchemy import and_, exists, or_, select

from newsletter.model import Entry, Revision
from newsletter.store import arrivals, tables
from newsletter.store.database import Database, batches
from newsletter.store.identity import spellings
from newsletter.store.values import Added, Edit, EntryRow
from newsletter.text.difference import changes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Row

TEXTS = 500
R = tables.revisions.c
TEXT = (R.id, R.title, R.text, R.blocks, R.language, R.feed_only)


class Entries:
    """Everything that came in, each item once."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def unseen(self, entries: Sequence[Entry]) -> tuple[Entry, ...]:
        """Those worth reading: new, or saying something else than when they were last seen."""
        with self._database.read() as connection:
            return arrivals.unseen(connection, entries)

    def add(self, pairs: Sequence[tuple[Entry, Revision]], now: datetime) -> Added:
        """Stores what is new and what was revised, all or nothing; the known changes nothing."""
        with self._database.write() as connection:
            return arrivals.add(connection, pairs, now)

    def fresh(
        self,
        newsletter: str,
        feeds: Sequence[str],
        since: datetime,
        *,
        by_arrival: Sequence[str] = (),
        edits: bool = True,
    ) -> tuple[tuple[Entry, Revision], ...]:
        """What `feeds` told since then and no edition of `newsletter` printed; newest first.

        An entry counts from the time it was published, an undated one and one of the feeds
        `by_arrival` from when it was first seen. With `edits`, one that was printed and has
        another text since is among them.
        `Entry.content` is empty: the text is in the Revision.
        """
        told, texts = tables.entries.c, tables.revisions
        rows = (
            select(tables.entries, texts.c.title.label("headline"), texts.c.text, texts.c.blocks)
            .add_columns(texts.c.language.label("spoken"), texts.c.feed_only)
            .join_from(tables.entries, texts, texts.c.id == told.revision)
            .where(_young(since, by_arrival), told_by(feeds))
            .where(~_printed(newsletter, edits=edits), texts.c.forgotten.is_(None))
            .order_by(told.dated.desc(), told.id)
        )
        with self._database.read() as connection:
            return tuple((entry_of(row), _revision(row)) for row in connection.execute(rows))

    def rows(
        self,
        newsletter: str | None = None,
        feeds: Sequence[str] | None = None,
        since: datetime | None = None,
    ) -> tuple[EntryRow, ...]:
        """What the store holds, of some feeds or of all, in the order it was first seen."""
        told = tables.entries.c
        columns = (told.id, told.feed, told.guid, told.title, told.link)
        times = (told.published, told.first_seen, told.revision)
        rows = select(*columns, *times).order_by(told.first_seen, told.id)
        if feeds is not None:
            rows = rows.where(told_by(feeds))
        if since is not None:
            rows = rows.where(told.dated >= since)
        with self._database.read() as connection:
            last = _last_editions(connection, newsletter)
            return tuple(
                EntryRow(*row, edition=last.get(row.id)) for row in connection.execute(rows)
            )

    def starting(self, prefix: str, limit: int) -> Mapping[str, str]:
        """The titles of entries by their ids that start so, in the order of the ids."""
        told = tables.entries.c
        rows = (
            select(told.id, told.title)
            .where(told.id.startswith(prefix, autoescape=True))
            .order_by(told.id)
            .limit(limit)
        )
        with self._database.read() as connection:
            return {row.id: row.title for row in connection.execute(rows)}

    def told(self, ids: Iterable[str]) -> Mapping[str, tuple[Entry, str]]:
        """Entries by id, each with the id of its text of now; those unknown are missing."""
        found: dict[str, tuple[Entry, str]] = {}
        with self._database.read() as connection:
            for batch in batches(ids, TEXTS):
                rows = connection.execute(
                    select(tables.entries).where(tables.entries.c.id.in_(batch))
                )
                found.update((row.id, (entry_of(row), row.revision)) for row in rows)
        return found

    def texts(self, revisions: Iterable[str]) -> Mapping[str, Revision]:
        """Revisions by id; those the store does not hold are missing."""
        found: dict[str, Revision] = {}
        with self._database.read() as connection:
            for batch in batches(revisions, TEXTS):
                rows = connection.execute(
                    select(*TEXT).where(R.id.in_(batch), R.forgotten.is_(None))
                )
                found.update((row.id, Revision(*row)) for row in rows)
        return found

    def history(self, entry: str) -> tuple[tuple[datetime, Revision], ...]:
        """The texts that an entry has had and when each was first seen, oldest first.

        Those that were forgotten are not among them.
        """
        seen = tables.entry_revisions.c
        rows = (
            select(seen.seen, *TEXT)
            .join_from(tables.entry_revisions, tables.revisions, R.id == seen.revision)
            .where(seen.entry == entry)
            .order_by(seen.seen)
        )
        with self._database.read() as connection:
            return tuple((row[0], Revision(*row[1:])) for row in connection.execute(rows))

    def edits(self, entry: str) -> tuple[Edit, ...]:
        """What its publisher changed, oldest first: the texts are kept, the difference follows."""
        return tuple(
            Edit(seen, text.id, changes(old.title, text.title), changes(old.text, text.text))
            for (_, old), (seen, text) in pairwise(self.history(entry))
        )


def _young(since: datetime, by_arrival: Sequence[str]) -> ColumnElement[bool]:
    told = tables.entries.c
    if not by_arrival:
        return told.dated >= since
    return or_(told.dated >= since, and_(told.first_seen >= since, told_by(by_arrival)))


def told_by(feeds: Sequence[str]) -> ColumnElement[bool]:
    """Whether one of the feeds told of an entry, under any of its spellings."""
    sightings = tables.sightings.c
    names = sorted({name for feed in feeds for name in spellings(feed)})
    seen = and_(sightings.entry == tables.entries.c.id, sightings.feed.in_(names))
    # By its own feed, too: the guid it was seen under may be another article's by now.
    return or_(tables.entries.c.feed.in_(names), exists().where(seen))


def _printed(newsletter: str, *, edits: bool) -> ColumnElement[bool]:
    printed, told = tables.edition_entries.c, tables.entries.c
    same = and_(printed.newsletter == newsletter, printed.entry == told.id)
    return exists().where(and_(same, printed.revision == told.revision) if edits else same)


def _last_editions(connection: Connection, newsletter: str | None) -> Mapping[str, str]:
    """By entry the edition that printed it last.

    Asked for at once: a subquery for each of 100,000 entries took 53 s.
    """
    printed, editions = tables.edition_entries.c, tables.editions.c
    rows = (
        select(printed.entry, printed.edition)
        .join_from(tables.edition_entries, tables.editions, editions.id == printed.edition)
        .order_by(editions.made_at, editions.id)
    )
    if newsletter is not None:
        rows = rows.where(printed.newsletter == newsletter)
    return {row.entry: row.edition for row in connection.execute(rows)}


def entry_of(row: Row[tuple[object, ...]]) -> Entry:
    """The entry of a row that has the columns of `entries`; its content is in the Revision."""
    return Entry(
        id=row.id,
        source=row.source,
        feed=row.feed,
        guid=row.guid,
        title=row.title,
        link=row.link,
        published=row.published,
        updated=row.updated,
        author=row.author,
        language=row.language,
        topic=row.topic,
        content_type=row.content_type,
    )


def _revision(row: Row[tuple[object, ...]]) -> Revision:
    return Revision(row.revision, row.headline, row.text, row.blocks, row.spoken, row.feed_only)
