from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from msgspec import Meta


@dataclass(frozen=True, slots=True)
class StoreOptions:
    """The table [store]."""

    url: Annotated[
        str, Meta(description="A SQLAlchemy URL; a relative SQLite path is the workspace's.")
    ] = "sqlite:///newsletter.db"
    retention: Annotated[
        timedelta,
        Meta(
            description="Texts older than this are forgotten, but never what an edition tells or"
            " may still tell; entries stay known."
        ),
    ] = timedelta(days=365)
