"""The editions that were published, as archives and the web show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from newsletter.store import tables
from newsletter.store.values import StoredEdition

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement

    from newsletter.store.database import Database

E = tables.editions.c
S = tables.slots.c


class Shelf:
    """Only what is done: an edition whose slot is still at work, or failed, is on no shelf."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def count(self, newsletter: str) -> int:
        with self._database.read() as connection:
            counted = select(func.count()).select_from(tables.editions)
            return connection.scalar(counted.where(_published(newsletter))) or 0

    def editions(
        self, newsletter: str, limit: int | None = None, skip: int = 0
    ) -> Iterator[StoredEdition]:
        """The newest first, from the one after `skip` on."""
        rows = select(E.id, E.made_at, E.json).where(_published(newsletter))
        rows = rows.order_by(E.made_at.desc(), E.id.desc()).limit(limit).offset(skip)
        # A few at a time: five years of editions are some 200 MB. Who takes the first alone leaves
        # no cursor open on the server.
        few = rows.execution_options(yield_per=50)
        with self._database.read() as connection, connection.execute(few) as found:
            for row in found:
                yield StoredEdition(row.id, row.made_at, row.json.encode())

    def first(self, newsletter: str) -> StoredEdition | None:
        """The oldest one."""
        rows = select(E.id, E.made_at, E.json).where(_published(newsletter))
        with self._database.read() as connection:
            row = connection.execute(rows.order_by(E.made_at, E.id).limit(1)).one_or_none()
        return None if row is None else StoredEdition(row.id, row.made_at, row.json.encode())

    def get(self, newsletter: str, edition: str) -> bytes | None:
        """An edition's JSON, byte for byte; None where none of that id was published."""
        with self._database.read() as connection:
            json = connection.scalar(select(E.json).where(E.id == edition, _published(newsletter)))
        return None if json is None else json.encode()


def _published(newsletter: str) -> ColumnElement[bool]:
    at_work = select(S.edition).where(
        S.newsletter == newsletter, S.state != "done", S.edition.is_not(None)
    )
    return (E.newsletter == newsletter) & E.id.not_in(at_work)
