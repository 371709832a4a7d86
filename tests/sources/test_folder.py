from __future__ import annotations

import os
from pathlib import Path

import pytest

from newsletter.errors import SourceError
from newsletter.sources.folder import survey


def test_documents_of_a_folder_and_its_subfolders_are_found_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.HTML", "sub/deep/d.eml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    found = [path.relative_to(tmp_path).as_posix() for path in survey(tmp_path).files]
    assert found == ["a.md", "b.txt", "sub/c.HTML", "sub/deep/d.eml"]


def test_hidden_and_temporary_files_are_passed_over(tmp_path: Path) -> None:
    names = [".a.txt", "a.txt~", "a.txt.tmp", ".a.txt.swp", "a.txt.part", "#a.txt#", "~$a.txt"]
    for name in names:
        (tmp_path / name).write_text("x")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "a.txt").write_text("x")
    assert survey(tmp_path) == survey(tmp_path / ".git" / "..")
    assert survey(tmp_path).files == ()


def test_what_is_no_document_is_skipped_with_a_reason(tmp_path: Path) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    (tmp_path / "out.txt").write_text("x")
    (inside / "picture.png").write_bytes(b"x")
    (inside / "link.txt").symlink_to(tmp_path / "out.txt")
    (inside / "loop.txt").symlink_to(inside / "loop.txt")
    (inside / "self").symlink_to(inside)
    os.mkfifo(inside / "pipe.txt")
    found = survey(inside)
    assert found.files == ()
    assert {one.path.name: one.reason for one in found.skipped} == {
        "link.txt": "leads out of its folder",
        "loop.txt": "is a link to nothing",
        "picture.png": "is of no kind that is read here",
        "pipe.txt": "is no regular file",
    }


def test_a_document_stands_for_itself(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text("x")
    assert survey(tmp_path / "a.log").files == (tmp_path / "a.log",)


def test_a_missing_folder_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="there is no such file or folder"):
        survey(tmp_path / "none")


def test_what_cannot_be_a_place_is_one_clear_error(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    reasons = {
        tmp_path / "pipe.txt": "is no regular file",
        tmp_path / ("n" * 300): "cannot be read: File name too long",
        tmp_path / "a\0b": "is no file name",
    }
    for place, reason in reasons.items():
        with pytest.raises(SourceError, match=reason):
            survey(place)


def test_a_folder_that_cannot_be_looked_into_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "closed").mkdir(mode=0o000)
    tmp_path.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    user = os.geteuid()
    if user == 0:  # nothing is closed to root
        os.seteuid(65534)
    try:
        found = survey(Path())
    finally:
        os.seteuid(user)
    assert [(one.path.name, one.reason) for one in found.closed] == [
        ("closed", "cannot be read: Permission denied")
    ]
