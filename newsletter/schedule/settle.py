"""When a file is whole: size, time of change and inode are equal in two looks. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsletter.sources.folder import SETTLED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells one state of a file from another; `changed` is in nanoseconds."""

    size: int
    changed: int
    inode: int


class Settling:
    """Remembers looks at files and tells of each state of each file once.

    A writer who pauses longer than `quiet` seconds is believed to be done; what is written
    later is another state and is told of again.
    """

    def __init__(self, quiet: float = SETTLED) -> None:
        self.quiet = quiet
        self._since: dict[Path, tuple[Stamp, float]] = {}
        self._told: dict[Path, Stamp] = {}

    def look(self, stamps: Mapping[Path, Stamp], now: float) -> tuple[Path, ...]:
        """The files that have settled since the last look; `now` is in seconds, never set back."""
        settled = []
        since: dict[Path, tuple[Stamp, float]] = {}
        for path, stamp in stamps.items():
            if self._told.get(path) == stamp:
                continue
            before, at = self._since.get(path, (None, now))
            if before == stamp and now - at >= self.quiet:
                self._told[path] = stamp
                settled.append(path)
            else:
                since[path] = stamp, at if before == stamp else now
        self._since = since
        self._told = {path: stamp for path, stamp in self._told.items() if path in stamps}
        return tuple(settled)

    @property
    def waiting(self) -> bool:
        """Whether another look is needed soon."""
        return bool(self._since)

    def forget(self, paths: Iterable[Path]) -> None:
        """These are told of again: whoever was told could not take them."""
        for path in paths:
            self._told.pop(path, None)
