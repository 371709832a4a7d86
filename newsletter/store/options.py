from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta


@dataclass(frozen=True, slots=True)
class StoreOptions:
    """The table [store]."""

    url: Annotated[
        str, Meta(description="A SQLAlchemy URL; a relative SQLite path is the workspace's.")
    ] = "sqlite:///newsletter.db"
