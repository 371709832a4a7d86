from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from newsletter.schedule.files import stamps

if TYPE_CHECKING:
    from pathlib import Path


def names(root: Path) -> list[str]:
    return sorted(str(path.relative_to(root)) for path in stamps([root]))


def test_files_in_folders_of_the_folder_are_found(tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / "a.txt").touch()
    (tmp_path / "b.md").touch()
    assert names(tmp_path) == ["b.md", "deep/er/a.txt"]


def test_links_pipes_and_hidden_folders_are_none(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").touch()
    root = tmp_path / "seeds"
    (root / ".git").mkdir(parents=True)
    (root / ".git" / "config").touch()
    (root / "link.txt").symlink_to(outside / "secret.txt")
    (root / "folder").symlink_to(outside)
    (root / "loop").symlink_to(root)
    os.mkfifo(root / "pipe.txt")
    assert names(root) == []


def test_a_root_may_be_a_file_or_not_be_there(tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    feed.write_bytes(b"<rss/>")
    found = stamps([feed, tmp_path / "missing"])
    assert list(found) == [feed]
    assert found[feed].size == 6


@pytest.mark.parametrize(
    "name",
    [
        *(".x.swp", ".hidden", ".#n.txt", ".~lock.a.docx#", "~$note.docx", "note.txt~", "#n.txt#"),
        *("a.part", "A.CRDOWNLOAD", "a.filepart", "n.txt___jb_tmp___", "n.swo", "4913"),
    ],
)
def test_what_editors_and_browsers_leave_half_written_is_ignored(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    assert names(tmp_path) == []


@pytest.mark.parametrize("name", ["note.txt", "49131", "party.md", "a~b.txt", "Übersicht.html"])
def test_what_people_write_is_not(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    assert names(tmp_path) == [name]
