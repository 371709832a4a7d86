from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class SourceOptions:
    """The table [sources]. Times in seconds; networks in CIDR notation."""

    feeds: tuple[str, ...] = ()
    seeds: tuple[str, ...] = ()
    allow_networks: tuple[str, ...] = ()
    full_text: Literal["always", "when_short", "never"] = "when_short"
    timeout: float = 20.0
    deadline: float = 90.0
    max_age: float = 36 * 3600.0
