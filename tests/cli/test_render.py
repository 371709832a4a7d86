from __future__ import annotations

import email
import email.policy
import json
import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Program

AT = ("--at", "2026-11-23T07:00")
STORY = """Sundal orders two ships

The ferry line Sundal will spend $40 million on two new ships. Its shares rose 12% on Monday, the
most in a year. Analysts warned that strikes could delay the yard.
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY, "utf-8")
    return path


def test_one_format_goes_to_standard_output(program: Program, story: Path) -> None:
    told = program("render", story, *AT)
    assert told.code == 0
    assert told.out.startswith("# The Brief\n\n*Monday, 23 November 2026 · 1 story · ")
    assert "will spend $40 million on two new ships. (story.txt, paragraph 1)" in told.out
    assert "**Risks:** Analysts warned" in told.out


def test_a_folder_gets_every_format(program: Program, story: Path, tmp_path: Path) -> None:
    out = tmp_path / "made"
    assert program("render", story, *AT, "-o", out).code == 0
    assert {path.name for path in out.iterdir()} == {
        "edition.md", "edition.html", "edition.email.html", "edition.txt", "edition.eml",
        "edition.json",
    }  # fmt: skip


def test_the_same_sources_give_the_same_bytes(
    program: Program, story: Path, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        program("render", story, *AT, "-o", tmp_path / name)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_a_mail_without_a_sender_is_a_draft_with_nothing_made_up(
    program: Program, story: Path
) -> None:
    told = program("render", story, *AT, "--format", "eml")
    mail = email.message_from_string(told.out, policy=email.policy.default)
    assert mail["X-Unsent"] == "1"
    assert mail["From"] is None
    assert mail["List-Unsubscribe"] is None
    assert "unsubscribe" not in told.out.lower()
    assert mail["Subject"] == "Sundal orders two ships"


def test_several_formats_want_a_folder(program: Program, story: Path, tmp_path: Path) -> None:
    told = program("render", story, "--format", "md", "--format", "json")
    assert told.code == 2
    assert "several formats need a folder: add -o DIR" in told.err
    out = tmp_path / "two"
    assert program("render", story, "--format", "md", "--format", "json", "-o", out).code == 0
    assert {path.name for path in out.iterdir()} == {"edition.md", "edition.json"}


def test_a_file_gets_one_format(program: Program, story: Path, tmp_path: Path) -> None:
    out = tmp_path / "brief.html"
    assert program("render", story, "--format", "html", "-o", out).code == 0
    assert out.read_text("utf-8").startswith("<!doctype html>")


def test_a_files_name_says_its_format(program: Program, story: Path, tmp_path: Path) -> None:
    assert program("render", story, "-o", tmp_path / "brief.html").code == 0
    assert (tmp_path / "brief.html").read_text("utf-8").startswith("<!doctype html>")
    assert program("render", story, "-o", tmp_path / "brief.json").code == 0
    assert json.loads((tmp_path / "brief.json").read_text("utf-8"))["items"]


def test_a_file_is_replaced_whole_and_its_neighbours_stay(
    program: Program, story: Path, tmp_path: Path
) -> None:
    out = tmp_path / "brief.md"
    out.write_text("old")
    before = {path.name for path in tmp_path.iterdir()}
    number = out.stat().st_ino
    assert program("render", story, *AT, "-o", out).code == 0
    assert out.read_text("utf-8").startswith("# The Brief")
    assert out.stat().st_ino != number  # written beside it and renamed
    assert {path.name for path in tmp_path.iterdir()} == before


def test_what_cannot_be_read_is_named_and_the_rest_is_made(
    program: Program, story: Path, tmp_path: Path
) -> None:
    (tmp_path / "photo.txt").write_bytes(b"\x89PNG\0\0\0\1\2\3")
    (tmp_path / "empty.md").write_text("")
    (tmp_path / "broken.xml").write_text("no feed")
    bad = [tmp_path / name for name in ("gone.txt", "photo.txt", "empty.md", "broken.xml")]
    told = program("render", story, *bad, *AT)
    assert told.code == 3
    assert len(told.err.splitlines()) == 4
    for path in bad:
        assert path.name in told.err
    assert "Sundal" in told.out


def test_nothing_readable_is_a_failure(program: Program, tmp_path: Path) -> None:
    told = program("render", tmp_path / "gone.txt")
    assert told.code == 1
    assert "there is no such file or folder" in told.err
    assert told.out == ""


def test_as_takes_a_newsletters_settings(
    program: Program, story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = tmp_path / "work"
    program("init", workspace)
    path = workspace / "newsletter.toml"
    text = path.read_text("utf-8").replace("# from =", "from =").replace("# to =", "to =")
    path.write_text(text, "utf-8")
    monkeypatch.chdir(workspace)
    told = program("render", story, *AT, "--as", "morning", "--format", "eml")
    mail = email.message_from_string(told.out, policy=email.policy.default)
    assert mail["From"] == "The Morning Brief <brief@example.org>"
    assert mail["X-Unsent"] is None


def test_without_sources_it_is_a_preview_that_stores_nothing(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program("init", tmp_path)
    monkeypatch.chdir(tmp_path)
    told = program("render")
    assert told.code == 0
    assert told.out.startswith("# The Morning Brief")
    assert program("entries", "--jsonl").out == ""


def test_edition_json_holds_nothing_rendered(program: Program, story: Path) -> None:
    told = program("render", story, *AT, "--format", "json")
    edition = json.loads(told.out)
    assert edition["id"] == "brief/2026-11-23T0700"
    assert not re.search(r"<[a-z]+[ >]|\*\*", told.out)


def test_a_time_is_read_in_the_newsletters_zone_or_with_its_offset(
    program: Program, story: Path
) -> None:
    told = program("render", story, "--at", "2026-11-23T07:00+05:00", "--format", "json")
    assert json.loads(told.out)["slot"] == "2026-11-23T02:00:00Z"
    bad = program("render", story, "--at", "7 o'clock")
    assert bad.code == 2
    assert "is no time such as 2026-11-23T07:00" in bad.err
