from __future__ import annotations

import os
from pathlib import Path

import pytest

from newsletter.sources.documents import documents


def test_what_cannot_be_read_is_told_of_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text("The council met on Friday.")
    (tmp_path / "seeds" / "b.txt").write_bytes(b"\0")
    found = documents(["seeds", "none"], tmp_path)
    assert [entry.guid for entry, _ in found.read] == ["a.txt"]
    assert [(one.source, one.reason.partition(";")[0]) for one in found.troubles] == [
        ("seeds/b.txt", "is not text"),
        ("none", "there is no such file or folder"),
    ]


def test_names_that_are_not_utf8_or_hold_signs_are_told_as_text(tmp_path: Path) -> None:
    names = (b"\xff.txt", b"line\nbreak.txt", b"\x1b[31m.txt", "\u202egnp.txt".encode())
    for name in names:
        path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
        try:
            path.write_text("The council met on Friday.")
        except OSError:  # a file system that wants UTF-8
            pytest.skip("other: this file system takes no such name")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/empty\xff.txt")).write_bytes(b"")
    found = documents([str(tmp_path)])
    assert {entry.source for entry, _ in found.read} == {
        "\\xff.txt",
        "line break.txt",
        "[31m.txt",
        "gnp.txt",
    }
    for text in (*(entry.guid for entry, _ in found.read), found.troubles[0].source):
        text.encode()
