from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from newsletter.cli import VERBS
from newsletter.cli.usage import LATER

if TYPE_CHECKING:
    from tests.cli.conftest import Program


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("breif",), "no such verb `breif`; did you mean `brief`?; see `newsletter --help`"),
        (("feeds", "shwo"), "no such verb `shwo`; did you mean `show`?"),
        (("correct", "latest"), "missing option '--wrong'; see `newsletter correct --help`"),
        (("correct", "latest", "--wrong", " "), "say what was wrong: --wrong TEXT"),
        (("feeds", "lst"), "no such verb `lst`; did you mean `list`?"),
        (("run", "--deu"), "--due"),
        (("entries",), "missing option '--jsonl'; see `newsletter entries --help`"),
        (("brief", "--sentences", "0"), "0 is not in the range x>=1"),
        (("run", "--at", "0001-01-01T00:00"), "is too far away; write a year from 1902 to 8997"),
        (("slots", "--cron", "0 7 * * *", "--from", "2026-01-01", "--to", "9999-12-31"), "too far"),
    ],
)
def test_wrong_usage_is_one_line_that_says_what_would_be_right(
    program: Program, arguments: tuple[str, ...], told: str
) -> None:
    result = program(*arguments)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("newsletter: ")
    assert result.err.count("\n") == 1
    assert told in result.err


def test_without_a_verb_the_help_is_shown(program: Program) -> None:
    result = program()
    assert result.code == 2
    assert all(verb in result.out + result.err for verb in VERBS)


def test_no_verb_that_is_here_is_said_to_come_later() -> None:
    assert not LATER["newsletter"] & set(VERBS)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux's /dev/full")
def test_a_full_disk_behind_standard_output_is_one_line_and_exit_1() -> None:
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "newsletter", "config", "--schema"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert ended.returncode == 1
    assert ended.stderr.decode().startswith("newsletter: standard output: cannot be written: ")
    assert ended.stderr.count(b"\n") == 1


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_stream_that_is_closed_is_empty_or_swallows(closed: str, tmp_path: Path) -> None:
    command = f"{sys.executable} -m newsletter brief - {closed} && exit 9; exit $?"
    ended = subprocess.run(["sh", "-c", command], capture_output=True, cwd=tmp_path, check=False)
    assert ended.returncode == 1
    assert b"Traceback" not in ended.stderr


def test_a_place_that_the_system_refuses_is_one_line(program: Program) -> None:
    name = "n" * 300
    for arguments in (("render", name), ("check", "--config", name), ("init", name)):
        result = program(*arguments)
        assert result.code in {1, 2}
        assert f"{name}: " in result.out + result.err or f"{name}/" in result.out + result.err
        assert "Traceback" not in result.err
