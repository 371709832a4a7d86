"""Which files of a folder are documents: regular, inside it, of a kind that we read."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from newsletter.errors import SourceError

SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".eml"})
# What editors and downloads leave behind while they write.
TEMPORARY = (".tmp", ".swp", ".part", ".crdownload", ".download", ".bak", "~", "#")


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that is not read, and why."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Survey:
    """What lies in a folder, sorted by path; hidden and temporary files are not even skipped."""

    files: tuple[Path, ...] = ()
    skipped: tuple[Skipped, ...] = ()


def survey(folder: Path) -> Survey:
    """The documents in a folder and its subfolders, and what was left out.

    A document stands for itself. Raises SourceError when there is no such folder.
    """
    if folder.is_file():
        return Survey((folder,))
    if not folder.is_dir():
        raise SourceError(str(folder), "there is no such file or folder")
    files: list[Path] = []
    skipped: list[Skipped] = []
    root = folder.resolve()
    for path in _paths(folder, skipped):
        reason = _reason(path, root)
        if reason:
            skipped.append(Skipped(path, reason))
        else:
            files.append(path)
    return Survey(tuple(sorted(files)), tuple(sorted(skipped, key=lambda one: one.path)))


def is_passing(name: str) -> bool:
    """Whether a name is a hidden file's, or one that is there only while something is written."""
    return name.startswith((".", "~", "#")) or name.lower().endswith(TEMPORARY)


def _paths(folder: Path, skipped: list[Skipped]) -> list[Path]:
    def failed(error: OSError) -> None:
        skipped.append(Skipped(Path(error.filename), f"cannot be read: {error.strerror}"))

    found: list[Path] = []
    for parent, folders, names in os.walk(folder, onerror=failed):
        folders[:] = [name for name in folders if not is_passing(name)]
        found += [Path(parent, name) for name in names if not is_passing(name)]
    return found


def _reason(path: Path, root: Path) -> str:
    """Why a file is not read, or nothing."""
    if path.suffix.lower() not in SUFFIXES:
        return "is of no kind that is read here"
    try:
        inside = path.resolve(strict=True).is_relative_to(root)
    except (OSError, RuntimeError):  # a link to nowhere, or to itself
        return "is a link to nothing"
    if not inside:
        return "leads out of its folder"
    return "" if path.is_file() else "is no regular file"
