"""Editions as people name them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from newsletter.edition.codec import FILE, from_json
from newsletter.errors import ConfigError, ParseError

if TYPE_CHECKING:
    from newsletter.model import Edition
    from newsletter.store.store import Store

LATEST = "latest"
LARGEST = 64_000_000  # bytes: 300 times an edition of 60 stories


def edition_at(name: str) -> Edition | None:
    """The edition in a file or its folder, or None; ParseError where the file is not one."""
    path = Path(name) / FILE if Path(name).is_dir() else Path(name)
    if not path.is_file():
        return None
    try:
        if path.stat().st_size > LARGEST:
            raise ParseError(name, f"is larger than {LARGEST // 1_000_000} MB: no edition is")
        return from_json(path.read_bytes(), name)
    except OSError as error:
        raise ParseError(name, f"cannot be read: {error.strerror}") from None


def find_edition(name: str, store: Store) -> Edition:
    """An edition by path (edition.json or its folder), by id, or the "latest".

    Raises ConfigError where there is none, ParseError where the file is not one.
    """
    if (edition := edition_at(name)) is not None:
        return edition
    key = store.editions.latest() if name == LATEST else name
    data = store.editions.get(key) if key else None
    if key is None or data is None:
        last = ", ".join(row.id for row in store.editions.last(limit=3))
        raise ConfigError(
            f"no edition `{name}`; {f'the last ones are {last}' if last else 'none is stored yet'}"
        )
    found = from_json(data, key)
    if found.id != key:
        raise ParseError(key, f"is stored as another edition, {found.id}")
    return found
