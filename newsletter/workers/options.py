from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta


@dataclass(frozen=True, slots=True)
class WorkerOptions:
    """The table [workers]."""

    processes: Annotated[
        int,
        Meta(ge=1, le=256, description="Processes on this machine that share in heavy work."),
    ] = 1
