"""Where a draft lies, which one a file is of, and whether it is what was approved."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from newsletter.deliver import desk
from newsletter.edition.manuscript_front import front
from newsletter.edition.written import is_emptied
from newsletter.errors import DeliveryError

if TYPE_CHECKING:
    from pathlib import Path

    from newsletter.config.settings import Newsletter, Settings
    from newsletter.model import Edition
    from newsletter.store.values import Draft

HEAD = 4000  # bytes of a manuscript that say of which draft it is


def folder_of(draft: Draft, newsletter: Newsletter, settings: Settings) -> Path:
    """Where the manuscript lies: beside the editions of its newsletter."""
    return settings.root / newsletter.deliver.folder / draft.newsletter / draft.folder


def file_of(draft: Draft, newsletter: Newsletter, settings: Settings) -> Path:
    return folder_of(draft, newsletter, settings) / desk.FILE


def digest(draft: Draft, manuscript: bytes) -> str:
    """Of a manuscript and of what it is read back into: made anew, it is approved anew."""
    return hashlib.sha256(draft.json.encode() + b"\0" + manuscript).hexdigest()


def digest_of(draft: Draft, newsletter: Newsletter, settings: Settings) -> str:
    """The digest of the draft as its file is now; empty where that cannot be read."""
    try:
        return digest(draft, desk.read(folder_of(draft, newsletter, settings)))
    except DeliveryError:
        return ""


def manuscript_at(path: Path) -> Path:
    """The manuscript in a folder, or the file itself."""
    return path / desk.FILE if path.is_dir() else path


def refuse_emptied(edition: Edition, draft: Draft) -> None:
    """DeliveryError where nothing is left of the draft: to send nothing is a mistake."""
    if is_emptied(edition):
        raise DeliveryError(
            f"{draft.name}: its manuscript tells nothing any more; write something, "
            f"or take it back (`newsletter draft {draft.newsletter} --drop`)"
        )


def draft_in(path: Path) -> str:
    """The name of the draft that a file is of; nothing where it is no manuscript.

    A pipe is none, and is left unread: what is taken from it nobody else would get.
    """
    try:
        manuscript = manuscript_at(path)
        if not manuscript.is_file():
            return ""
        with manuscript.open("rb") as file:
            head = file.read(HEAD)
    except (OSError, ValueError):
        return ""
    return front(head.decode("utf-8-sig", errors="replace")).values.get("draft", "")
