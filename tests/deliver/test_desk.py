"""Nothing that an editor wrote is overwritten, whoever saves when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from newsletter.deliver.desk import FILE, lay, prepare, read, replace, sweep
from newsletter.errors import DeliveryError

if TYPE_CHECKING:
    from pathlib import Path


def laid(folder: Path, manuscript: bytes) -> None:
    prepare(folder, manuscript)
    lay(folder)


def test_a_first_manuscript_is_laid_where_nothing_lies(tmp_path: Path) -> None:
    folder = tmp_path / "morning" / "draft-1"
    prepare(folder, b"draft")
    assert not (folder / FILE).exists()
    lay(folder)
    lay(folder)
    assert (read(folder), len(list(folder.iterdir()))) == (b"draft", 1)
    with pytest.raises(DeliveryError, match="is there already"):
        prepare(folder, b"another")
    assert read(folder) == b"draft"


def test_what_a_killed_process_had_prepared_is_shown_where_it_is_wanted(tmp_path: Path) -> None:
    prepare(tmp_path / "draft-1", b"old")
    prepare(tmp_path / "draft-1", b"stored")
    assert read(tmp_path / "draft-1") == b"stored"


def test_what_was_prepared_and_is_no_draft_is_taken_away_and_no_word_of_an_editor(
    tmp_path: Path,
) -> None:
    for name in ("draft-1", "draft-2", "draft-3"):
        prepare(tmp_path / name, b"prepared")
    laid(tmp_path / "draft-4", b"an editor's")
    (tmp_path / "draft-3" / "note.md").write_bytes(b"an editor's")
    sweep(tmp_path, {"draft-2"})
    sweep(tmp_path / "nowhere", set())
    left = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.glob("*/*"))
    assert left == ["draft-2/.edition.md.ready", "draft-3/note.md", "draft-4/edition.md"]
    assert len(list(tmp_path.iterdir())) == 3


def test_what_an_editor_put_there_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    prepare(tmp_path / "draft-1", b"prepared")
    (tmp_path / "draft-1" / FILE).write_bytes(b"an editor's")
    lay(tmp_path / "draft-1")
    assert read(tmp_path / "draft-1") == b"an editor's"


def test_what_is_replaced_stays_beside_it(tmp_path: Path) -> None:
    laid(tmp_path, b"one")
    kept = replace(tmp_path, b"one", b"two")
    again = replace(tmp_path, b"two", b"three")
    assert kept
    assert again
    assert (kept.read_bytes(), again.read_bytes(), read(tmp_path)) == (b"one", b"two", b"three")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([FILE, kept.name, again.name])


def test_what_was_saved_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    laid(tmp_path, b"saved meanwhile")
    assert replace(tmp_path, b"read before", b"merged") is None
    assert read(tmp_path) == b"saved meanwhile"


def test_what_a_killed_process_had_put_aside_is_put_back(tmp_path: Path) -> None:
    laid(tmp_path, b"mine")
    (tmp_path / FILE).rename(tmp_path / "edition.before-1.md")
    assert read(tmp_path) == b"mine"


def test_a_manuscript_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DeliveryError, match=r"edition\.md: is not there"):
        read(tmp_path)
    (tmp_path / FILE).mkdir()
    with pytest.raises(DeliveryError, match="cannot be read"):
        read(tmp_path)
