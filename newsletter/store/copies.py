"""A whole copy of a SQLite store while others use it, or none."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager
from errno import EEXIST
from pathlib import Path
from tempfile import mkstemp
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LOGS = ("-wal", "-journal")


def copy_file(source: sqlite3.Connection, target: Path) -> None:
    """One state of `source`, in `target`'s place when all of it is written and found sound.

    Raises OSError or sqlite3.Error, and then `target` is what it was. Writers go on meanwhile.
    """
    with replaced_whole(target) as part:
        with closing(sqlite3.connect(part)) as copy:
            source.backup(copy)
        check(part)


@contextmanager
def replaced_whole(target: Path) -> Iterator[Path]:
    """A file to write; it takes `target`'s place at the end, or is removed when that fails."""
    for ending in LOGS:
        log = target.with_name(target.name + ending)
        if log.exists() and log.stat().st_size:  # SQLite would play it into the new file
            raise FileExistsError(EEXIST, f"{log.name} is there: {target.name} is in use", str(log))
    handle, name = mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    os.close(handle)
    part = Path(name)
    try:
        yield part
        _to_disk(part)
        part.replace(target)
        _to_disk(target.parent)
    finally:
        for ending in ("", *LOGS, "-shm"):
            part.with_name(part.name + ending).unlink(missing_ok=True)


def check(file: Path) -> None:
    """sqlite3.DatabaseError when the file's structure does not hold: a copy of damage is none."""
    with closing(sqlite3.connect(file)) as copy:
        said = copy.execute("PRAGMA quick_check(1)").fetchone()
    if said != ("ok",):
        raise sqlite3.DatabaseError("database disk image is malformed")


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
