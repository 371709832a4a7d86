from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from newsletter.deliver.folder import publish
from newsletter.errors import DeliveryError

if TYPE_CHECKING:
    from pathlib import Path

FILES = {"edition.md": b"# Morning\n", "edition.json": b"{}\n", "edition.html": b"<p>" * 1000}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def problem(files: dict[str, bytes], folder: Path) -> str:
    with pytest.raises(DeliveryError) as raised:
        publish(files, folder)
    said = str(raised.value)
    assert "\n" not in said
    return said


def test_a_folder_appears_with_all_files_and_nothing_else(tmp_path: Path) -> None:
    publish(FILES, tmp_path / "out" / "morning" / "2026-11-23T0700")
    assert contents(tmp_path / "out" / "morning" / "2026-11-23T0700") == FILES
    assert [path.name for path in (tmp_path / "out" / "morning").iterdir()] == ["2026-11-23T0700"]


def test_files_may_be_read_by_whom_the_umask_lets(tmp_path: Path) -> None:
    mask = os.umask(0o022)
    try:
        publish(FILES, tmp_path / "out")
    finally:
        os.umask(mask)
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o755
    assert (tmp_path / "out" / "edition.md").stat().st_mode & 0o777 == 0o644


def test_publishing_again_writes_nothing(tmp_path: Path) -> None:
    publish(FILES, tmp_path / "out")
    before = {path: path.stat() for path in (tmp_path / "out").iterdir()}
    publish(FILES, tmp_path / "out")
    assert {path: path.stat() for path in (tmp_path / "out").iterdir()} == before


def test_changed_files_are_replaced_and_foreign_ones_stay(tmp_path: Path) -> None:
    publish(FILES, tmp_path / "out")
    (tmp_path / "out" / "notes.txt").write_bytes(b"mine")
    (tmp_path / "out" / "edition.md").write_bytes(b"torn")
    (tmp_path / "out" / "edition.json").unlink()
    publish(FILES, tmp_path / "out")
    assert contents(tmp_path / "out") == {**FILES, "notes.txt": b"mine"}


def test_a_link_in_the_place_of_a_file_is_replaced_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"precious")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "edition.md").symlink_to(elsewhere)
    publish(FILES, tmp_path / "out")
    assert elsewhere.read_bytes() == b"precious"
    assert contents(tmp_path / "out") == FILES


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../x", "/etc/x", "a/", "a/..", "a/b/c", "a\\b", "a\0b"]
)
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    assert "is no file name" in problem({"edition.md": b"", name: b""}, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_a_file_may_lie_in_a_folder_within(tmp_path: Path) -> None:
    """In a new folder, in one that is there, and again."""
    out = tmp_path / "out"
    for content in (b"one", b"two", b"two"):
        publish({"edition.html": b"page", "pictures/1.jpg": content}, out)
        assert (out / "pictures" / "1.jpg").read_bytes() == content
    publish({"edition.html": b"page", "more/2.jpg": b"x"}, out)
    assert sorted(one.name for one in out.iterdir()) == ["edition.html", "more", "pictures"]
    (out / "blocked").write_bytes(b"mine")
    assert "in the way" in problem({"blocked/3.jpg": b"x"}, out)
    assert (out / "blocked").read_bytes() == b"mine"


def test_a_file_in_the_way_is_one_line_and_stays(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"mine")
    assert "is a file" in problem(FILES, tmp_path / "out")
    assert "in the way" in problem(FILES, tmp_path / "out" / "morning")
    assert "in the way" in problem(FILES, tmp_path / "out" / "morning" / "2026-11-23T0700")
    assert (tmp_path / "out").read_bytes() == b"mine"


def test_a_folder_in_the_place_of_a_file_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "out" / "edition.md").mkdir(parents=True)
    assert "edition.md: a folder is in the way" in problem(FILES, tmp_path / "out")


def test_a_folder_nobody_may_write_is_one_line() -> None:
    from pathlib import Path

    assert problem(FILES, Path("/proc/newsletter")).startswith("/proc/newsletter: ")


def test_a_name_too_long_is_one_line(tmp_path: Path) -> None:
    assert "too long" in problem(FILES, tmp_path / ("n" * 300))


FULL = """
import resource, sys
from pathlib import Path
from newsletter.deliver.folder import publish
from newsletter.errors import DeliveryError
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
files = {"edition.md": b"small", "edition.html": b"x" * 5000}
try:
    publish(files, Path(sys.argv[1]))
except DeliveryError as error:
    print(error)
"""


@pytest.mark.parametrize("exists", [False, True])
def test_a_disk_that_takes_no_more_leaves_no_half_file(tmp_path: Path, *, exists: bool) -> None:
    """A limit on the size of files stands in for the full disk: the write ends half-way."""
    folder = tmp_path / "out"
    if exists:
        publish({"edition.html": b"old"}, folder)
    said = subprocess.run(
        [sys.executable, "-c", FULL, str(folder)], capture_output=True, text=True, check=True
    ).stdout
    assert said == f"{folder}: File too large\n"
    assert [path.name for path in tmp_path.iterdir()] == (["out"] if exists else [])
    if exists:
        assert contents(folder) == {"edition.html": b"old"}


FOREVER = """
import sys
from pathlib import Path
from newsletter.deliver.folder import publish
parent = Path(sys.argv[1])
print("ready", flush=True)
for number in range(100000):
    files = {f"file{n}": bytes([65 + number % 26]) * 20000 for n in range(4)}
    publish(files, parent / f"{number // 3}")
"""


def test_a_kill_at_any_moment_leaves_no_torn_file(tmp_path: Path) -> None:
    out = tmp_path / "out"
    for _ in range(3):
        process = subprocess.Popen(
            [sys.executable, "-c", FOREVER, str(out)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.05)
        process.kill()
        process.communicate()
        for folder in out.iterdir():
            if folder.name.startswith("."):
                continue
            files = {name: body for name, body in contents(folder).items() if name[0] != "."}
            assert len(files) == 4
            assert all(len(body) == 20000 and len(set(body)) == 1 for body in files.values())


def test_what_a_killed_process_left_is_cleared_away(tmp_path: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    living, dead = process.pid, 2**22 + 1
    (tmp_path / f".out.{dead}.tmp").mkdir()
    (tmp_path / f".out.{living}.tmp").mkdir()
    (tmp_path / ".out.mine.tmp").mkdir()
    publish(FILES, tmp_path / "out")
    (tmp_path / "out" / f".edition.md.{dead}.tmp").write_bytes(b"half")
    publish(FILES, tmp_path / "out")
    process.communicate()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        f".out.{living}.tmp",
        ".out.mine.tmp",
        "out",
    ]
    assert contents(tmp_path / "out") == FILES
