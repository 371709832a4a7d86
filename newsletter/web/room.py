"""What the pages are made of: a workspace's newsletters and what was published of them."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsletter.edition.codec import from_json
from newsletter.pipeline.album import picture_named
from newsletter.pipeline.archive import feed, front, head_of, index
from newsletter.pipeline.make import rendered
from newsletter.render.loader import templates_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from newsletter.config.settings import Newsletter, Settings
    from newsletter.render.formats import Format
    from newsletter.store.store import Store

PER_PAGE = 50
KEPT = 32  # pages; the largest has some 500 kB


class Kept:
    """The pages that were made last; an edition does not change, but a template may."""

    def __init__(self, most: int = KEPT) -> None:
        self._most = most
        self._pages: OrderedDict[object, bytes | None] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: object, make: Callable[[], bytes | None]) -> bytes | None:
        """Two who ask at once for what is not there may both make it: it is the same."""
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
                return self._pages[key]
        made = make()
        with self._lock:
            self._pages[key] = made
            while len(self._pages) > self._most:
                self._pages.popitem(last=False)
        return made


@dataclass(frozen=True, slots=True)
class Room:
    """`heartbeat` tells when the service last looked at the clock, `clock` what time it is."""

    settings: Settings
    store: Store
    heartbeat: Callable[[], datetime | None]
    clock: Callable[[], datetime]
    kept: Kept = field(default_factory=Kept)

    def newsletter(self, name: str) -> Newsletter | None:
        return next((one for one in self.settings.newsletters if one.name == name), None)

    def front(self) -> bytes:
        """All newsletters, each with its newest edition."""
        newest = [
            (one, next(iter(self.store.shelf.editions(one.name, 1)), None))
            for one in self.settings.newsletters
        ]
        heads = [(one, head_of(found) if found else None) for one, found in newest]
        return front(heads, self.settings)

    def editions(self, newsletter: Newsletter, number: int) -> bytes | None:
        """The page of that number, from 1, of a newsletter's editions; None behind the last."""
        skip = (number - 1) * PER_PAGE
        found = list(self.store.shelf.editions(newsletter.name, PER_PAGE + 1, skip))
        if skip and not found:
            return None
        heads = [head_of(one) for one in found[:PER_PAGE]]
        newer = f"?page={number - 1}" if number > 1 else ""
        older = f"?page={number + 1}" if len(found) > PER_PAGE else ""
        return index(newsletter, self.settings, heads, newer=newer, older=older)

    def edition(self, newsletter: Newsletter, key: str, kind: Format) -> bytes | None:
        """A published edition in one format, as it was delivered; None where there is none."""
        name = f"{newsletter.name}/{key}"
        data = self.store.shelf.get(newsletter.name, name)
        if data is None:
            return None
        templates = self.settings.templates
        return self.kept.get(
            (name, kind, self._look()),
            lambda: rendered(from_json(data, name), kind, templates),
        )

    def picture(self, newsletter: Newsletter, key: str, file: str) -> bytes | None:
        """The picture of that name that a published edition shows; None where there is none."""
        name = f"{newsletter.name}/{key}"
        data = self.store.shelf.get(newsletter.name, name)
        return picture_named(file, from_json(data, name), self.store.pictures) if data else None

    def feed(self, newsletter: Newsletter) -> bytes | None:
        newest = next(iter(self.store.shelf.editions(newsletter.name, 1)), None)
        key = (newsletter.name, newest and newest.id, self._look())
        return self.kept.get(key, lambda: feed(newsletter, self.settings, self.store))

    def _look(self) -> tuple[object, ...]:
        """What tells one state of the user's own templates from another."""
        own = self.settings.templates
        if own is None:
            return ()
        return tuple((name, (own / name).stat().st_mtime_ns) for name in templates_in(own))
