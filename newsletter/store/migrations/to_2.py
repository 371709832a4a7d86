"""What feeds ask for is kept; texts may be forgotten; arrivals are found by their time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Column, DateTime, Integer, Text

if TYPE_CHECKING:
    from alembic.operations import Operations


def upgrade(op: Operations) -> None:
    # A step names its types itself: the tables of today may be others tomorrow.
    op.add_column("feeds", Column("not_before", DateTime(timezone=True)))
    op.add_column("feeds", Column("every", Integer, nullable=False, server_default="0"))
    for wish in ("skip_hours", "skip_days"):
        op.add_column("feeds", Column(wish, Text, nullable=False, server_default=""))
    op.add_column("revisions", Column("forgotten", DateTime(timezone=True)))
    op.create_index("ix_entries_first_seen", "entries", ["first_seen"])
    op.create_index("ix_entry_revisions_seen", "entry_revisions", ["seen"])
    op.create_index("ix_entry_revisions_revision", "entry_revisions", ["revision"])
    op.create_index("ix_edition_entries_revision", "edition_entries", ["revision"])
