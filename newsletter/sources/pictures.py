"""Which picture a feed gives with an entry; both readers of feeds ask here. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

# What says that there is a picture, the surest to be the article's own and large first.
Where = Literal["content", "enclosure", "thumbnail", "image"]
ORDER: tuple[Where, ...] = ("content", "enclosure", "image", "thumbnail")
LONGEST = 2_000  # characters of an address
ADDRESS = re.compile(r"https?://[!-~]+", re.IGNORECASE)
SUFFIX = re.compile(r"\.(?:jpe?g|png|webp|gif)$", re.IGNORECASE)
DRAWN = re.compile(r"\.svgz?$|svg", re.IGNORECASE)


def best(found: Iterable[tuple[Where, str, str]]) -> str:
    """The address of the entry's picture, or nothing; each is told by where, address and type.

    `content` and `enclosure` may be sound and film as well: they are pictures where their type, or
    without one their name, says so. Drawings (SVG) are programs, and are none.
    """
    pictures: dict[Where, str] = {}
    for where, address, kind in found:
        if (
            len(address) <= LONGEST
            and ADDRESS.fullmatch(address)
            and _is_picture(where, address, kind)
        ):
            pictures.setdefault(where, address)
    return next((pictures[where] for where in ORDER if where in pictures), "")


def _is_picture(where: Where, address: str, kind: str) -> bool:
    path = re.split(r"[?#]", address, maxsplit=1)[0]
    if DRAWN.search(kind) or DRAWN.search(path[-5:]):
        return False
    if where in {"thumbnail", "image"}:
        return True
    kind = kind.strip().lower()
    return kind == "image" or kind.startswith("image/") or (not kind and bool(SUFFIX.search(path)))
