"""Whatever publishers do to their feeds, each article is offered to a newsletter exactly once.

A model of a feed and of those who write it; after each thing they do, the feed is looked at as the
pipeline looks. The articles' texts name them, which the store does not know.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from newsletter.store.store import Store, open_store
from newsletter.store.values import Placed
from tests.store.conftest import told

if TYPE_CHECKING:
    from newsletter.model import Entry, Revision
    from tests.postgres import Server

START = datetime(2026, 11, 23, tzinfo=UTC)
LONG_AGO = START - timedelta(days=365)
BARE = "wire.example/feed"
LINKERS = "https://links.example/feed"
FOOTER = "This appeared first at the Wire, where there is more of it every day."
SERVED = 4


@dataclass(frozen=True, slots=True)
class Item:
    """One article as its feed tells it now; `number` is which one it really is."""

    number: int
    guid: str
    title: str
    text: str
    link: str
    published: datetime | None


def written(number: int) -> str:
    """A text of its own for each, with the same last line under all."""
    letters = random.Random(number)  # noqa: S311 - the same text for the same number
    words = ["".join(letters.choices("abcdefghijklmnop", k=6)) for _ in range(30)]
    return f"article-{number} {' '.join(words)}. {FOOTER}"


class Publisher(RuleBasedStateMachine):
    """Each rule is one thing a publisher does, and then the look at it."""

    served = st.integers(0, SERVED - 1)

    def __init__(self) -> None:
        super().__init__()
        self.store = self.opened()
        self.numbers = count(1)
        self.now = START
        self.scheme = "http://"
        self.items: list[Item] = []
        self.gone: list[Item] = []
        self.told: set[int] = set()
        self.shown: Counter[int] = Counter()

    def opened(self) -> Store:
        return open_store("sqlite://", Path())

    def teardown(self) -> None:
        self.edition()
        self.store.close()

    @initialize()
    def first(self) -> None:
        for _ in range(2):
            self.publish(dated=True)

    @rule(dated=st.booleans())
    def publish(self, *, dated: bool) -> None:
        number = next(self.numbers)
        self._add(self._new(number, f"{self.scheme}wire.example/?p={number}", dated=dated))

    @rule(which=served, dated=st.booleans())
    def publish_under_the_guid_of_another(self, which: int, *, dated: bool) -> None:
        if self.gone:
            item = self.gone[which % len(self.gone)]
            if item.guid not in {other.guid for other in self.items}:
                self._add(self._new(next(self.numbers), item.guid, dated=dated))

    @rule(which=served)
    def replace_the_article_under_a_guid_and_a_link(self, which: int) -> None:
        """As a feed of one item does: only title, text and time are new."""
        item = self._of(which)
        if item.published is not None:
            new = self._new(next(self.numbers), item.guid, dated=True)
            self._put(item, replace(new, link=item.link))
            self.gone.append(item)

    @rule(which=served)
    def publish_with_the_link_of_another(self, which: int) -> None:
        link = self._of(which).link
        number = next(self.numbers)
        self._add(replace(self._new(number, f"shared-{number}", dated=True), link=link))

    @rule(which=served)
    def edit_the_title(self, which: int) -> None:
        item = self._of(which)
        self._put(item, replace(item, title=f"{item.title} (updated)"))

    @rule(which=served)
    def edit_the_text(self, which: int) -> None:
        item = self._of(which)
        self._put(item, replace(item, text=f"{item.text} Added at {self.now:%H:%M %d}."))

    @rule(which=served)
    def write_another_headline_and_another_link_and_date(self, which: int) -> None:
        """The text says that it is the same article."""
        item = self._of(which)
        link = f"{item.link}-updated"
        published = item.published and self.now
        title = f"{item.title.split()[1]} seen anew by somebody else at {self.now:%H:%M on %d}"
        self._put(item, replace(item, title=title, link=link, published=published))

    @rule(which=served)
    def change_the_guid(self, which: int) -> None:
        item = self._of(which)
        self._put(item, replace(item, guid=f"changed-{self.now:%d%H%M}-{item.number}"))

    @rule(which=served)
    def move_the_page(self, which: int) -> None:
        item = self._of(which)
        self._put(item, replace(item, link=f"{item.link}/moved"))

    @rule()
    def republish_the_feed(self) -> None:
        """A new system: other guids, other links."""
        self.items = [
            replace(
                item,
                guid=f"new-{self.now:%d%H%M}-{item.number}",
                link=f"{self.scheme}new.example/{self.now:%d%H%M}/{item.number}",
            )
            for item in self.items
        ]
        self._look()

    @rule()
    def change_between_http_and_https(self) -> None:
        old, self.scheme = self.scheme, "https://" if self.scheme == "http://" else "http://"

        def moved(item: Item) -> Item:
            guid, link = (one.replace(old, self.scheme, 1) for one in (item.guid, item.link))
            return replace(item, guid=guid, link=link)

        self.items, self.gone = list(map(moved, self.items)), list(map(moved, self.gone))
        self._look()

    @rule(which=served)
    def drop(self, which: int) -> None:
        item = self._of(which)
        self.items.remove(item)
        self.gone.append(item)
        self._look()

    @precondition(lambda self: self.gone)
    @rule(which=served)
    def bring_back(self, which: int) -> None:
        item = self.gone[which % len(self.gone)]
        if item.guid not in {other.guid for other in self.items}:
            self.gone.remove(item)
            self._add(item)

    @rule()
    def serve_nothing(self) -> None:
        """An empty feed, or one that cannot be read: then the next look is as the one before."""
        self._see([])
        self._look()

    @rule(which=served)
    def link_it_from_elsewhere(self, which: int) -> None:
        item = self._of(which)
        links = [other.link for other in (*self.items, *self.gone)]
        # A page that only moved says nothing new, and is not looked at again.
        if links.count(item.link) == 1 and "/moved" not in item.link:
            pair = told(f"wow-{item.number}", feed=LINKERS, title="Wow", text="", link=item.link)
            self._see([pair])

    @rule()
    def edition(self) -> None:
        """Everything that was told is offered by now, and once."""
        places = [f"{self.scheme}{BARE}", LINKERS]
        fresh = self.store.entries.fresh("morning", places, LONG_AGO, edits=False)
        claim = self.store.ledger.claim(
            "morning", None, "k", who="t", now=self.now, lease=timedelta(minutes=1)
        )
        assert claim is not None
        placed = [Placed(entry.id, text.id) for entry, text in fresh]
        assert self.store.ledger.finish(claim, b"{}", placed, [], self.now)
        for _, text in fresh:
            found = re.match(r"article-(\d+)", text.text)
            assert found, text
            self.shown[int(found[1])] += 1
        assert self.shown == Counter(self.told)

    def _new(self, number: int, guid: str, *, dated: bool) -> Item:
        link = f"{self.scheme}wire.example/news/{number}"
        title = f"The {number}th report about things"
        return Item(number, guid, title, written(number), link, self.now if dated else None)

    def _of(self, which: int) -> Item:
        if not self.items:
            self.publish(dated=True)
        return self.items[which % len(self.items)]

    def _add(self, item: Item) -> None:
        self.items.insert(0, item)
        self.gone += self.items[SERVED:]
        del self.items[SERVED:]
        self._look()

    def _put(self, old: Item, new: Item) -> None:
        self.items[self.items.index(old)] = new
        self._look()

    def _look(self) -> None:
        feed = f"{self.scheme}{BARE}"
        self._see(
            [
                told(
                    item.guid,
                    feed=feed,
                    title=item.title,
                    text=item.text,
                    link=item.link,
                    published=item.published,
                )
                for item in self.items
            ]
        )
        self.told |= {item.number for item in self.items}

    def _see(self, pairs: list[tuple[Entry, Revision]]) -> None:
        self.now += timedelta(minutes=15)
        unseen = {entry.guid for entry in self.store.entries.unseen([one for one, _ in pairs])}
        self.store.entries.add([pair for pair in pairs if pair[0].guid in unseen], self.now)


def test_each_article_is_offered_exactly_once() -> None:
    chosen = settings(max_examples=30, stateful_step_count=25, deadline=None)
    run_state_machine_as_test(Publisher, settings=chosen)


@pytest.mark.postgresql
def test_each_article_is_offered_exactly_once_on_postgresql(postgres: Server) -> None:
    class There(Publisher):
        def opened(self) -> Store:
            self.place = ExitStack()
            return open_store(self.place.enter_context(postgres.store()), Path())

        def teardown(self) -> None:
            super().teardown()
            self.place.close()

    chosen = settings(max_examples=5, stateful_step_count=15, deadline=None)
    run_state_machine_as_test(There, settings=chosen)
