from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING

import psycopg
import pytest

from newsletter.errors import StoreError
from newsletter.store.store import open_store

if TYPE_CHECKING:
    from pathlib import Path

    from tests.postgres import Server


def problem(url: str, root: Path) -> str:
    with pytest.raises(StoreError) as raised:
        open_store(url, root, busy=0.1).close()
    said = str(raised.value)
    assert "\n" not in said
    return said


def test_a_relative_path_is_the_workspaces(tmp_path: Path) -> None:
    open_store("sqlite:///newsletter.db", tmp_path).close()
    assert (tmp_path / "newsletter.db").is_file()


def test_a_closed_store_is_one_file(tmp_path: Path) -> None:
    open_store("sqlite:///newsletter.db", tmp_path).close()
    assert [path.name for path in tmp_path.iterdir()] == ["newsletter.db"]


def test_opening_again_keeps_what_is_there(tmp_path: Path) -> None:
    open_store("sqlite:///newsletter.db", tmp_path).close()
    before = (tmp_path / "newsletter.db").read_bytes()
    open_store("sqlite:///newsletter.db", tmp_path).close()
    assert (tmp_path / "newsletter.db").read_bytes() == before


def test_a_store_in_memory_needs_no_file(tmp_path: Path) -> None:
    with open_store("sqlite://", tmp_path) as store:
        assert store.editions.latest() is None
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_database_url_is_one_line(tmp_path: Path) -> None:
    assert "write sqlite:///newsletter.db" in problem("newsletter.db", tmp_path)
    assert "mysql is not supported" in problem("mysql://localhost/x", tmp_path)
    assert "aiosqlite is not supported" in problem("sqlite+aiosqlite:///x.db", tmp_path)
    assert "oops" not in problem("postgresql://me:oops@[/x", tmp_path)


def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "newsletter.db"
    file.write_bytes(b"Dear reader, " * 1000)
    assert "is not a database" in problem("sqlite:///newsletter.db", tmp_path)
    assert file.read_bytes() == b"Dear reader, " * 1000


def test_a_folder_in_the_way_and_a_missing_folder_are_one_line(tmp_path: Path) -> None:
    (tmp_path / "newsletter.db").mkdir()
    assert "cannot be opened" in problem("sqlite:///newsletter.db", tmp_path)
    assert "cannot be opened" in problem("sqlite:///missing/newsletter.db", tmp_path)


def test_a_database_of_another_program_is_not_touched(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "newsletter.db") as other:
        other.execute("CREATE TABLE meta (name TEXT)")
    other.close()
    assert "another program's tables" in problem("sqlite:///newsletter.db", tmp_path)


@pytest.mark.parametrize(
    ("number", "says"),
    [(99, "a newer newsletter (schema 99"), (0, "an older newsletter (schema 0")],
)
def test_a_store_of_another_version_says_so(tmp_path: Path, number: int, says: str) -> None:
    open_store("sqlite:///newsletter.db", tmp_path).close()
    with sqlite3.connect(tmp_path / "newsletter.db") as changed:
        changed.execute("UPDATE meta SET number = ?", (number,))
    changed.close()
    assert says in problem("sqlite:///newsletter.db", tmp_path)


def test_a_store_that_another_process_keeps_locked_is_one_line(tmp_path: Path) -> None:
    with open_store("sqlite:///newsletter.db", tmp_path, busy=0.1) as store:
        other = sqlite3.connect(tmp_path / "newsletter.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another process keeps it locked"):
            store.feeds.put([store.feeds.get("https://harbourpost.example/feed")])
        other.close()


FULL = """
import resource
import sys
from pathlib import Path
from newsletter.errors import StoreError
from newsletter.store.store import open_store
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
try:
    open_store("sqlite:///newsletter.db", Path(sys.argv[1]), busy=600)
except StoreError as error:
    print(error)
"""


def test_a_store_that_cannot_be_made_is_told_without_a_wait(tmp_path: Path) -> None:
    """No waiting mends a full disk, as waiting for another process does."""
    told = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert told.stdout.count("\n") == 1
    assert "disk" in told.stdout


def test_too_many_who_ask_one_process_at_once_are_told_in_one_line(
    tmp_path: Path, url: str
) -> None:
    with open_store(url, tmp_path, busy=0.1) as store, ExitStack() as open_ones:

        def read_slowly(readers: int) -> None:
            for _ in range(readers):
                open_ones.enter_context(store._database.read())  # SLF001: and do not end

        with pytest.raises(StoreError, match="too many ask it at once") as raised:
            read_slowly(100)
        assert "\n" not in str(raised.value)
        open_ones.close()
        assert store.editions.latest() is None


def test_a_damaged_store_is_one_line(tmp_path: Path) -> None:
    open_store("sqlite:///newsletter.db", tmp_path).close()
    file = tmp_path / "newsletter.db"
    content = bytearray(file.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    file.write_bytes(content)
    assert problem("sqlite:///newsletter.db", tmp_path).startswith(str(file))


OPEN = """
import sys
from pathlib import Path
from newsletter.store.store import open_store
sys.stdin.readline()
for folder in sys.argv[2:]:
    open_store(sys.argv[1], Path(folder)).close()
"""


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def nothing_yet(request: pytest.FixtureRequest) -> str:
    """The URL of a store that nobody has made."""
    if request.param == "sqlite":
        return "sqlite:///newsletter.db"
    server: Server = request.getfixturevalue("postgres")
    return server.empty()


def test_processes_that_make_the_store_at_once_agree(nothing_yet: str, tmp_path: Path) -> None:
    folders = [tmp_path / str(number) for number in range(20)]
    for folder in folders:
        folder.mkdir()
    command = [sys.executable, "-c", OPEN, nothing_yet, *map(str, folders)]
    processes = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    said = [process.communicate(timeout=30)[1] for process in processes]
    assert said == [""] * 3
    assert [process.returncode for process in processes] == [0] * 3


@pytest.mark.postgresql
def test_what_postgresql_refuses_is_one_line(postgres: Server, tmp_path: Path) -> None:
    missing = postgres.empty().replace("/test_", "/no_such_test_")
    assert "does not exist" in problem(missing, tmp_path)
    unreachable = problem("postgresql://me:secret@127.0.0.1:1/x", tmp_path)
    assert unreachable.startswith("postgresql+psycopg://me:***@127.0.0.1:1/x: ")
    other = postgres.empty()
    with psycopg.connect(other) as connection:
        connection.execute("CREATE TABLE meta (name text)")
    assert "another program's tables" in problem(other, tmp_path)
