"""The tables. Their number is SCHEMA; migrations/to_N.py brings a store from N - 1 to N."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    event,
    false,
    text,
)

from newsletter.model import Block

if TYPE_CHECKING:
    from sqlalchemy import Connection, Dialect

SCHEMA = 5


class UtcTime(TypeDecorator[datetime]):
    """Aware times in, aware UTC out, on databases with and without zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone cannot be stored: {value}")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Blocks(TypeDecorator[tuple[Block, ...]]):
    """A text's blocks as short JSON lists: [kind, start, end, level]."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: tuple[Block, ...] | None, dialect: Dialect) -> Any:  # noqa: ANN401, ARG002 - SQLAlchemy's signature
        return [[block.kind, block.start, block.end, block.level] for block in value or ()]

    def process_result_value(self, value: Any | None, dialect: Dialect) -> tuple[Block, ...]:  # noqa: ANN401, ARG002 - SQLAlchemy's signature
        return tuple(Block(*row) for row in value or ())


metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("name", String, primary_key=True),
    Column("number", Integer, nullable=False),
)

feeds = Table(
    "feeds",
    metadata,
    Column("location", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("etag", Text, nullable=False),
    Column("last_modified", Text, nullable=False),
    Column("body_hash", Text, nullable=False),
    Column("last_success", UtcTime),
    Column("last_look", UtcTime),
    Column("last_problem", Text, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("next_look", UtcTime),
    Column("moved_to", Text, nullable=False),
    Column("stopped", Boolean, nullable=False),
    Column("not_before", UtcTime),
    Column("every", Integer, nullable=False, server_default="0"),
    Column("skip_hours", Text, nullable=False, server_default=""),
    Column("skip_days", Text, nullable=False, server_default=""),
)

revisions = Table(
    "revisions",
    metadata,
    Column("id", String, primary_key=True),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("blocks", Blocks, nullable=False),
    Column("language", String, nullable=False),
    # When its title, text and blocks were given up; the row stays for those that refer to it.
    Column("forgotten", UtcTime),
    Column("feed_only", Boolean, nullable=False, server_default=false()),
)

entries = Table(
    "entries",
    metadata,
    Column("id", String, primary_key=True),
    Column("feed", Text, nullable=False),
    Column("guid", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("link", Text),
    Column("published", UtcTime),
    Column("updated", UtcTime),
    Column("author", Text, nullable=False),
    Column("language", String, nullable=False),
    Column("topic", Text, nullable=False),
    Column("content_type", String, nullable=False),
    Column("first_seen", UtcTime, nullable=False, index=True),
    # `published`, or `first_seen` of the undated: what the age of an entry is measured by.
    Column("dated", UtcTime, nullable=False, index=True),
    Column("revision", ForeignKey("revisions.id"), nullable=False),
)

# Under which guid which feed told of an entry, and a hash of what it told: one entry may come
# by several feeds, and a guid that a publisher changed still leads to the entry it was.
sightings = Table(
    "sightings",
    metadata,
    Column("key", String, primary_key=True),
    Column("entry", ForeignKey("entries.id"), nullable=False),
    Column("feed", Text, nullable=False),
    Column("fingerprint", String, nullable=False),
    Index("ix_sightings_entry_feed", "entry", "feed"),
)

# By what else an entry is known: its canonical URL, its title and text.
identities = Table(
    "identities",
    metadata,
    Column("key", String, primary_key=True),
    Column("entry", ForeignKey("entries.id"), nullable=False),
)

# The texts that an entry has had, without those that were forgotten.
entry_revisions = Table(
    "entry_revisions",
    metadata,
    Column("entry", ForeignKey("entries.id"), primary_key=True),
    Column("revision", ForeignKey("revisions.id"), primary_key=True, index=True),
    Column("seen", UtcTime, nullable=False, index=True),
)

editions = Table(
    "editions",
    metadata,
    Column("id", String, primary_key=True),
    Column("newsletter", String, nullable=False),
    Column("slot", UtcTime),
    Column("made_at", UtcTime, nullable=False),
    Column("json", Text, nullable=False),
    Index("ix_editions_newsletter_made", "newsletter", "made_at"),
)

# What was printed, or considered and held.
edition_entries = Table(
    "edition_entries",
    metadata,
    Column("edition", ForeignKey("editions.id"), primary_key=True),
    Column("entry", ForeignKey("entries.id"), primary_key=True),
    Column("revision", ForeignKey("revisions.id"), primary_key=True, index=True),
    Column("newsletter", String, nullable=False),
    Column("role", String, nullable=False),
    Index("ix_edition_entries_printed", "newsletter", "entry", "revision"),
)

CLAIMED = text("state = 'claimed'")
ONE_CLAIM = "ix_slots_one_claim"

# The ledger. An extra edition has no planned time: its `slot` is NULL.
slots = Table(
    "slots",
    metadata,
    Column("newsletter", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("slot", UtcTime),
    Column("state", String, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("claimed_by", Text, nullable=False),
    Column("lease_until", UtcTime),
    Column("reason", Text, nullable=False),
    Column("edition", ForeignKey("editions.id")),
    Column("at", UtcTime, nullable=False),
    UniqueConstraint("newsletter", "slot"),
    # One edition of a newsletter is made at a time, so that the next one knows what it printed.
    Index(
        ONE_CLAIM,
        "newsletter",
        unique=True,
        sqlite_where=CLAIMED,
    ),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("edition", ForeignKey("editions.id"), primary_key=True),
    Column("target", String, primary_key=True),
    Column("state", String, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("due", UtcTime, nullable=False),
    Index("ix_deliveries_state_due", "state", "due"),
)

# What an editor asked of clustering: `one` < `other` are entries. One of a preview may be in no
# other table yet.
ties = Table(
    "ties",
    metadata,
    Column("one", String, primary_key=True),
    Column("other", String, primary_key=True),
    Column("together", Boolean, primary_key=True),
    Column("at", UtcTime, nullable=False),
)


def _on_postgresql(_metadata: MetaData, connection: Connection, **_options: object) -> None:
    """To name its condition above would import PostgreSQL's dialect, 60 ms, for every store."""
    if connection.dialect.name == "postgresql":
        (index,) = (one for one in slots.indexes if one.name == ONE_CLAIM)
        index.dialect_options["postgresql"]["where"] = CLAIMED


event.listen(metadata, "before_create", _on_postgresql)
