from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cli.conftest import Program

NOBODY = 65534


@pytest.fixture
def made(program: Program, tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace that has made an edition, on each kind of database; and we are in it."""
    folder = tmp_path / "brief"
    monkeypatch.setenv("NEWSLETTER_STORE_URL", url)
    assert program("init", folder).code == 0
    monkeypatch.chdir(folder)
    assert program("run").code == 0
    return folder


def test_a_copy_can_take_the_stores_place(
    program: Program, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed, proved = program("entries", "--jsonl").out, program("verify", "latest").out
    copied = program("backup", "copies.db")
    assert (copied.code, copied.out, copied.err) == (0, "wrote copies.db\n", "")
    monkeypatch.setenv("NEWSLETTER_STORE_URL", "sqlite:///copies.db")
    assert program("entries", "--jsonl").out == listed
    assert program("verify", "latest").out == proved
    assert "nothing new" in program("run").out
    assert made.is_dir()


def test_a_file_that_is_there_is_kept_unless_it_is_to_be_replaced(
    program: Program, made: Path
) -> None:
    (made / "copy.db").write_text("mine")
    refused = program("backup", "copy.db")
    assert refused.code == 2
    assert "is there already" in refused.err
    assert (made / "copy.db").read_text() == "mine"
    assert program("backup", "copy.db", "--force").code == 0
    assert (made / "copy.db").read_bytes().startswith(b"SQLite format 3")


def test_what_cannot_be_is_one_line(program: Program, made: Path) -> None:
    assert "is a folder" in program("backup", "out").err
    missing = program("backup", "missing/copy.db")
    assert (missing.code, len(missing.err.splitlines())) == (1, 1)
    assert "missing/copy.db: cannot be written" in missing.err
    if (made / "newsletter.db").exists():
        itself = program("backup", "newsletter.db", "--force")
        assert itself.code == 2
        assert "is the store itself" in itself.err


def test_where_there_is_no_store_there_is_nothing_to_copy(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program("init", tmp_path / "brief")
    monkeypatch.chdir(tmp_path / "brief")
    before = set(tmp_path.rglob("*"))
    told = program("backup", "copy.db")
    assert told.code == 1
    assert "there is no store yet" in told.err
    assert program("status").code == program("entries", "--jsonl").code == 0
    assert set(tmp_path.rglob("*")) == before


@contextmanager
def somebody_else() -> Iterator[None]:
    """One who may look and not write; root is not stopped by what a folder allows."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.fixture
def closed(program: Program, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A workspace with an edition, where nothing can be written."""
    # Not in pytest's folder: root's is closed to all others.
    with tempfile.TemporaryDirectory(prefix="newsletter-tests-") as made:
        folder = Path(made)
        program("init", folder)
        monkeypatch.chdir(folder)
        assert program("run").code == 0
        close(folder)
        yield folder
        folder.chmod(0o755)
        monkeypatch.undo()


def close(folder: Path) -> None:
    (folder / "newsletter.db").chmod(0o444)
    folder.chmod(0o555)


def test_who_may_only_look_sees_what_is_stored(program: Program, closed: Path) -> None:
    with somebody_else():
        told = [program("status"), program("entries", "--jsonl"), program("verify", "latest")]
    assert [(one.code, one.err) for one in told] == [(0, "")] * 3
    assert "morning/" in told[0].out
    assert len(told[1].out.splitlines()) > 5
    assert closed.is_dir()


def test_who_may_only_look_is_told_when_the_store_is_older(program: Program, closed: Path) -> None:
    (closed / "newsletter.db").chmod(0o644)
    closed.chmod(0o755)
    with closing(sqlite3.connect(closed / "newsletter.db")) as changed:
        changed.execute("UPDATE meta SET number = 1")
        changed.commit()
    close(closed)
    with somebody_else():
        told = program("status")
    assert told.code == 1
    assert "was written by an older newsletter (schema 1" in told.err
    assert len(told.err.splitlines()) == 1
