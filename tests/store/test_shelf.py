"""What was published stands on the shelf, the newest first; what is at work does not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import update

from newsletter.store import tables

if TYPE_CHECKING:
    from newsletter.store.store import Store

SLOT = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def publish(store: Store, newsletter: str, hours: int) -> str:
    at = SLOT + hours * HOUR
    claim = store.ledger.claim(newsletter, at, f"{at:%Y-%m-%dT%H%M}", who="x", now=at, lease=HOUR)
    assert claim is not None
    assert store.ledger.finish(claim, f"{hours}".encode(), [], ["folder"], at)
    return claim.edition


def test_a_newsletters_editions_come_newest_first_in_pages(store: Store) -> None:
    made = [publish(store, "morning", hours) for hours in range(7)]
    publish(store, "evening", 3)
    found = list(store.shelf.editions("morning"))
    assert [one.id for one in found] == made[::-1]
    assert [one.json for one in found] == [b"6", b"5", b"4", b"3", b"2", b"1", b"0"]
    assert found[0].made_at == SLOT + 6 * HOUR
    assert [one.id for one in store.shelf.editions("morning", 2, 3)] == [made[3], made[2]]
    assert store.shelf.count("morning") == 7
    first = store.shelf.first("morning")
    assert first is not None
    assert first.id == made[0]


def test_an_edition_is_got_only_from_its_own_newsletter(store: Store) -> None:
    made = publish(store, "morning", 0)
    assert store.shelf.get("morning", made) == b"0"
    assert store.shelf.get("evening", made) is None
    assert store.shelf.get("morning", "morning/1999-01-01T0700") is None
    assert store.shelf.first("evening") is None


def test_an_edition_whose_slot_is_not_done_is_on_no_shelf(store: Store) -> None:
    hidden, shown = publish(store, "morning", 0), publish(store, "morning", 1)
    with store._database.write() as connection:  # SLF001: as a draft would stand in the ledger
        at_work = update(tables.slots).where(tables.slots.c.edition == hidden)
        connection.execute(at_work.values(state="failed"))
    assert [one.id for one in store.shelf.editions("morning")] == [shown]
    assert store.shelf.get("morning", hidden) is None
    assert store.shelf.count("morning") == 1
