"""Who else printed an entry, to the letter, is kept; and who gets a newsletter, and who left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
)

if TYPE_CHECKING:
    from alembic.operations import Operations


# A newsletter considers a text once: where it is there again, it is quoted as an earlier one.
QUOTED_AGAIN = """
UPDATE edition_entries SET role = 'earlier' WHERE EXISTS (
    SELECT 1 FROM edition_entries AS first
    JOIN editions AS before ON before.id = first.edition
    JOIN editions AS own ON own.id = edition_entries.edition
    WHERE first.newsletter = edition_entries.newsletter
    AND first.entry = edition_entries.entry AND first.revision = edition_entries.revision
    AND before.made_at < own.made_at
)
"""


def upgrade(op: Operations) -> None:
    op.execute(QUOTED_AGAIN)
    # Of what was seen before nobody kept the name.
    op.create_table(
        "carriers",
        Column("key", String, primary_key=True),
        Column("entry", String, ForeignKey("entries.id"), nullable=False, index=True),
        Column("feed", Text, nullable=False),
        Column("source", Text, nullable=False),
        Column("link", Text),
        Column("published", DateTime(timezone=True)),
    )
    op.create_table(
        "subscribers",
        Column("newsletter", String, primary_key=True),
        Column("key", Text, primary_key=True),
        Column("address", Text, nullable=False),
        Column("token", String, nullable=False, unique=True),
        Column("joined", DateTime(timezone=True), nullable=False),
        Column("left", DateTime(timezone=True)),
    )
    _drafts(op)
    _outbox(op)
    _pictures(op)
    _hooks(op)
    _alerts(op)
    op.create_table(
        "beats",
        Column("machine", String, primary_key=True),
        Column("at", DateTime(timezone=True), nullable=False),
    )


def _hooks(op: Operations) -> None:
    op.create_table(
        "hooks",
        Column("edition", String, ForeignKey("editions.id"), primary_key=True),
        Column("newsletter", String, nullable=False),
        Column("state", String, nullable=False),
        Column("attempt", Integer, nullable=False),
        Column("claimed_by", Text, nullable=False),
        Column("reason", Text, nullable=False),
        *(
            Column(name, DateTime(timezone=True), nullable=False)
            for name in ("queued", "due", "at")
        ),
        Index("ix_hooks_newsletter_state_due", "newsletter", "state", "due"),
    )


def _alerts(op: Operations) -> None:
    op.create_table(
        "alerts",
        *(Column(name, String, primary_key=True) for name in ("newsletter", "kind", "key")),
        Column("line", Text, nullable=False),
        Column("todo", Text, nullable=False),
        Column("since", DateTime(timezone=True), nullable=False),
        Column("told", DateTime(timezone=True)),
        Column("attempt", Integer, nullable=False),
        Column("due", DateTime(timezone=True), nullable=False),
        Column("reason", Text, nullable=False),
        Column("waits", Boolean, nullable=False),
        Index("ix_alerts_newsletter_due", "newsletter", "due"),
    )
    op.create_table(
        "hearings",
        *(Column(name, String, primary_key=True) for name in ("newsletter", "kind", "key")),
        Column("way", Text, primary_key=True),
        ForeignKeyConstraint(
            ["newsletter", "kind", "key"],
            ["alerts.newsletter", "alerts.kind", "alerts.key"],
            ondelete="CASCADE",
        ),
    )


def _pictures(op: Operations) -> None:
    op.create_table(
        "pictures",
        Column("entry", String, primary_key=True),
        Column("address", Text, nullable=False),
        Column("seen", DateTime(timezone=True), nullable=False, index=True),
        Column("hash", String, nullable=False, index=True),
        Column("width", Integer, nullable=False),
        Column("height", Integer, nullable=False),
        Column("data", LargeBinary),
    )


def _drafts(op: Operations) -> None:
    texts = ("json", "text", "approved_by", "reason", "manuscript", "own")
    op.create_table(
        "drafts",
        Column("newsletter", String, primary_key=True),
        Column("key", String, primary_key=True),
        Column("slot", DateTime(timezone=True)),
        Column("state", String, nullable=False),
        Column("made_at", DateTime(timezone=True), nullable=False),
        Column("approved", String, nullable=False),
        Column("approved_at", DateTime(timezone=True)),
        Column("at", DateTime(timezone=True), nullable=False),
        Column("edition", String, ForeignKey("editions.id"), index=True),
        Column("corrects", String, nullable=False),
        Column("told", Integer, nullable=False),
        *(Column(name, Text, nullable=False) for name in texts),
    )
    op.create_table(
        "draft_entries",
        Column("newsletter", String, primary_key=True),
        Column("key", String, primary_key=True),
        Column("entry", String, ForeignKey("entries.id"), primary_key=True),
        Column("revision", String, ForeignKey("revisions.id"), primary_key=True, index=True),
        ForeignKeyConstraint(["newsletter", "key"], ["drafts.newsletter", "drafts.key"]),
    )


def _outbox(op: Operations) -> None:
    texts = ("mailbox", "message_id", "claimed_by", "reason")
    times = ("queued", "due", "at")
    op.create_table(
        "outbox",
        Column("edition", String, ForeignKey("editions.id"), primary_key=True),
        Column("recipient", Text, primary_key=True),
        Column("newsletter", String, nullable=False),
        Column("token", String, nullable=False, index=True),
        Column("state", String, nullable=False),
        Column("attempt", Integer, nullable=False),
        *(Column(name, Text, nullable=False) for name in texts),
        *(Column(name, DateTime(timezone=True), nullable=False) for name in times),
        Index("ix_outbox_newsletter_state_due", "newsletter", "state", "due"),
    )
