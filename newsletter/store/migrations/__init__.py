"""Brings an older store up to date; Alembic's one door, imported only when a store is older.

A step is a module `to_N` with `upgrade(op)`. A store keeps the number itself (table `meta`), so
that a look at it needs no Alembic.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext

if TYPE_CHECKING:
    from sqlalchemy import Connection


def upgrade(connection: Connection, found: int, wanted: int) -> None:
    """Every step from `found` to `wanted`, within the connection's transaction."""
    op = Operations(MigrationContext.configure(connection))
    for number in range(found + 1, wanted + 1):
        import_module(f"{__name__}.to_{number}").upgrade(op)
