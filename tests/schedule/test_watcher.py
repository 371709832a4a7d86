"""The watcher on real folders; it looks faster here than in service."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from newsletter.schedule.watcher import Watcher

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import pytest

QUIET = 0.5


class Told:
    """What the watcher told of, in order; `fails` times it cannot be taken."""

    def __init__(self, fails: int = 0) -> None:
        self.paths: list[Path] = []
        self.fails = fails
        self.changed = threading.Condition()

    def __call__(self, paths: tuple[Path, ...]) -> None:
        with self.changed:
            if self.fails:
                self.fails -= 1
                raise OSError("the store is busy")
            self.paths += paths
            self.changed.notify_all()

    def wait_for(self, count: int, seconds: float = 15) -> bool:
        with self.changed:
            return self.changed.wait_for(lambda: len(self.paths) >= count, seconds)


@contextmanager
def watching(roots: Sequence[Path], told: Told, rescan: float = 60) -> Iterator[None]:
    watcher = Watcher(roots, told, rescan=rescan, quiet=QUIET)
    watcher.start()
    try:
        yield
    finally:
        watcher.stop()


def test_a_file_that_is_there_and_one_that_comes_are_told_of_once(tmp_path: Path) -> None:
    told = Told()
    (tmp_path / "a.txt").write_text("there")
    with watching([tmp_path], told):
        assert told.wait_for(1)
        (tmp_path / "b.txt").write_text("came")
        assert told.wait_for(2)
        time.sleep(3 * QUIET)
    assert told.paths == [tmp_path / "a.txt", tmp_path / "b.txt"]


def test_all_files_of_a_folder_that_is_moved_in_are_told_of_once(tmp_path: Path) -> None:
    told, root, elsewhere = Told(), tmp_path / "seeds", tmp_path / "elsewhere"
    root.mkdir()
    elsewhere.mkdir()
    for number in range(50):
        (elsewhere / f"{number}.txt").write_text(str(number))
    with watching([root], told):
        time.sleep(QUIET)
        elsewhere.rename(root / "in")
        assert told.wait_for(50)
        (root / "in" / "late.txt").write_text("hints reach into the new folder")
        assert told.wait_for(51)
    assert len(set(told.paths)) == len(told.paths) == 51


def test_a_slow_writer_and_an_atomic_save_are_told_of_when_whole(tmp_path: Path) -> None:
    told, seen = Told(), dict[str, str]()
    slow, saved = tmp_path / "slow.txt", tmp_path / "saved.txt"
    with watching([tmp_path], told):
        with slow.open("w") as file:
            for _ in range(6):
                file.write("more ")
                file.flush()
                time.sleep(QUIET / 5)
        assert told.wait_for(1)
        seen["slow"] = slow.read_text()
        (tmp_path / "saved.txt.tmp").write_text("saved")
        (tmp_path / "saved.txt.tmp").rename(saved)
        assert told.wait_for(2)
    assert told.paths == [slow, saved]
    assert seen["slow"] == "more " * 6


def test_a_save_as_vim_does_it_is_told_of_once(tmp_path: Path) -> None:
    """A probe, the old text renamed to a backup, the new one written, the backup removed."""
    told, note = Told(), tmp_path / "note.txt"
    note.write_text("old")
    with watching([tmp_path], told):
        assert told.wait_for(1)
        (tmp_path / ".note.txt.swp").write_bytes(b"b0VIM")
        (tmp_path / "4913").touch()
        (tmp_path / "4913").unlink()
        note.rename(tmp_path / "note.txt~")
        note.write_text("new")
        (tmp_path / "note.txt~").unlink()
        assert told.wait_for(2)
        time.sleep(2 * QUIET)
    assert told.paths == [note, note]


def test_two_thousand_files_at_once_are_each_told_of_once(tmp_path: Path) -> None:
    told = Told()
    with watching([tmp_path], told):
        for number in range(2000):
            (tmp_path / f"{number}.txt").write_text(str(number))
        assert told.wait_for(2000)
        time.sleep(2 * QUIET)
    assert len(set(told.paths)) == len(told.paths) == 2000


def test_without_hints_the_regular_look_finds_everything(tmp_path: Path) -> None:
    """A root that was not there when the watch began."""
    told, root = Told(), tmp_path / "later"
    with watching([root], told, rescan=0.2):
        time.sleep(QUIET)
        root.mkdir()
        (root / "a.txt").write_text("a")
        assert told.wait_for(1)


def test_a_watched_file_is_told_of_when_it_changes_and_its_neighbours_are_not(
    tmp_path: Path,
) -> None:
    told, feed = Told(), tmp_path / "feed.xml"
    feed.write_text("<rss/>")
    with watching([feed], told):
        assert told.wait_for(1)
        (tmp_path / "newsletter.db").write_text("busy")
        feed.write_text("<rss></rss>")
        assert told.wait_for(2)
    assert told.paths == [feed, feed]


def test_what_could_not_be_taken_is_told_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    told = Told(fails=1)
    (tmp_path / "a.txt").write_text("a")
    with watching([tmp_path], told, rescan=0.2):
        assert told.wait_for(1)
    assert 'event=change_failed reason="the store is busy"' in caplog.messages


def test_reading_the_folder_is_no_hint(tmp_path: Path) -> None:
    """Else each look would bring the next."""
    looks = 0
    (tmp_path / "a.txt").write_text("a")
    told = Told()
    watcher = Watcher([tmp_path], told, rescan=60, quiet=QUIET)
    watcher.start()
    assert told.wait_for(1)
    time.sleep(QUIET)
    watcher._hint.clear()  # SLF001: the only place where a look that was not needed shows
    for _ in range(5):
        (tmp_path / "a.txt").read_text()
        list(tmp_path.iterdir())
        looks += watcher._hint.wait(0.05)
    watcher.stop()
    assert looks == 0
