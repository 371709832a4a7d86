"""What an editor asks of clustering is kept: entries that are one story, or are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Boolean, Column, DateTime, String

if TYPE_CHECKING:
    from alembic.operations import Operations


def upgrade(op: Operations) -> None:
    op.create_table(
        "ties",
        Column("one", String, primary_key=True),
        Column("other", String, primary_key=True),
        Column("together", Boolean, primary_key=True),
        Column("at", DateTime(timezone=True), nullable=False),
    )
