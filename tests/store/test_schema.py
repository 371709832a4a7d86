"""A store written by an earlier version is brought up to date when it is opened, or left alone."""

from __future__ import annotations

import random
import re
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from sqlalchemy import inspect

from newsletter.edition.codec import from_json
from newsletter.edition.verify import verify
from newsletter.errors import StoreError
from newsletter.store.store import Store, open_store
from newsletter.store.tables import SCHEMA, metadata
from tests.store.conftest import no_file_larger_than

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.postgres import Server

URL = "sqlite:///newsletter.db"
OLD = (Path(__file__).parent.parent / "data" / "store" / "schema-1.sql").read_text("utf-8")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A store as the version with schema 1 wrote it: two editions of feeds and documents."""
    file = tmp_path / "newsletter.db"
    with closing(sqlite3.connect(file)) as made:
        made.execute("PRAGMA journal_mode=WAL")
        made.executescript(OLD)
    return file


def dump(file: Path) -> str:
    with closing(sqlite3.connect(file)) as read:
        return "\n".join(read.iterdump()) + "\n"


def rows(file: Path) -> dict[str, list[dict[str, object]]]:
    with closing(sqlite3.connect(file)) as read:
        read.row_factory = sqlite3.Row
        names = [
            row["name"] for row in read.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        return {
            name: [dict(row) for row in read.execute(f"SELECT * FROM {name} ORDER BY 1, 2")]  # noqa: S608 - names of tables
            for name in names
        }


def shape(store: Store) -> dict[str, Any]:
    """Columns, keys and indices by table."""
    with store._database.read() as connection:  # SLF001: what the store is made of
        seen = inspect(connection)
        return {
            name: (
                {
                    one["name"]: (str(one["type"]), one["nullable"])
                    for one in seen.get_columns(name)
                },
                seen.get_pk_constraint(name)["constrained_columns"],
                sorted(str(one["referred_table"]) for one in seen.get_foreign_keys(name)),
                sorted(
                    (str(one["name"]), one["column_names"], bool(one["unique"]))
                    for one in seen.get_indexes(name)
                ),
            )
            for name in seen.get_table_names()
        }


def test_an_older_store_loses_nothing(old: Path) -> None:
    before = rows(old)
    open_store(URL, old.parent).close()
    after = rows(old)
    assert after.pop("meta") == [{"name": "schema", "number": SCHEMA}]
    del before["meta"]
    for name, kept in before.items():
        assert [
            {column: row[column] for column in first}
            for first, row in zip(kept, after[name], strict=True)
        ] == kept


def test_the_editions_of_an_older_store_hold(old: Path) -> None:
    with open_store(URL, old.parent) as store:
        ids = [row.id for row in store.editions.last("morning")]
        assert ids == ["morning/2026-11-23T1000", "morning/2026-11-23T0700"]
        for name in ids:
            edition = from_json(store.editions.get(name) or b"", name)
            texts = store.entries.texts([source.revision for source in edition.sources])
            assert verify(edition, texts) == ()
        assert store.feeds.get("https://gone.example/feed").stopped


def test_a_text_that_an_older_store_quotes_again_was_considered_once(old: Path) -> None:
    """Of an update's earlier text it was not kept that it was no news."""
    first, second = "morning/2026-11-23T0700", "morning/2026-11-23T1000"
    with closing(sqlite3.connect(old)) as made, made:
        made.execute(
            "INSERT INTO edition_entries SELECT ?, entry, revision, newsletter, role"
            " FROM edition_entries WHERE edition = ? LIMIT 1",
            (second, first),
        )
    with open_store(URL, old.parent) as store:
        assert [store.told.counted(name) for name in (first, second)] == [5, 1]
        assert store.told.counted("morning/2026-11-23T1100") is None


def test_an_older_store_is_kept_beside_the_new_one(old: Path) -> None:
    open_store(URL, old.parent).close()
    assert {path.name for path in old.parent.iterdir()} == {old.name, "newsletter.db.schema-1"}
    assert dump(old.parent / "newsletter.db.schema-1") == OLD


def test_an_older_store_and_a_new_one_have_the_same_tables(old: Path, tmp_path: Path) -> None:
    with open_store(URL, old.parent) as changed, open_store("sqlite://", tmp_path) as new:
        assert shape(changed) == shape(new)


@pytest.mark.postgresql
def test_an_older_store_and_a_new_one_have_the_same_tables_on_postgresql(
    postgres: Server, tmp_path: Path
) -> None:
    older = postgres.empty()
    with psycopg.connect(older) as connection:
        for statement in of_postgresql(OLD):
            connection.execute(statement.encode())
    new_url = postgres.empty()
    with open_store(older, tmp_path) as changed, open_store(new_url, tmp_path) as new:
        assert shape(changed) == shape(new)


def of_postgresql(script: str) -> Iterator[str]:
    """The statements that make schema 1, as SQLAlchemy writes them for PostgreSQL."""
    zoned = script.replace("DATETIME", "TIMESTAMP WITH TIME ZONE")
    made = {
        found[1]: found[0]
        for found in re.finditer(r"CREATE TABLE (\w+) \(.*?\n\);", zoned, re.DOTALL)
    }
    yield from (made[table.name] for table in metadata.sorted_tables if table.name in made)
    yield from re.findall(r"^CREATE (?:UNIQUE )?INDEX .*;$", zoned, re.MULTILINE)
    yield "INSERT INTO meta VALUES ('schema', 1)"


def test_a_step_that_fails_leaves_the_store_as_it_was(old: Path) -> None:
    with closing(sqlite3.connect(old)) as hand_made:
        hand_made.execute("CREATE INDEX ix_entry_revisions_seen ON entry_revisions (entry)")
    before = dump(old)
    with pytest.raises(StoreError) as raised:
        open_store(URL, old.parent)
    said = str(raised.value)
    assert "from schema 1 to" in said
    assert "is as it was" in said
    assert "\n" not in said
    assert dump(old) == before == dump(old.parent / "newsletter.db.schema-1")


def test_a_damaged_older_store_is_left_alone(old: Path) -> None:
    content = bytearray(old.read_bytes())
    content[9 * 4096 : 12 * 4096] = b"\xff" * (3 * 4096)
    old.write_bytes(content)
    with pytest.raises(StoreError, match="is damaged"):
        open_store(URL, old.parent)
    assert old.read_bytes() == content
    assert [path.name for path in old.parent.iterdir()] == [old.name]


def test_a_disk_without_room_for_the_copy_leaves_an_older_store_as_it_was(old: Path) -> None:
    before = dump(old)
    with no_file_larger_than(old.stat().st_size - 4096), pytest.raises(StoreError) as raised:
        open_store(URL, old.parent)
    assert "and is as it was" in str(raised.value)
    assert "\n" not in str(raised.value)
    assert dump(old) == before
    assert [path.name for path in old.parent.iterdir()] == [old.name]


OPEN = """
import sys
from pathlib import Path
from newsletter.store.store import open_store
print("ready", flush=True)
sys.stdin.readline()
open_store("sqlite:///newsletter.db", Path(sys.argv[1])).close()
"""


def opening(folder: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", OPEN, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()


def test_processes_that_open_an_older_store_at_once_all_can(old: Path) -> None:
    processes = [opening(old.parent) for _ in range(3)]
    for process in processes:
        go(process)
    said = [process.communicate(timeout=60)[1] for process in processes]
    assert said == [""] * 3
    assert rows(old)["meta"] == [{"name": "schema", "number": SCHEMA}]
    assert dump(old.parent / "newsletter.db.schema-1") == OLD


def test_a_process_that_is_killed_while_at_it_breaks_nothing(old: Path) -> None:
    """Large enough that it takes some tenths of a second; killed at any time within."""
    with closing(sqlite3.connect(old)) as grown:
        grown.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40000) "
            "INSERT INTO revisions SELECT 'r' || i, 't', hex(randomblob(200)), '[]', 'en' FROM n"
        )
        grown.execute(
            "INSERT INTO entry_revisions SELECT (SELECT id FROM entries), id, '2026-11-23' "
            "FROM revisions WHERE id LIKE 'r%' AND length(id) < 9"
        )
        grown.commit()
    chance = random.Random(7)  # noqa: S311 - a test's repeatable dice
    before = rows(old)
    for _ in range(5):
        process = opening(old.parent)
        go(process)
        time.sleep(chance.uniform(0.02, 0.6))
        process.kill()
        process.communicate()
        assert rows(old)["meta"][0]["number"] in {1, SCHEMA}
    open_store(URL, old.parent).close()
    after = rows(old)
    assert after["meta"][0]["number"] == SCHEMA
    assert len(after["revisions"]) == len(before["revisions"])
