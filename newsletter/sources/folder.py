"""Which files of a folder are documents: regular, inside it, of a kind that we read."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from newsletter.errors import SourceError
from newsletter.sources.files import written

SUFFIXES = frozenset(
    {
        *(".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".eml"),
        *(".pdf", ".docx"),  # each with an extra
    }
)
# What editors and downloads leave behind while they write (vim, Emacs, JetBrains, browsers ...).
_TEMPORARY = (
    ".tmp .temp .swp .swo .swx .bak .orig .part .partial .filepart .crdownload .opdownload"
    " .download .aria2 ___jb_tmp___ ___jb_old___ ~ #"
)
TEMPORARY = tuple(_TEMPORARY.split())
SETTLED = 2.0  # seconds without a change after which a file counts as written


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
    closed: tuple[Skipped, ...] = ()  # folders that could not be looked into


def survey(folder: Path) -> Survey:
    """The documents in a folder and its subfolders, and what was left out.

    A document stands for itself. Raises SourceError when there is no such folder.
    """
    if _is_document(folder):
        return Survey((folder,))
    files: list[Path] = []
    skipped: list[Skipped] = []
    closed: list[Skipped] = []
    root = folder.resolve()
    for path in _paths(folder, closed):
        reason = _reason(path, root)
        if reason:
            skipped.append(Skipped(path, reason))
        else:
            files.append(path)
    return Survey(tuple(sorted(files)), *(_in_order(some) for some in (skipped, closed)))


def is_passing(name: str) -> bool:
    """Whether a name is a hidden file's, or one that is there only while something is written."""
    return name.startswith((".", "~", "#")) or name.lower().endswith(TEMPORARY)


def _is_document(place: Path) -> bool:
    """Whether it is a file, else it is a folder; SourceError when it is neither."""
    try:
        mode = place.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        raise SourceError(written(place), "there is no such file or folder") from None
    except OSError as error:
        raise SourceError(written(place), f"cannot be read: {error.strerror}") from None
    except ValueError:  # a NUL in the name
        raise SourceError(written(place), "is no file name") from None
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise SourceError(written(place), "is no regular file")
    return stat.S_ISREG(mode)


def _in_order(skipped: list[Skipped]) -> tuple[Skipped, ...]:
    return tuple(sorted(skipped, key=lambda one: one.path))


def _paths(folder: Path, closed: list[Skipped]) -> list[Path]:
    def failed(error: OSError) -> None:
        closed.append(Skipped(Path(error.filename), f"cannot be read: {error.strerror}"))

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
        regular = path.is_file()
    except PermissionError as error:
        return f"cannot be read: {error.strerror}"
    except (OSError, RuntimeError):  # a link to nowhere, or to itself
        return "is a link to nothing"
    if not inside:
        return "leads out of its folder"
    return "" if regular else "is no regular file"
