"""A manuscript on an editor's desk: read, and put anew without losing a word of the editor's."""

from __future__ import annotations

import os
from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING

from newsletter.deliver.folder import publish
from newsletter.errors import DeliveryError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

FILE = "edition.md"
READY = f".{FILE}.ready"  # a manuscript whose draft is not stored yet: nobody takes it for one


def read(folder: Path) -> bytes:
    """The manuscript as it lies there; what a killed process had put aside is put back.

    DeliveryError where there is none.
    """
    path = folder / FILE
    try:
        if not path.exists():
            _put_back(folder)
        if not path.exists():
            _show(folder)
        return path.read_bytes()
    except FileNotFoundError:
        reason = "is not there; put it back, or take the draft back with `newsletter draft --drop`"
        raise DeliveryError(f"{path}: {reason}") from None
    except OSError as error:
        raise DeliveryError(f"{path}: cannot be read: {error.strerror}") from None


def prepare(folder: Path, manuscript: bytes) -> None:
    """Puts a first manuscript where `lay` shows it. DeliveryError where something lies there."""
    if (folder / FILE).exists():
        raise DeliveryError(f"{folder / FILE}: is there already; move it away")
    publish({READY: manuscript}, folder)


def lay(folder: Path) -> None:
    """Shows the manuscript that was prepared, on the desk. Again changes nothing."""
    try:
        _show(folder)
    except OSError as error:
        raise DeliveryError(f"{folder / FILE}: cannot be written: {error.strerror}") from None


def sweep(home: Path, keep: Collection[str]) -> None:
    """Takes away what was prepared in folders besides those and never shown.

    Its process was killed before it stored the draft, and the next one drafts anew.
    """
    with suppress(OSError):
        for ready in home.glob(f"draft-*/{READY}"):
            if ready.parent.name not in keep:
                ready.unlink()
                ready.parent.rmdir()  # fails, rightly, where anything else lies there


def replace(folder: Path, before: bytes, manuscript: bytes) -> Path | None:
    """Puts a manuscript in the place of `before`, which stays beside it; the file that it is then.

    None, and what lies there stays, where that is not `before` any more: an editor saved it in
    the meantime. Nothing is overwritten at any moment: the one is renamed, the other linked.
    """
    path = folder / FILE
    fresh = folder / f".{FILE}.{os.getpid()}.tmp"
    kept = next(name for name in _kept(folder) if not name.exists())
    try:
        fresh.unlink(missing_ok=True)
        _write(fresh, manuscript)
        path.rename(kept)
        if kept.read_bytes() != before:
            _link(kept, path)
            return None
        return kept if _link(fresh, path) else None
    except OSError as error:
        raise DeliveryError(f"{path}: cannot be replaced: {error.strerror}") from None
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def _show(folder: Path) -> None:
    ready = folder / READY
    with suppress(FileNotFoundError):
        _link(ready, folder / FILE)
        ready.unlink()


def _link(source: Path, target: Path) -> bool:
    """The source also under the other name, unless something came to be there; whether it is."""
    try:
        os.link(source, target)
    except FileExistsError:
        return False
    except OSError:  # a disk without links
        content = source.read_bytes()
        try:
            with target.open("xb") as file:
                file.write(content)
        except FileExistsError:
            return False
    return True


def _kept(folder: Path) -> Iterator[Path]:
    stem = FILE.removesuffix(".md")
    return (folder / f"{stem}.before-{number}.md" for number in count(1))


def _put_back(folder: Path) -> None:
    last = None
    for name in _kept(folder):
        if not name.exists():
            break
        last = name
    if last is not None:
        _link(last, folder / FILE)


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
