"""A story's picture as the page shows it: a local copy, whose it is, and what can be said of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsletter.render.shown import clipped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsletter.model import Picture
    from newsletter.render.labels import Labels
    from newsletter.render.source import SourceView

FOLDER = "pictures"  # beside the page
TITLE = 200  # characters of the title that an alternative text says
LARGEST = 4000  # pixels
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class PictureView:
    """`file` is relative to the page; `alt` says where the picture stood, as nobody saw it."""

    file: str
    width: int
    height: int
    alt: str
    source: SourceView


def file_of(hash_: str) -> str:
    """The name of the copy with that SHA-256 in hex; empty for what is none."""
    return f"{FOLDER}/{hash_[:32]}.jpg" if _HASH.fullmatch(hash_) else ""


def picture_view(
    picture: Picture | None, sources: Mapping[int, SourceView], words: Labels
) -> PictureView | None:
    """The view; None where there is none, or its name, size or source is not to be trusted."""
    if picture is None or not (file := file_of(picture.hash)):
        return None
    source = sources.get(picture.source)
    if source is None or not (0 < picture.width <= LARGEST and 0 < picture.height <= LARGEST):
        return None
    alt = words.picture.format(name=source.name, title=clipped(source.title, TITLE))
    return PictureView(file, picture.width, picture.height, alt, source)
