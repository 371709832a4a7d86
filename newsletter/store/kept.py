"""What is known of an entry's picture; no database is imported for it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kept:
    """The address of an entry's picture; with a `hash` there is a copy, of that size in pixels."""

    address: str
    hash: str = ""
    width: int = 0
    height: int = 0
