"""Who is on a list is there once; who left stays away, and nobody else can tell."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from newsletter.store.store import open_store
from newsletter.store.subscribers import Joining, decide, key

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from newsletter.store.store import Store
    from newsletter.store.subscribers import Fate

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


def fates(store: Store, *addresses: str, again: bool = False, name: str = "morning") -> list[Fate]:
    joining = [Joining(address) for address in addresses]
    return [fate for _, fate in store.subscribers.add(name, joining, NOW, again=again)]


def active(store: Store, name: str = "morning") -> list[str]:
    return [one.address for one in store.subscribers.active(name)]


def test_an_address_is_on_a_list_once_however_it_is_spelt(store: Store) -> None:
    assert fates(store, "Bo@b.org", "a@b.org", "bo@b.org") == ["new", "new", "known"]
    assert fates(store, "A@b.org", name="evening") == ["new"]
    assert active(store) == ["a@b.org", "Bo@b.org"]
    assert active(store, "evening") == ["A@b.org"]
    assert active(store, "noon") == []
    assert len(store.subscribers.all()) == 3


def test_who_left_by_the_link_is_not_added_until_it_is_asked_for_again(store: Store) -> None:
    fates(store, "a@b.org", "c@b.org")
    one = store.subscribers.active("morning")[0]
    assert store.subscribers.leave("morning", one.token, LATER)
    assert active(store) == ["c@b.org"]
    assert store.subscribers.all("morning")[0].left == LATER
    assert fates(store, "A@b.org", "c@b.org") == ["left", "known"]
    assert active(store) == ["c@b.org"]
    assert fates(store, "A@b.org", again=True) == ["back"]
    assert active(store) == ["a@b.org", "c@b.org"]
    assert store.subscribers.active("morning")[0].token == one.token  # old mails' links still work


def test_leaving_twice_or_with_no_such_token_changes_nothing(store: Store) -> None:
    fates(store, "a@b.org", "c@b.org")
    token = store.subscribers.active("morning")[0].token
    assert store.subscribers.leave("morning", token, NOW)
    for wrong in (
        token,
        token[:-1],
        token.swapcase(),
        "",
        "%",
        "\0",
        "\ud800",
        "'; --",
        "x" * 9999,
    ):
        assert not store.subscribers.leave("morning", wrong, LATER)
    assert not store.subscribers.leave("evening", token, LATER)
    assert [one.left for one in store.subscribers.all()] == [NOW, None]


def test_removing_is_leaving_and_erasing_leaves_nothing(store: Store) -> None:
    fates(store, "a@b.org", "c@b.org", "e@b.org")
    assert store.subscribers.remove("morning", ["A@b.org", "x@b.org"], LATER) == ("A@b.org",)
    assert store.subscribers.remove("morning", ["a@b.org"], LATER) == ()
    assert fates(store, "a@b.org") == ["left"]
    assert store.subscribers.erase("morning", ["a@b.org", "C@b.org"]) == ("a@b.org", "C@b.org")
    assert fates(store, "a@b.org") == ["new"]
    assert active(store) == ["a@b.org", "e@b.org"]


def test_who_left_by_another_list_is_put_there_as_gone(store: Store) -> None:
    fates(store, "c@b.org")
    joining = [Joining("a@b.org", NOW), Joining("c@b.org", LATER), Joining("c@b.org", NOW)]
    decided = store.subscribers.add("morning", joining, LATER, again=True)
    assert [fate for _, fate in decided] == ["new", "gone", "left"]
    assert active(store) == []
    assert [one.left for one in store.subscribers.all()] == [NOW, LATER]


def test_tokens_are_long_and_all_different(store: Store) -> None:
    fates(store, *(f"r{number}@b.org" for number in range(200)))
    tokens = {one.token for one in store.subscribers.active("morning")}
    assert len(tokens) == 200
    assert min(map(len, tokens)) >= 32


def test_one_of_many_who_leave_at_once_with_one_token_leaves(store: Store) -> None:
    fates(store, "a@b.org")
    token = store.subscribers.active("morning")[0].token
    told: list[bool] = []
    threads = [
        threading.Thread(target=lambda: told.append(store.subscribers.leave("morning", token, NOW)))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == [False] * 7 + [True]


def test_two_who_import_the_same_list_at_once_add_it_once(url: str, tmp_path: Path) -> None:
    joining = [Joining(f"r{number}@b.org") for number in range(300)]
    told: list[int] = []

    def load() -> None:
        with open_store(url, tmp_path) as own:
            decided = own.subscribers.add("morning", joining, NOW)
            told.append(sum(fate == "new" for _, fate in decided))

    open_store(url, tmp_path).close()
    threads = [threading.Thread(target=load) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == [0, 0, 0, 300]
    with open_store(url, tmp_path) as store:
        assert len(active(store)) == 300


def test_they_survive_in_a_backup(store: Store, tmp_path: Path) -> None:
    fates(store, "a@b.org")
    store.backup(tmp_path / "copy.db")
    with open_store("sqlite:///copy.db", tmp_path) as copy:
        assert copy.subscribers.all() == store.subscribers.all()


LISTS = st.lists(
    st.builds(Joining, st.sampled_from(["a@b.org", "A@b.org", "c@b.org"]), st.none() | st.just(NOW))
)


@given(LISTS, st.booleans())
def test_whatever_is_added_in_whatever_order_the_last_word_of_each_holds(
    joining: Sequence[Joining],
    again: bool,  # noqa: FBT001 - drawn by hypothesis
) -> None:
    left = {"c@b.org": NOW, "a@b.org": None}
    state: dict[str, datetime | None] = dict(left)
    for one, fate in decide(joining, left, again=again):
        was = state[key(one.address)]
        if one.left:
            assert fate == ("left" if was else "gone")
        elif was:
            assert fate == ("back" if again else "left")
        else:
            assert fate == "known"
        if fate in {"gone", "back"}:
            state[key(one.address)] = one.left
