from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from newsletter.store.kept import Kept

if TYPE_CHECKING:
    from datetime import datetime

    from newsletter.store.store import Store

DAY = timedelta(days=1)
A, B = "https://a.example/1.jpg", "https://a.example/2.jpg"


def test_an_entry_keeps_the_first_address_told(store: Store, now: datetime) -> None:
    store.pictures.tell({"one": A}, now)
    store.pictures.tell({"one": B, "two": B}, now)
    assert store.pictures.of(["one", "two", "three"]) == {"one": Kept(A), "two": Kept(B)}


def test_a_copy_is_found_by_its_hash(store: Store, now: datetime) -> None:
    store.pictures.tell({"one": A, "two": A}, now)
    kept = Kept(A, "ab" * 32, 600, 400)
    for entry in ("one", "two"):
        store.pictures.keep(entry, kept, b"\xff\xd8\x00bytes")
    assert store.pictures.of(["two"]) == {"two": kept}
    assert store.pictures.copy(kept.hash) == b"\xff\xd8\x00bytes"
    assert store.pictures.copy("cd" * 32) is None
    assert store.pictures.copy("") is None


def test_old_pictures_go_with_old_texts(store: Store, now: datetime) -> None:
    store.pictures.tell({"old": A}, now - 2 * DAY)
    store.pictures.tell({"new": B}, now)
    store.retention.forget(now - DAY, now, 10)
    assert list(store.pictures.of(["old", "new"])) == ["new"]


def test_thousands_are_told_at_once(store: Store, now: datetime) -> None:
    told = {f"entry-{n}": f"https://a.example/{n}.jpg" for n in range(2_500)}
    store.pictures.tell(told, now)
    assert len(store.pictures.of(told)) == 2_500
    store.pictures.tell({}, now)
