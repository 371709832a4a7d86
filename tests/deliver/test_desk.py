"""Nothing that an editor wrote is overwritten, whoever saves when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from newsletter.deliver.desk import FILE, lay, read, replace
from newsletter.errors import DeliveryError

if TYPE_CHECKING:
    from pathlib import Path


def test_a_first_manuscript_is_laid_where_nothing_lies(tmp_path: Path) -> None:
    folder = tmp_path / "morning" / "draft-1"
    lay(folder, b"draft")
    assert read(folder) == b"draft"
    with pytest.raises(DeliveryError, match="is there already"):
        lay(folder, b"another")
    assert read(folder) == b"draft"


def test_what_is_replaced_stays_beside_it(tmp_path: Path) -> None:
    lay(tmp_path, b"one")
    kept = replace(tmp_path, b"one", b"two")
    again = replace(tmp_path, b"two", b"three")
    assert kept
    assert again
    assert (kept.read_bytes(), again.read_bytes(), read(tmp_path)) == (b"one", b"two", b"three")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([FILE, kept.name, again.name])


def test_what_was_saved_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    lay(tmp_path, b"saved meanwhile")
    assert replace(tmp_path, b"read before", b"merged") is None
    assert read(tmp_path) == b"saved meanwhile"


def test_what_a_killed_process_had_put_aside_is_put_back(tmp_path: Path) -> None:
    lay(tmp_path, b"mine")
    (tmp_path / FILE).rename(tmp_path / "edition.before-1.md")
    assert read(tmp_path) == b"mine"


def test_a_manuscript_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DeliveryError, match=r"edition\.md: is not there"):
        read(tmp_path)
    (tmp_path / FILE).mkdir()
    with pytest.raises(DeliveryError, match="cannot be read"):
        read(tmp_path)
