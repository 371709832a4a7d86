"""An edition as a list of editions names it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 - edition/heads reads the annotations at run time


@dataclass(frozen=True, slots=True)
class Head:
    """What an edition is called, and of when it is; `stories` counts those it tells and lists."""

    id: str
    title: str
    slot: datetime
    timezone: str
    subject: str
    preheader: str
    stories: int
    language: str

    @property
    def key(self) -> str:
        """The last part of its id: the name of its folder."""
        return self.id.rpartition("/")[2]
