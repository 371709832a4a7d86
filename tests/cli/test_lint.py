from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Program

LAKE = "Lake Norvik's ferry company will spend $40 million on two ships, it said on Monday."


@pytest.fixture
def folder(program: Program, tmp_path: Path) -> Path:
    """A one-off edition in all its formats."""
    (tmp_path / "lake.txt").write_text(f"{LAKE}\n\nIts rivals are watching.")
    made = tmp_path / "made"
    assert (
        program("render", tmp_path / "lake.txt", "-o", made, "--at", "2026-11-23T07:00").code == 0
    )
    return made


def test_an_edition_has_no_fault_as_folder_file_and_edition(program: Program, folder: Path) -> None:
    for name in (folder, folder / "edition.eml", folder / "edition.json"):
        result = program("lint", name)
        assert (result.code, result.err) == (0, "")
        assert "0 errors, 0 warnings" in result.out
    assert program("lint", folder / "edition.json").out.count("==") == 6


def test_a_fault_is_a_line_with_its_place_and_ends_with_1(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "bad.html"
    file.write_text("<!doctype html>\n<a href='javascript:x'>\x1b[31mred</a>")
    result = program("lint", file)
    assert result.code == 1
    assert "error\tlink-scheme\t2\t'javascript:x'\thttps, http or mailto\n" in result.out
    assert "\x1b" not in result.out


def test_warnings_alone_end_with_0(program: Program, folder: Path) -> None:
    mail = folder / "edition.email.html"
    mail.write_text(mail.read_text().replace("</h1>", "</h1><h1>Another</h1>"))
    result = program("lint", mail, "--no-notes")
    assert result.code == 0
    assert result.out.splitlines()[1:] == [
        "warning\th1\t\t2 headings <h1>\tone",
        "0 errors, 1 warning",
    ]


def test_json_is_a_line_a_file(program: Program, folder: Path) -> None:
    told = [json.loads(line) for line in program("lint", folder, "--json").out.splitlines()]
    assert [one["file"].rpartition("/")[2] for one in told] == [
        "edition.email.html", "edition.eml", "edition.html",
    ]  # fmt: skip
    assert {one["errors"] + one["warnings"] for one in told} == {0}
    (size,) = (one for one in told[0]["findings"] if one["rule"] == "size")
    assert set(size) == {"rule", "severity", "what", "right", "line"}


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("none.html", "none.html: cannot be read: No such file"),
        ("notes.txt", "notes.txt: is no .html, .eml or edition.json file"),
        ("empty", "empty: holds no .html and no .eml file"),
        ("none", "no such settings file"),
    ],
)
def test_what_cannot_be_looked_at_is_one_line(
    program: Program, tmp_path: Path, name: str, told: str
) -> None:
    (tmp_path / "notes.txt").write_text("Notes")
    (tmp_path / "empty").mkdir()
    result = program("lint", tmp_path / name, "--config", tmp_path / "nowhere")
    assert (result.code, result.out) == (2 if name == "none" else 1, "")
    assert told in result.err
    assert result.err.count("\n") == 1


def test_without_a_file_it_says_how(program: Program) -> None:
    assert program("lint").code == 2
