from __future__ import annotations

import os
from pathlib import Path

import pytest

from newsletter.errors import ParseError, SourceError
from newsletter.sources.files import read_file, written


def test_a_files_bytes_are_read_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"\0\xff\r\n")
    assert read_file(tmp_path / "a", "a", 4) == b"\0\xff\r\n"


def test_what_is_no_file_is_refused_at_once_and_by_its_name(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    reasons = {
        tmp_path / "missing": "there is no such file",
        tmp_path / "pipe": "is no regular file",
        Path("/dev/zero"): "is no regular file",
        tmp_path: "is a folder",
        Path("a\0b"): "is no file name",
    }
    for path, reason in reasons.items():
        with pytest.raises(SourceError, match=f"^the feed: {reason}"):
            read_file(path, "the feed")


def test_no_more_is_read_than_allowed(tmp_path: Path) -> None:
    with (tmp_path / "large").open("wb") as file:
        file.truncate(2_000_001)
    with pytest.raises(ParseError, match="is larger than 2 MB"):
        read_file(tmp_path / "large", "large", 2_000_000)


def test_a_name_that_is_not_utf8_can_be_written() -> None:
    assert written(os.fsdecode(b"caf\xc3\xa9/\xff.txt")) == "café/\\xff.txt"
