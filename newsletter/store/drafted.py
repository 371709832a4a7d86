"""The tables of drafts, and statements about their lines, each within a transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    String,
    Table,
    Text,
    exists,
    func,
    select,
    update,
)

from newsletter.store import tables
from newsletter.store.tables import UtcTime, metadata

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection

    from newsletter.store.values import Draft

# `slot` is the planned time that it is for, if any; `json` and `text` are the edition and its
# manuscript as they were drafted; `manuscript` and `own` what went out, and the editor's in it.
# `told` is how many editions of the newsletter there were when it was drafted.
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
    Column("told", Integer, nullable=False),
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


def this(draft: Draft) -> ColumnElement[bool]:
    """True of the draft's row as long as it lies on the desk."""
    return (D.newsletter == draft.newsletter) & (D.key == draft.key) & (D.state == "open")


def lying(newsletter: str, *, correction: bool) -> ColumnElement[bool]:
    """What lies on the desk: an edition that is to be, or the correction of one."""
    of_kind = D.corrects != "" if correction else D.corrects == ""
    return (D.newsletter == newsletter) & (D.state == "open") & of_kind


def put(connection: Connection, where: ColumnElement[bool], **values: Any) -> bool:  # noqa: ANN401 - a column's
    return connection.execute(update(drafts).where(where).values(**values)).rowcount == 1


def entries_of(draft: Draft) -> ColumnElement[bool]:
    return (E.newsletter == draft.newsletter) & (E.key == draft.key)


def told(connection: Connection, newsletter: str, besides: str = "") -> int:
    """How many editions went out, `besides` one; corrections are not counted: they tell no news.

    Numbers, not times, say what went out since: a clock may be set back.
    """
    other = tables.editions.c
    corrections = select(D.edition).where(
        D.newsletter == newsletter, D.corrects != "", D.edition.is_not(None)
    )
    counted = select(func.count()).where(
        other.newsletter == newsletter, other.id != besides, other.id.not_in(corrections)
    )
    return connection.scalar(counted) or 0


def in_open_draft(revision: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether a draft that lies on the desk is made of that text."""
    at_home = (D.newsletter == E.newsletter) & (D.key == E.key) & (D.state == "open")
    return exists().where(E.revision == revision, at_home)
