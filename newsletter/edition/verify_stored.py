"""The proof that an edition's file is the edition that was published, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from newsletter.edition.codec import from_json, values
from newsletter.edition.written import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsletter.model import Edition

MOST = 20  # differences are named one by one up to here: a wholly other file needs no more


def stored_problems(edition: Edition, stored: bytes | None) -> tuple[str, ...]:
    """Where the edition says other than the one of its id that is `stored`.

    The texts prove what is quoted; of the frame (titles, addresses, looks) there is no other
    witness. None: the store has none of that id, as of a preview.
    """
    if stored is None:
        return ()
    kept = values(from_json(stored, edition.id))
    found = list(_differences(kept, values(edition), ""))
    told = [f"{where}: is {new}, it was published as {old}" for where, old, new in found[:MOST]]
    if len(found) > MOST:
        told.append(f"and {len(found) - MOST} more places are not as they were published")
    return tuple(told)


def _differences(old: Any, new: Any, where: str) -> Iterator[tuple[str, str, str]]:  # noqa: ANN401 - a JSON value
    """The places where two JSON values differ, outermost first, as a reader counts."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys((*old, *new)):
            yield from _differences(old.get(key), new.get(key), _joined(where, str(key)))
    elif isinstance(old, list | tuple) and isinstance(new, list | tuple):
        if len(old) != len(new):
            yield where, f"{len(old)} long", f"{len(new)} long"
            return
        for number, pair in enumerate(zip(old, new, strict=True), start=1):
            yield from _differences(*pair, f"{where} {number}")
    elif old != new or type(old) is not type(new):
        yield where, _said(old), _said(new)


def _joined(where: str, key: str) -> str:
    names = {"items": "story", "sources": "source", "also": "headline"}
    return f"{where}, {key}" if where else names.get(key, key)


def _said(value: object) -> str:
    if value is None:
        return "nothing"
    return shortened(value) if isinstance(value, str) else shortened(str(value))
