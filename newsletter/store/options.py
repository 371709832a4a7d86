from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StoreOptions:
    """The table [store]. `url` is a SQLAlchemy URL; a relative SQLite path is the workspace's."""

    url: str = "sqlite:///newsletter.db"
