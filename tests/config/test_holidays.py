from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from newsletter.config.load import load
from newsletter.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

    from newsletter.config.settings import Newsletter

HEAD = 'version = 1\n[[newsletter]]\nname = "morning"\nfeeds = ["wire.xml"]\n'


def morning(folder: Path, line: str) -> Newsletter:
    (folder / "newsletter.toml").write_text(HEAD + line, "utf-8")
    return load(folder / "newsletter.toml", {}).newsletters[0]


def problems(folder: Path, line: str) -> tuple[str, ...]:
    with pytest.raises(ConfigError) as caught:
        morning(folder, line)
    return tuple(one.partition("`skip_dates`: ")[2] for one in caught.value.problems)


def test_days_off_are_dates_and_files_of_dates(tmp_path: Path) -> None:
    listed = "\ufeff# the office is closed\n2026-12-25 Christmas\n\n2026-12-26# Boxing Day\r\n"
    (tmp_path / "holidays.txt").write_text(listed, "utf-8")
    found = morning(tmp_path, 'skip_dates = ["2027-01-01", 2026-12-25, "holidays.txt"]')
    assert found.skip_dates == ("2026-12-25", "2027-01-01")
    assert found.days_off == {date(2026, 12, 25), date(2026, 12, 26), date(2027, 1, 1)}
    assert morning(tmp_path, "").days_off == frozenset()


def test_all_that_is_no_date_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "holidays.txt").write_text("2026-12-25\n25.12.2026\nChristmas\n", "utf-8")
    (tmp_path / "photo").write_bytes(b"\xff\xd8\xff\xe0")
    named = 'skip_dates = ["2026-02-30", "20261225", "holidays.txt", "none.txt", "photo", "."]'
    assert problems(tmp_path, named) == (
        "'2026-02-30' is no date such as 2026-12-25",
        "'20261225' is no date such as 2026-12-25",
        "'.' is no date such as 2026-12-25",
        "holidays.txt, line 2: '25.12.2026' is no date such as 2026-12-25",
        "holidays.txt, line 3: 'Christmas' is no date such as 2026-12-25",
        "none.txt: there is no such file",
        "photo: is not UTF-8 text",
    )


def test_a_date_alone_wants_a_list(tmp_path: Path) -> None:
    for line in ('skip_dates = "2026-12-25"', "skip_dates = 2026-12-25", "skip_dates = [2026]"):
        assert len(problems(tmp_path, line)) == 1


def test_a_file_of_days_off_is_read_at_each_look(tmp_path: Path) -> None:
    """A service that runs for a year sees next year's; a file that is gone is as it was."""
    path = tmp_path / "holidays.txt"
    path.write_text("2026-12-25\n")
    found = morning(tmp_path, 'skip_dates = ["2027-01-01", "holidays.txt"]')
    path.write_text("2026-12-24\nnonsense\n2027-01-01 # New Year\n")
    assert found.days_off == {date(2026, 12, 24), date(2027, 1, 1)}
    path.unlink()
    assert found.days_off == {date(2026, 12, 25), date(2027, 1, 1)}
