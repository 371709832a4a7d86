"""An edition's pictures, as far as the edition itself knows them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsletter.model import Edition


def without_pictures(edition: Edition) -> Edition:
    """The edition for a place that has none of its pictures."""
    return replace(edition, items=tuple(replace(one, picture=None) for one in edition.items))
