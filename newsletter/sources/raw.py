"""What a reader found in a feed, before we judge any of it: hostile strings, times, flags."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")

MOST = 200  # entries of one feed at one look
FUTURE = datetime(9999, 12, 31, tzinfo=UTC)

# Lengths in characters; the longest seen in real feeds are far below. A full text of half a
# million characters is a book.
TITLE, NAME, ADDRESS, LANGUAGE, CONTENT = 1_000, 300, 4_000, 35, 500_000


@dataclass(frozen=True, slots=True)
class RawEntry:
    """One item. `source` names the feed it was passed on from, where the item says so."""

    guid: str = ""
    link: str = ""
    title: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    author: str = ""
    source: str = ""
    language: str = ""
    content: str = ""
    content_type: Literal["text", "html"] = "html"
    picture: str = ""


@dataclass(frozen=True, slots=True)
class RawFeed:
    """A feed; without `format` it is none, and `root` names the element it begins with.

    `problem` says why nobody tried to read it.
    """

    format: str = ""
    title: str = ""
    link: str = ""
    language: str = ""
    root: str = ""
    problem: str = ""
    entries: tuple[RawEntry, ...] = ()


def capped(text: str, length: int) -> str:
    """The text cut to a length, without NULs and halves of surrogate pairs, which nobody stores."""
    return text[:length].encode("utf-8", "ignore").decode().replace("\0", "")


def whole(address: str) -> str:
    """An address, or nothing when it is too long: half of one leads elsewhere."""
    return capped(address, ADDRESS) if len(address) <= ADDRESS else ""


def newest(
    items: Sequence[T], date: Callable[[T], datetime | None], most: int = MOST
) -> Sequence[T]:
    """The `most` newest in the feed's own order; the undated count as new, where they stand."""
    if len(items) <= most:
        return items
    dates = [date(item) or FUTURE for item in items]
    order = sorted(range(len(items)), key=dates.__getitem__, reverse=True)
    return [items[place] for place in sorted(order[:most])]
