"""What earlier editions of a newsletter told, and which texts they were made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, exists, func, select

from newsletter.model import Revision
from newsletter.store import tables
from newsletter.store.entries import entry_of, told_by
from newsletter.store.values import Considered, StoredEdition

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import ScalarSelect

    from newsletter.model import Entry
    from newsletter.store.database import Database

E = tables.editions.c
P = tables.edition_entries.c
R = tables.revisions.c
OWN = tables.entries.c
EARLIER = "earlier"


class Told:
    """The memory of a newsletter: its editions since a time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def editions(self, newsletter: str, since: datetime) -> tuple[StoredEdition, ...]:
        """The editions made since then, oldest first."""
        rows = (
            select(E.id, E.made_at, E.json)
            .where(E.newsletter == newsletter, E.made_at >= since)
            .order_by(E.made_at, E.id)
        )
        with self._database.read() as connection:
            return tuple(
                StoredEdition(row.id, row.made_at, row.json.encode())
                for row in connection.execute(rows)
            )

    def considered(self, newsletter: str, since: datetime) -> tuple[Considered, ...]:
        """Every entry that those editions considered, printed or held, and which text it had."""
        rows = (
            select(tables.entries, P.edition, P.revision.label("state"))
            .select_from(tables.edition_entries)
            .join(tables.editions, E.id == P.edition)
            .join(tables.entries, OWN.id == P.entry)
            .where(P.newsletter == newsletter, E.made_at >= since)
            .order_by(E.made_at, P.edition, P.entry, P.revision)
        )
        with self._database.read() as connection:
            return tuple(
                Considered(row.edition, entry_of(row), row.state)
                for row in connection.execute(rows)
            )

    def counted(self, edition: str) -> int | None:
        """How many entries an edition considered; None where the store has no such edition."""
        rows = (
            select(E.id, func.count(P.entry))
            .outerjoin_from(
                tables.editions,
                tables.edition_entries,
                and_(P.edition == E.id, P.role != EARLIER),
            )
            .where(E.id == edition)
            .group_by(E.id)
        )
        with self._database.read() as connection:
            row = connection.execute(rows).first()
        return None if row is None else row[1]

    def last(self, entry: str) -> Mapping[str, datetime]:
        """When each newsletter last had an edition that considered the entry."""
        rows = (
            select(P.newsletter, func.max(E.made_at, type_=E.made_at.type))
            .join_from(tables.edition_entries, tables.editions, E.id == P.edition)
            .where(P.entry == entry, P.role != EARLIER)
            .group_by(P.newsletter)
        )
        with self._database.read() as connection:
            return {row[0]: row[1] for row in connection.execute(rows)}

    def edited(
        self, newsletter: str, feeds: Sequence[str], since: datetime
    ) -> tuple[tuple[Entry, Revision], ...]:
        """The entries of `feeds` that those editions considered, and that say something else now.

        With the text they have now, which is not what the newsletter's last edition about them
        considered: what a publisher takes back was told, too. Newest first.
        """
        mine = P.entry == OWN.id, P.newsletter == newsletter
        lately = (
            exists()
            .where(*mine, E.made_at >= since)
            .where(E.id == P.edition)
            .correlate(tables.entries)
        )
        known = exists().where(
            *mine, P.revision == OWN.revision, P.role != EARLIER, P.edition == _last(newsletter)
        )
        known = known.correlate(tables.entries)
        rows = (
            select(tables.entries, R.title.label("headline"), R.text, R.blocks)
            .add_columns(R.language.label("spoken"), R.feed_only)
            .join_from(tables.entries, tables.revisions, R.id == OWN.revision)
            .where(told_by(feeds), lately, ~known, R.forgotten.is_(None))
            .order_by(OWN.dated.desc(), OWN.id)
        )
        with self._database.read() as connection:
            return tuple(
                (
                    entry_of(row),
                    Revision(
                        row.revision,
                        row.headline,
                        row.text,
                        row.blocks,
                        row.spoken,
                        row.feed_only,
                    ),
                )
                for row in connection.execute(rows)
            )


def _last(newsletter: str) -> ScalarSelect[str]:
    """The newsletter's last edition that considered an entry as it was then."""
    placed, made = tables.edition_entries.alias(), tables.editions.alias()
    return (
        select(made.c.id)
        .join_from(placed, made, made.c.id == placed.c.edition)
        .where(placed.c.newsletter == newsletter, placed.c.entry == OWN.id)
        .where(placed.c.role != EARLIER)
        .order_by(made.c.made_at.desc(), made.c.id.desc())
        .limit(1)
        .correlate(tables.entries)
        .scalar_subquery()
    )
