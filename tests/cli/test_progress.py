from __future__ import annotations

import os
import pty
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Program

SCRIPT = """
from itertools import count
from newsletter.cli.progress import work_shown
with work_shown(count().__next__) as outside:
    for done in range(1, 41):
        outside.answered(done, 40)
    for done in range(3):
        outside.worked(done, 2)
    for done in range(1, 4):
        outside.mailed(done, 3)
with work_shown(lambda: 0.0) as outside:
    for done in range(1, 41):
        outside.worked(done, 40)
"""


@pytest.mark.parametrize(
    ("environ", "drawn"),
    [
        ({"TERM": "xterm"}, True),
        ({"TERM": "xterm", "NO_COLOR": "1"}, False),
        ({"TERM": "dumb"}, False),
        ({"TERM": ""}, False),
    ],
)
def test_a_bar_is_drawn_only_where_a_person_wants_it(
    environ: dict[str, str], *, drawn: bool
) -> None:
    above, below = pty.openpty()
    kept = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    subprocess.run([sys.executable, "-c", SCRIPT], stderr=below, check=True, env=kept | environ)
    os.write(below, b"end")
    said = os.read(above, 100_000).decode()
    os.close(above)
    os.close(below)
    assert ("100%" in said) is drawn
    assert ("reading" in said) is drawn
    assert ("mails" in said) is drawn
    assert said.count("reading  [") <= 3, "what takes no time has no bar"
    assert drawn or said == "end"


def test_no_bar_is_written_into_a_file() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, check=True)
    assert done.stderr == b""


def test_a_planned_run_tells_troubles_alone_where_nobody_looks(
    program: Program, tmp_path: Path
) -> None:
    program("init", tmp_path)
    config = ("--config", tmp_path)
    text = (tmp_path / "newsletter.toml").read_text()
    at = ("--at", "2026-11-23T07:00")
    quiet = program("run", "--due", *at, *config)
    assert (quiet.code, quiet.out, quiet.err) == (0, "", "")
    assert len(list((tmp_path / "out/morning").glob("2*"))) == 1
    assert program("run", "--due", *at, *config).out == ""
    other = tmp_path / "newsletter.toml"
    other.write_text(text.replace("feeds/morning.atom.xml", "feeds/gone.xml"))
    loud = program("run", "--due", "--at", "2026-11-24T07:00", *config)
    assert loud.out == ""
    assert "gone.xml" in loud.err
    assert loud.code == 3
    told = program("run", "--due", "--verbose", "--at", "2026-11-25T07:00", *config)
    assert told.out.startswith("morning: ")
