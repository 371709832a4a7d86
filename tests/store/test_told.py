from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from newsletter.store.values import Placed, Role
from tests.store.conftest import FEED

if TYPE_CHECKING:
    from newsletter.model import Entry, Revision
    from newsletter.store.store import Store
    from tests.store.conftest import Tell

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def printed(
    store: Store,
    at: datetime,
    *pairs: tuple[Entry, Revision],
    role: Role = "story",
    newsletter: str = "morning",
) -> str:
    claim = store.ledger.claim(newsletter, at, f"{at:%d}", who="x", now=at, lease=DAY)
    assert claim
    placed = [Placed(entry.id, revision.id, role) for entry, revision in pairs]
    assert store.ledger.finish(claim, b"{}", placed, [], at)
    return claim.edition


def test_what_editions_considered_is_remembered_with_the_text_of_then(
    store: Store, tell: Tell
) -> None:
    first = tell("one")
    store.entries.add([first], NOW)
    edition = printed(store, NOW, first)
    later = tell("one", text="The order is worth 140 million euros. So says one.")
    store.entries.add([later], NOW + DAY)
    (row,) = store.told.considered("morning", NOW)
    assert (row.edition, row.revision, row.entry.id) == (edition, first[1].id, first[0].id)
    assert store.told.considered("evening", NOW) == ()
    assert store.told.considered("morning", NOW + DAY) == ()


def test_editions_come_in_order_of_time(store: Store) -> None:
    names = [printed(store, NOW + day * DAY) for day in range(3)]
    assert [one.id for one in store.told.editions("morning", NOW + DAY)] == names[1:]
    assert [one.json for one in store.told.editions("morning", NOW + 2 * DAY)] == [b"{}"]


def test_an_edit_is_offered_until_an_edition_has_considered_it(store: Store, tell: Tell) -> None:
    first = tell("one")
    store.entries.add([first, tell("two")], NOW)
    printed(store, NOW, first)
    assert store.told.edited("morning", [FEED], NOW) == ()
    later = tell("one", text="The order is worth 140 million euros. So says one.")
    store.entries.add([later], NOW + DAY)
    (pair,) = store.told.edited("morning", [FEED], NOW)
    assert pair == (replace(pair[0], id=first[0].id), later[1])
    assert store.told.edited("evening", [FEED], NOW) == ()
    assert store.told.edited("morning", ["https://other.example/feed"], NOW) == ()
    assert store.told.edited("morning", [FEED], NOW + DAY) == ()
    printed(store, NOW + DAY, (first[0], later[1]), role="held")
    assert store.told.edited("morning", [FEED], NOW) == ()


def test_an_edit_that_is_taken_back_is_an_edit_if_readers_saw_it(store: Store, tell: Tell) -> None:
    first, second = tell("one"), tell("one", text="It is worth 140 million euros. So says one.")
    store.entries.add([first], NOW)
    printed(store, NOW, first)
    store.entries.add([second], NOW + DAY)
    store.entries.add([first], NOW + DAY)
    assert store.told.edited("morning", [FEED], NOW) == ()  # nobody saw the edit
    store.entries.add([second], NOW + DAY)
    claimed = NOW + DAY
    claim = store.ledger.claim("morning", claimed, "back", who="x", now=claimed, lease=DAY)
    assert claim
    both = [Placed(first[0].id, second[1].id), Placed(first[0].id, first[1].id, "earlier")]
    assert store.ledger.finish(claim, b"{}", both, [], claimed)
    assert store.told.edited("morning", [FEED], NOW) == ()
    store.entries.add([first], NOW + 2 * DAY)
    ((entry, text),) = store.told.edited("morning", [FEED], NOW)
    assert (entry.id, text) == (first[0].id, first[1])
    printed(store, NOW + 2 * DAY, first, role="held")
    assert store.told.edited("morning", [FEED], NOW) == ()
