"""A copy is a whole store, of any database, or it is not there."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from newsletter.errors import StoreError
from newsletter.store.store import Store, open_store
from newsletter.store.tables import metadata
from newsletter.store.values import FeedState, Placed
from tests.store.conftest import no_file_larger_than

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from tests.store.conftest import Tell

LEASE = timedelta(minutes=5)


def fill(store: Store, tell: Tell, now: datetime, count: int = 3) -> None:
    """Something in every table."""
    pairs = [tell(str(number), published=now) for number in range(count)]
    store.entries.add(pairs, now)
    store.entries.add([tell("0", text="Corrected: three ferries, not two.")], now + LEASE)
    store.feeds.put([FeedState("https://a.example/feed", last_look=now, stopped=True)])
    claim = store.ledger.claim("morning", now, "k", who="t", now=now, lease=LEASE)
    assert claim is not None
    placed = [Placed(entry.id, text.id) for entry, text in pairs]
    assert store.ledger.finish(claim, b"{}", placed, ["folder"], now)


def everything(store: Store) -> dict[str, list[tuple[object, ...]]]:
    with store._database.read() as connection:  # SLF001: a copy is compared with all that is there
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
        }


def reopened(file: Path) -> dict[str, list[tuple[object, ...]]]:
    with open_store(f"sqlite:///{file.name}", file.parent) as copy:
        return everything(copy)


def test_a_copy_holds_all_and_is_a_store(
    store: Store, tell: Tell, now: datetime, tmp_path: Path
) -> None:
    fill(store, tell, now, 600)
    target = tmp_path / "copies" / "one #1%20?.db"
    target.parent.mkdir()
    store.backup(target)
    assert [path.name for path in target.parent.iterdir()] == [target.name]
    target = target.rename(tmp_path / "plain.db")
    assert reopened(target) == everything(store)
    with open_store("sqlite:///plain.db", tmp_path) as copy:
        assert copy.entries.unseen([tell("1")[0], tell("new")[0]]) == (tell("new")[0],)


def test_a_copy_takes_the_place_of_another_whole(
    store: Store, tell: Tell, now: datetime, tmp_path: Path
) -> None:
    target = tmp_path / "copy.db"
    store.backup(target)
    fill(store, tell, now)
    store.backup(target)
    assert reopened(target) == everything(store)


def test_a_copy_does_not_replace_what_is_in_use(store: Store, tmp_path: Path) -> None:
    """What stands in another store's log would be played into the copy."""
    with closing(sqlite3.connect(tmp_path / "used.db", isolation_level=None)) as used:
        used.execute("PRAGMA journal_mode=WAL")
        used.execute("CREATE TABLE t (x)")
        with pytest.raises(StoreError, match="is in use"):
            store.backup(tmp_path / "used.db")
        assert used.execute("SELECT name FROM sqlite_master").fetchall() == [("t",)]


def test_where_nothing_can_be_written_one_line_says_so(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"missing.copy.db: cannot be written: No such file"):
        store.backup(tmp_path / "missing" / "copy.db")


def test_a_disk_that_is_full_leaves_the_copy_before(
    store: Store, tell: Tell, now: datetime, tmp_path: Path
) -> None:
    target = tmp_path / "copy.db"
    store.backup(target)
    before = target.read_bytes()
    fill(store, tell, now, 2000)
    with no_file_larger_than(300_000), pytest.raises(StoreError) as raised:
        store.backup(target)
    assert "\n" not in str(raised.value)
    assert target.read_bytes() == before
    assert list(tmp_path.glob(".*")) == []


def test_a_damaged_store_is_not_copied(tmp_path: Path, tell: Tell, now: datetime) -> None:
    with open_store("sqlite:///newsletter.db", tmp_path) as store:
        fill(store, tell, now, 300)
    file = tmp_path / "newsletter.db"
    content = bytearray(file.read_bytes())
    content[-40 * 4096 :] = b"\xff" * (40 * 4096)
    file.write_bytes(content)
    with (
        open_store("sqlite:///newsletter.db", tmp_path) as store,
        pytest.raises(StoreError, match="is damaged"),
    ):
        store.backup(tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


COPY = """
import sys
from pathlib import Path
from newsletter.store.store import open_store
with open_store(sys.argv[1], Path(sys.argv[2])) as store:
    print("ready", flush=True)
    while True:
        store.backup(Path(sys.argv[2]) / "copy.db")
"""


def test_copies_made_while_others_write_are_each_one_moment_whatever_is_killed(
    store: Store, url: str, tell: Tell, now: datetime, tmp_path: Path
) -> None:
    """Each look stores ten entries: a copy with part of them would be half a look."""
    chance = random.Random(7)  # noqa: S311 - a test's repeatable dice
    looks = 0
    for _ in range(3):
        copier = subprocess.Popen(
            [sys.executable, "-c", COPY, url, str(tmp_path)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert copier.stdout is not None
        assert copier.stdout.readline() == "ready\n"
        until = time.monotonic() + chance.uniform(0.3, 0.8)
        while time.monotonic() < until:
            store.entries.add([tell(f"{looks}-{number}") for number in range(10)], now)
            looks += 1
        copier.kill()
        assert copier.communicate()[1] == ""
        copied = len(reopened(tmp_path / "copy.db")["entries"])
        assert copied % 10 == 0
        assert copied <= looks * 10
    store.backup(tmp_path / "copy.db")
    assert len(reopened(tmp_path / "copy.db")["entries"]) == looks * 10
