"""Copies of an edition's pictures by the names of their files: of the store, or of no store."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from newsletter.render.picture import file_of
from newsletter.store.kept import Kept

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from newsletter.model import Edition, Entry

LARGEST = 5_000_000  # bytes of a copy; ours have some 100,000


class Shelf(Protocol):
    """Where pictures are kept, by the entries that show them: the store's, or an album."""

    def of(self, entries: Iterable[str]) -> Mapping[str, Kept]:
        """What is known of entries' pictures; entries without one are missing."""

    def keep(self, entry: str, kept: Kept, data: bytes) -> None:
        """The copy of an entry's picture, a JPEG."""

    def copy(self, hash_: str) -> bytes | None:
        """The copy with that hash."""


@dataclass(slots=True)
class Album:
    """The pictures of an edition that is stored nowhere, kept as long as it is shown.

    What the shelf `beneath` has is looked at, and left as it is.
    """

    beneath: Shelf | None = None
    _known: dict[str, Kept] = field(default_factory=dict)
    _copies: dict[str, bytes] = field(default_factory=dict)

    def tell(self, entries: Iterable[Entry]) -> None:
        """Where the pictures of these entries are."""
        self._known |= {one.id: Kept(one.picture) for one in entries if one.picture}

    def of(self, entries: Iterable[str]) -> Mapping[str, Kept]:
        asked = list(entries)
        stored = self.beneath.of(asked) if self.beneath else {}
        return {one: self._known[one] for one in asked if one in self._known} | dict(stored)

    def keep(self, entry: str, kept: Kept, data: bytes) -> None:
        self._known[entry] = kept
        self._copies[kept.hash] = data

    def copy(self, hash_: str) -> bytes | None:
        if hash_ in self._copies:
            return self._copies[hash_]
        return self.beneath.copy(hash_) if self.beneath else None


def picture_files(edition: Edition, shelf: Shelf) -> dict[str, bytes]:
    """The copies by the names that the page calls them by; what the shelf lost is missing."""
    copies = {name: shelf.copy(one) for name, one in _named(edition).items()}
    return {name: data for name, data in copies.items() if data is not None}


def picture_named(name: str, edition: Edition, shelf: Shelf) -> bytes | None:
    """The copy that the edition's page calls so; None where it shows none of that name."""
    found = _named(edition).get(name)
    return shelf.copy(found) if found else None


def pictures_beside(edition: Edition, folder: Path) -> dict[str, bytes]:
    """The copies in a folder that the edition was published in, as far as they are the same."""
    found = {}
    for name, wanted in _named(edition).items():
        file = folder / name
        try:
            data = file.read_bytes() if file.stat().st_size <= LARGEST else b""
        except OSError:
            continue
        if hashlib.sha256(data).hexdigest() == wanted:
            found[name] = data
    return found


def showing(edition: Edition, files: Mapping[str, bytes]) -> Edition:
    """The edition for a place that has these files: other pictures would be broken there."""
    items = (
        one if one.picture is None or file_of(one.picture.hash) in files
        else replace(one, picture=None)
        for one in edition.items
    )  # fmt: skip
    return replace(edition, items=tuple(items))


def _named(edition: Edition) -> dict[str, str]:
    """The hashes of an edition's pictures by the names of their files."""
    hashes = (item.picture.hash for item in edition.items if item.picture)
    return {name: one for one in hashes if (name := file_of(one))}
