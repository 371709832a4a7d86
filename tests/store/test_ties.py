"""What an editor asked survives, until it is taken back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from newsletter.errors import ConfigError
from newsletter.model import Ties
from newsletter.store.store import open_store

if TYPE_CHECKING:
    from pathlib import Path

    from newsletter.store.store import Store
    from tests.store.conftest import Tell

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)


def fine(_ties: Ties) -> None:
    pass


def test_pairs_are_kept_once_whichever_way_round_until_they_are_taken_back(store: Store) -> None:
    store.ties.ask([("b", "a"), ("a", "b"), ("c", "b")], together=True, now=NOW, check=fine)
    store.ties.ask([("c", "d")], together=False, now=NOW, check=fine)
    assert store.ties.all() == Ties((("a", "b"), ("b", "c")), (("c", "d"),))
    assert store.ties.withdraw(["a", "c"], together=True) == 0
    assert store.ties.withdraw(["c"], together=True) == 1
    assert store.ties.withdraw(["d", "c"], together=False) == 1
    assert store.ties.all() == Ties((("a", "b"),))


def test_what_is_refused_is_not_kept(store: Store) -> None:
    def refuse(ties: Ties) -> None:
        assert ties.apart == (("a", "b"),)
        raise ConfigError("no")

    with pytest.raises(ConfigError):
        store.ties.ask([("a", "b")], together=False, now=NOW, check=refuse)
    assert store.ties.all() == Ties()


def test_pairs_are_there_when_the_store_is_opened_again(tmp_path: Path) -> None:
    with open_store("sqlite:///s.db", tmp_path) as store:
        store.ties.ask([("a", "b")], together=False, now=NOW, check=fine)
    with open_store("sqlite:///s.db", tmp_path) as store:
        assert store.ties.all() == Ties(apart=(("a", "b"),))


def test_entries_are_found_by_the_start_of_their_id(store: Store, tell: Tell) -> None:
    pairs = [tell(str(number)) for number in range(20)]
    store.entries.add(pairs, NOW)
    titles = {entry.id: entry.title for entry, _ in pairs}
    one = min(titles)
    assert store.entries.starting(one, 5) == {one: titles[one]}
    assert list(store.entries.starting("", 5)) == sorted(titles)[:5]
    assert store.entries.starting("%", 5) == {}
