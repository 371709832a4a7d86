"""A text tells whether it is a feed's own that stands in for its page's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Boolean, Column, false

if TYPE_CHECKING:
    from alembic.operations import Operations


def upgrade(op: Operations) -> None:
    # Of older texts nobody kept it; none is called less than it may be.
    op.add_column("revisions", Column("feed_only", Boolean, nullable=False, server_default=false()))
