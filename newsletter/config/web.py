from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta


@dataclass(frozen=True, slots=True)
class WebOptions:
    """The table [web]."""

    host: Annotated[
        str,
        Meta(
            pattern=r"^[^\s/@]+$",
            description="The address that `serve` listens at; another than 127.0.0.1 is open to"
            " whoever reaches it.",
        ),
    ] = "127.0.0.1"
    port: Annotated[
        int, Meta(ge=0, le=65_535, description="The port that `serve` listens at; 0 takes any.")
    ] = 8321
