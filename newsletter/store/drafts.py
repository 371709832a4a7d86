"""Drafts on an editor's desk: of what they were made, who approved them, and what became of them.

The entries of a draft are not used up: they are an edition's only when the draft goes out, in the
transaction that stores the edition.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    String,
    Table,
    Text,
    delete,
    exists,
    select,
    update,
)

from newsletter.store import tables
from newsletter.store.claims import first_free
from newsletter.store.database import insert_new, upsert
from newsletter.store.tables import UtcTime, metadata
from newsletter.store.values import Draft

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection

    from newsletter.store.database import Database

    Own = tuple[str, str]

# `slot` is the planned time that it is for, if any; `json` and `text` are the edition and its
# manuscript as they were drafted; `manuscript` and `own` what went out, and the editor's in it.
drafts = Table(
    "drafts",
    metadata,
    Column("newsletter", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("slot", UtcTime),
    Column("state", String, nullable=False),
    Column("made_at", UtcTime, nullable=False),
    Column("json", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("approved", String, nullable=False),
    Column("approved_by", Text, nullable=False),
    Column("approved_at", UtcTime),
    Column("at", UtcTime, nullable=False),
    Column("reason", Text, nullable=False),
    Column("edition", ForeignKey("editions.id"), index=True),
    Column("manuscript", Text, nullable=False),
    Column("own", Text, nullable=False),
    Column("corrects", String, nullable=False),
)

draft_entries = Table(
    "draft_entries",
    metadata,
    Column("newsletter", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("entry", ForeignKey("entries.id"), primary_key=True),
    Column("revision", ForeignKey("revisions.id"), primary_key=True, index=True),
    ForeignKeyConstraint(["newsletter", "key"], ["drafts.newsletter", "drafts.key"]),
)

D, E = drafts.c, draft_entries.c
_OWN = ("slot", "state", "made_at", "json", "text", "approved", "approved_by", "approved_at")


class Drafts:
    """At most one of a newsletter is open at a time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def open(self, newsletter: str) -> Draft | None:
        """The draft that lies on the desk."""
        found = self._read((D.newsletter == newsletter) & (D.state == "open"))
        return found[0] if found else None

    def get(self, newsletter: str, key: str) -> Draft | None:
        found = self._read((D.newsletter == newsletter) & (D.key == key))
        return found[0] if found else None

    def sent_as(self, edition: str) -> tuple[Draft, str] | None:
        """The draft that an edition was, and its manuscript as it went out."""
        found = self._read(D.edition == edition)
        if not found:
            return None
        with self._database.read() as connection:
            text = connection.scalar(select(D.manuscript).where(D.edition == edition))
        return found[0], text or ""

    def last(self, newsletter: str, limit: int = 5) -> tuple[Draft, ...]:
        """The newest drafts, whatever became of them."""
        return self._read(D.newsletter == newsletter)[:limit]

    def free(self, newsletter: str, key: str) -> str:
        """The key, or that with a number where an earlier draft has it."""
        return first_free(key, {one.key for one in self._read(D.newsletter == newsletter)})

    def keep(self, draft: Draft, entries: Iterable[tuple[str, str]], now: datetime) -> bool:
        """Stores an open draft, new or made anew, with the entries and texts it is made of.

        False, and nothing is stored, where it is open no more or another one is.
        """
        mine = (D.newsletter == draft.newsletter) & (D.key == draft.key)
        row = {name: getattr(draft, name) for name in _OWN} | {
            "newsletter": draft.newsletter,
            "key": draft.key,
            "at": now,
            "reason": "",
            "edition": None,
            "manuscript": "",
            "own": "",
            "corrects": draft.corrects,
        }
        with self._database.write() as connection:
            others = (D.newsletter == draft.newsletter) & (D.state == "open") & (D.key != draft.key)
            gone = exists().where(others | (mine & (D.state != "open")))
            if connection.scalar(select(gone)):
                return False
            upsert(connection, drafts, [row])
            connection.execute(delete(draft_entries).where(_entries_of(draft)))
            made_of = [
                {
                    "newsletter": draft.newsletter,
                    "key": draft.key,
                    "entry": entry,
                    "revision": revision,
                }
                for entry, revision in entries
            ]
            insert_new(connection, draft_entries, made_of)
        return True

    def entries(self, draft: Draft) -> tuple[tuple[str, str], ...]:
        """The ids of the entries that it was made of, each with its revision's."""
        rows = select(E.entry, E.revision).where(_entries_of(draft)).order_by(E.entry, E.revision)
        with self._database.read() as connection:
            return tuple((row.entry, row.revision) for row in connection.execute(rows))

    def approve(self, draft: Draft, digest: str, who: str, now: datetime) -> bool:
        """Whoever approves it says so of a manuscript with this digest. False: open no more."""
        return self._put(draft, now, approved=digest, approved_by=who, approved_at=now)

    def drop(self, draft: Draft, reason: str, now: datetime) -> bool:
        """It will never go out, and what it was made of is free for the next. False: as above."""
        return self._put(draft, now, state="dropped", reason=reason)

    def going_out(
        self, draft: Draft, edition: str, manuscript: str, own: Sequence[Own], now: datetime
    ) -> Callable[[Connection], bool]:
        """What is to be done in the transaction that stores the edition; False: not this draft.

        So it is when it was sent or dropped meanwhile, approved otherwise or drafted anew, or when
        another edition went out since it was drafted.
        """
        unchanged = (D.made_at == draft.made_at) & (D.approved == draft.approved)

        def done(connection: Connection) -> bool:
            if not draft.corrects and connection.scalar(select(_later(draft, edition))):
                return False
            values = {"manuscript": manuscript, "own": json.dumps(own), "edition": edition}
            sent = (
                update(drafts).where(_is(draft), unchanged).values(state="sent", at=now, **values)
            )
            return connection.execute(sent).rowcount == 1

        return done

    def is_behind(self, draft: Draft) -> bool:
        """Whether an edition went out since it was drafted, which may have told its stories."""
        if draft.corrects:  # what is wrong may be put right at any time
            return False
        with self._database.read() as connection:
            return bool(connection.scalar(select(_later(draft, ""))))

    def own(self, edition: str) -> tuple[Own, ...] | None:
        """What of an edition is the editor's, as it was when it went out; None: no draft was."""
        with self._database.read() as connection:
            kept = connection.scalar(select(D.own).where(D.edition == edition))
        return None if kept is None else tuple((where, text) for where, text in json.loads(kept))

    def _read(self, where: ColumnElement[bool]) -> tuple[Draft, ...]:
        columns = (
            D.newsletter,
            D.key,
            *(D[name] for name in _OWN),
            D.edition,
            D.reason,
            D.corrects,
        )
        rows = select(*columns).where(where).order_by(D.made_at.desc(), D.key.desc())
        with self._database.read() as connection:
            return tuple(Draft(*row) for row in connection.execute(rows))

    def _put(self, draft: Draft, now: datetime, **values: Any) -> bool:  # noqa: ANN401 - a column's
        with self._database.write() as connection:
            changed = update(drafts).where(_is(draft)).values(at=now, **values)
            return connection.execute(changed).rowcount == 1


def _is(draft: Draft) -> ColumnElement[bool]:
    return (D.newsletter == draft.newsletter) & (D.key == draft.key) & (D.state == "open")


def _entries_of(draft: Draft) -> ColumnElement[bool]:
    return (E.newsletter == draft.newsletter) & (E.key == draft.key)


def _later(draft: Draft, edition: str) -> ColumnElement[bool]:
    other = tables.editions.c
    return exists().where(
        other.newsletter == draft.newsletter, other.made_at >= draft.made_at, other.id != edition
    )


def in_open_draft(revision: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether a draft that lies on the desk is made of that text."""
    at_home = (D.newsletter == E.newsletter) & (D.key == E.key) & (D.state == "open")
    return exists().where(E.revision == revision, at_home)
