"""The documents that a newsletter names: files, and folders of files."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from newsletter.errors import SourceError
from newsletter.model import Trouble
from newsletter.sources.files import written
from newsletter.sources.folder import survey
from newsletter.sources.seeds import read_seed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsletter.model import Entry, Revision


@dataclass(frozen=True, slots=True)
class Documents:
    """What was read, and what could not be."""

    read: tuple[tuple[Entry, Revision], ...] = ()
    troubles: tuple[Trouble, ...] = ()
    files: int = 0


def documents(names: Sequence[str], root: Path = Path(), *, settle: float = 0.0) -> Documents:
    """Every document in the named files and folders, which lie in `root`.

    A file that cannot be read is a trouble with its reason; the rest is read. One that changed
    within the last `settle` seconds may be half written and is left for the next look.
    """
    latest = time.time() - settle if settle else math.inf
    read: list[tuple[Entry, Revision]] = []
    troubles: list[Trouble] = []
    count = 0
    for name in names:
        place = root / name
        try:
            found = survey(place)
        except SourceError as error:
            troubles.append(Trouble(written(name), error.reason))
            continue
        files = [path for path in found.files if _changed(path) <= latest]
        troubles += (Trouble(_named(one.path, name, place), one.reason) for one in found.closed)
        count += len(files)
        folder = place if place.is_dir() else place.parent
        for path in files:
            try:
                read.append(read_seed(path, folder, feed=written(name)))
            except SourceError as error:
                troubles.append(Trouble(_named(path, name, place), error.reason))
    return Documents(tuple(read), tuple(troubles), count)


def _named(path: Path, name: str, place: Path) -> str:
    """A file as its newsletter would name it: from the name that leads to it."""
    return written(Path(name, path.relative_to(place)))


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:  # gone, or not to be seen: reading it says so
        return 0.0
