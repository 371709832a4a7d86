"""Hands an edition over as files in a folder: whole or not at all, and as often as asked."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from newsletter.errors import DeliveryError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

TEMPORARY = ".tmp"


def publish(files: Mapping[str, bytes], folder: Path) -> None:
    """Leaves `folder` with these files, each complete under its name; again changes nothing.

    A folder that is not there appears with all of them at once. In one that is there, files that
    differ are replaced, and others stay. A name may be of a file in a folder within: `a/b`.
    DeliveryError, one line, when that cannot be done.
    """
    for name in files:
        if not all(map(_is_file_name, name.split("/", 1))):
            raise DeliveryError(f"{folder}: {name!r} is no file name")
    with _named_errors(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        _clear(folder)
        if folder.exists() or folder.is_symlink() or not _appear(files, folder):
            _replace(files, folder)


def _appear(files: Mapping[str, bytes], folder: Path) -> bool:
    """Writes beside and renames; False when another process made the folder in the meantime."""
    beside = _beside(folder)
    beside.mkdir()
    try:
        for name, content in files.items():
            (beside / name).parent.mkdir(exist_ok=True)
            _write(beside / name, content)
        for one in sorted({(beside / name).parent for name in files} | {beside}, reverse=True):
            _sync(one)
        try:
            beside.rename(folder)
        except OSError:
            if not folder.is_dir():
                raise
            return False
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    _sync(folder.parent)
    return True


def _replace(files: Mapping[str, bytes], folder: Path) -> None:
    if not folder.is_dir():
        raise DeliveryError(f"{folder}: is a file; name another folder or move it away")
    for name in files:
        (folder / name).parent.mkdir(exist_ok=True)
        _clear(folder / name)
    changed = {name: content for name, content in files.items() if _differs(folder / name, content)}
    beside = {name: _beside(folder / name) for name in changed}
    try:
        # All are on the disk before the first is renamed: a full disk changes nothing.
        for name, content in changed.items():
            _write(beside[name], content)
        for name, written in beside.items():
            written.replace(folder / name)
    finally:
        for written in beside.values():
            written.unlink(missing_ok=True)
    for one in sorted({(folder / name).parent for name in changed}, reverse=True):
        _sync(one)


def _is_file_name(name: str) -> bool:
    return name not in {"", ".", ".."} and not {"/", "\\", "\0"} & set(name)


def _differs(path: Path, content: bytes) -> bool:
    if path.is_symlink() or not path.exists():
        return True
    return path.stat().st_size != len(content) or path.read_bytes() != content


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """A rename is only on the disk when its folder is."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _beside(path: Path) -> Path:
    """A hidden name on the same disk that tells which process is at work on it."""
    return path.with_name(f".{path.name}.{os.getpid()}{TEMPORARY}")


def _clear(path: Path) -> None:
    """What a killed process left beside `path`; that of a living one is its own affair."""
    prefix = f".{path.name}."
    for left in path.parent.iterdir():
        if not (left.name.startswith(prefix) and left.name.endswith(TEMPORARY)):
            continue
        number = left.name.removeprefix(prefix).removesuffix(TEMPORARY)
        if not number.isdecimal() or (int(number) != os.getpid() and _alive(int(number))):
            continue
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left, ignore_errors=True)
        else:
            with suppress(OSError):
                left.unlink()


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        pass
    return True


@contextmanager
def _named_errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except (FileExistsError, NotADirectoryError):
        raise DeliveryError(f"{folder}: a file is in the way; move it or name another") from None
    except IsADirectoryError as error:
        raise DeliveryError(
            f"{error.filename2 or error.filename}: a folder is in the way"
        ) from None
    except PermissionError:
        raise DeliveryError(f"{folder}: may not be written; allow it or name another") from None
    except OSError as error:
        raise DeliveryError(f"{folder}: {error.strerror or error}") from None
