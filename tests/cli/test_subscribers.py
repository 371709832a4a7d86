"""The verb `subscribers` as people use it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Program, Result


class Desk:
    """`desk("add", "morning", ...)` runs a verb in a workspace with one newsletter."""

    def __init__(self, program: Program, folder: Path) -> None:
        self._program = program
        self.folder = folder
        program("init", folder)

    def __call__(self, *arguments: str | Path) -> Result:
        config = self.folder / "newsletter.toml"
        return self._program("subscribers", *arguments, "--config", config)

    def file(self, text: str | bytes) -> Path:
        path = self.folder / "list.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def left(self) -> list[str]:
        rows = json.loads(self("list", "morning", "--json").out)
        return [row["address"] for row in rows if row["left"]]


@pytest.fixture
def desk(program: Program, tmp_path: Path) -> Desk:
    return Desk(program, tmp_path / "brief")


def test_addresses_are_added_listed_and_removed(desk: Desk) -> None:
    added = desk("add", "morning", "Ada <ada@Example.org>", "bo@example.org", "BO@example.org")
    assert (added.code, added.out) == (0, "morning: 2 added, 1 there already\n")
    listed = desk("list", "morning").out.splitlines()
    assert [line.split()[0] for line in listed] == ["ada@example.org", "bo@example.org"]
    assert desk("remove", "morning", "ada@example.org").out == "morning: 1 removed\n"
    assert desk("list").out.split()[:2] == ["morning", "bo@example.org"]
    assert desk("list", "--left").out.split()[1] == "ada@example.org"
    assert desk.left() == ["ada@example.org"]


def test_what_is_no_address_is_told_and_the_others_are_taken(desk: Desk) -> None:
    some = desk("add", "morning", "nobody", "bo@example.org", "a@b")
    assert some.code == 3
    assert some.err.splitlines() == [
        "newsletter: nobody: has no @, as in reader@example.org",
        "a@b: has a host without a dot after the @, as in example.org",
    ]
    assert some.out == "morning: 1 added, 0 there already\n"
    assert desk("add", "morning", "nobody").code == 1
    assert desk("remove", "morning", "cy@example.org").code == 1
    assert desk("remove", "morning", "bo@example.org", "cy@example.org").code == 3


def test_who_left_is_added_only_when_asked_for_again(desk: Desk) -> None:
    desk("add", "morning", "ada@example.org")
    desk("remove", "morning", "ada@example.org")
    refused = desk("add", "morning", "Ada@example.org")
    assert refused.code == 1
    assert refused.err == "1 left before and were not added; --again adds them\n"
    imported = desk("import", "morning", desk.file("ada@example.org\ncy@example.org\n"))
    assert (imported.code, imported.out) == (0, "morning: 1 added, 0 there already\n")
    assert "--again" in imported.err
    assert desk("import", "morning", desk.folder / "list.csv", "--again").code == 0
    assert desk.left() == []
    desk("remove", "morning", "ada@example.org", "--erase")
    assert desk("add", "morning", "ada@example.org").code == 0


def test_an_import_tells_bad_lines_by_number(desk: Desk) -> None:
    path = desk.file("\ufeffName;E-Mail\nAda;ada@example.org\nBo;bo@\nCy;cy@exämple.org\n")
    result = desk("import", "morning", path)
    assert (result.code, result.out) == (3, "morning: 2 added, 0 there already\n")
    assert result.err == f"newsletter: {path}: line 3 has nothing after the @\n"
    assert "cy@xn--exmple-cua.org" in desk("list", "morning").out


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_lists_of_any_encoding_are_read(desk: Desk, encoding: str) -> None:
    path = desk.file("name,email\nJosé,jose@example.org\n".encode(encoding))
    assert desk("import", "morning", path).out == "morning: 1 added, 0 there already\n"


@pytest.mark.parametrize("content", [b"", b"\0\xff" * 500, b'"' * 3000 + b"\n" + b"," * 200_000])
def test_what_is_no_list_adds_nobody(desk: Desk, content: bytes) -> None:
    result = desk("import", "morning", desk.file(content))
    assert result.code in {0, 3}
    assert result.out == "morning: 0 added, 0 there already\n"
    assert len(result.err) < 1000


def test_an_export_moves_a_list_with_those_who_left(desk: Desk, program: Program) -> None:
    desk("add", "morning", "ada@example.org", "bo@example.org")
    desk("remove", "morning", "bo@example.org")
    target = desk.folder / "export.csv"
    assert desk("export", "morning", "-o", target).code == 0
    assert target.read_text() == desk("export", "morning").out
    other = Desk(program, desk.folder.parent / "other")
    moved = other("import", "morning", target)
    assert moved.out == "morning: 1 added, 0 there already, 1 taken as gone\n"
    assert other.left() == ["bo@example.org"]
    assert other("import", "morning", target).out == "morning: 0 added, 1 there already\n"


def test_a_newsletter_that_is_not_there_has_no_list(desk: Desk) -> None:
    for arguments in (["list", "mornin"], ["add", "mornin", "a@example.org"], ["export", "mornin"]):
        result = desk(*arguments)
        assert result.code == 2
        assert "did you mean `morning`?" in result.err


def test_tokens_are_never_shown(desk: Desk) -> None:
    desk("add", "morning", "ada@example.org")
    for shown in (desk("list", "--json").out, desk("export", "morning").out):
        assert "token" not in shown
        assert max(map(len, shown.replace('"', " ").replace(",", " ").split())) <= 32


def test_looking_at_a_list_makes_no_store(desk: Desk) -> None:
    assert desk("list").err.startswith("no subscribers")
    assert desk("export", "morning").out == "address,joined,left\n"
    assert not Path(desk.folder / "newsletter.db").exists()
