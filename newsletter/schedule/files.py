"""The files that are watched: regular ones inside the folder, no links, nothing temporary."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from newsletter.schedule.settle import Stamp
from newsletter.sources.folder import is_passing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

VIM_PROBE = "4913"  # vim writes and removes a file of this name to see whether it may


def stamps(roots: Iterable[Path]) -> dict[Path, Stamp]:
    """Every file below the roots, or that is a root itself; what cannot be read is not there."""
    found: dict[Path, Stamp] = {}
    for root in roots:
        try:
            status = root.stat()
        except OSError:
            continue
        if stat.S_ISREG(status.st_mode):
            found[root] = _stamp(status)
        elif stat.S_ISDIR(status.st_mode):
            found.update(_below(root))
    return found


def _below(folder: Path) -> Iterator[tuple[Path, Stamp]]:
    todo = [folder]
    while todo:
        for entry in _listed(todo.pop()):
            if is_passing(entry.name) or entry.name == VIM_PROBE:
                continue
            try:
                if entry.is_dir(follow_symlinks=False):
                    todo.append(Path(entry.path))
                elif entry.is_file(follow_symlinks=False):
                    yield Path(entry.path), _stamp(entry.stat(follow_symlinks=False))
            except OSError:  # gone between the listing and the look
                continue


def _listed(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return []


def _stamp(status: os.stat_result) -> Stamp:
    return Stamp(status.st_size, status.st_mtime_ns, status.st_ino)
