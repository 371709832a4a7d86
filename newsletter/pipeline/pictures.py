"""The pictures of an edition, fetched when it is made."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from newsletter.model import Picture
from newsletter.sources.pictured import fetch_pictures
from newsletter.store.kept import Kept

if TYPE_CHECKING:
    import threading
    from collections.abc import Mapping

    from newsletter.config.settings import Newsletter
    from newsletter.model import Edition, Item
    from newsletter.pipeline.album import Shelf

SECONDS = 15.0  # for all of them; a page without pictures is still the news
TRIED = 2  # sources of a story that are asked


def with_pictures(
    edition: Edition, newsletter: Newsletter, shelf: Shelf, stop: threading.Event | None = None
) -> Edition:
    """The edition, each full story with the first picture that one of its sources gives.

    What does not come is left out, and counted in the record. A picture that two stories would
    show is an outlet's sign, and shown with none. StoppedError when `stop` is set.
    """
    if not newsletter.sources.pictures:
        return edition
    entries = {source.number: source.entry for source in edition.sources}
    known = shelf.of(entries.values())
    asked = [
        number
        for item in edition.items
        for number in [n for n in item.sources if entries.get(n) in known][:TRIED]
    ]
    if not asked:
        return edition
    kept = _fetched({entries[n]: known[entries[n]] for n in asked}, newsletter, shelf, stop)
    shown = [_picture(item, entries, kept) for item in edition.items]
    often = Counter(one.hash for one in shown if one)
    items = tuple(
        replace(item, picture=one if one and often[one.hash] == 1 else None)
        for item, one in zip(edition.items, shown, strict=True)
    )
    came = sum(bool(kept[entries[n]].hash) for n in set(asked))
    record = ("pictures", f"{came} of {len(set(asked))}")
    return replace(edition, items=items, settings=(*edition.settings, record))


def _fetched(
    wanted: Mapping[str, Kept],
    newsletter: Newsletter,
    shelf: Shelf,
    stop: threading.Event | None,
) -> dict[str, Kept]:
    """What is known of these entries' pictures, once those that were not there were asked for."""
    missing = [one.address for one in wanted.values() if not one.hash]
    found = fetch_pictures(missing, newsletter.sources, SECONDS, stop=stop)
    kept = dict(wanted)
    for entry, one in wanted.items():
        if not one.hash and (came := found.get(one.address)):
            kept[entry] = Kept(one.address, came.hash, came.width, came.height)
            shelf.keep(entry, kept[entry], came.data)
    return kept


def _picture(item: Item, entries: Mapping[int, str], kept: Mapping[str, Kept]) -> Picture | None:
    for number in item.sources:
        one = kept.get(entries.get(number, ""))
        if one and one.hash:
            return Picture(one.hash, one.width, one.height, number)
    return None
