"""The service as its users run it: a process of its own, real files, real signals."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.cli.conftest import Program

PATIENCE = 60.0  # seconds; a loaded machine is slow, a broken service never gets there


def wait_for(what: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.05)


@pytest.fixture
def workspace(program: Program, tmp_path: Path) -> Path:
    """A workspace whose slot was a minute ago."""
    folder = tmp_path / "brief"
    program("init", folder)
    slot = datetime.now(UTC) - timedelta(minutes=1)
    path = folder / "newsletter.toml"
    text = path.read_text("utf-8").replace("mon-fri 07:00", f"{slot:%H:%M}")
    path.write_text(text, "utf-8")
    return folder


@pytest.fixture
def service(workspace: Path) -> Iterator[subprocess.Popen[str]]:
    with (workspace / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "newsletter", "serve"],
            cwd=workspace,
            stderr=log,
            stdout=subprocess.DEVNULL,
            text=True,
        )
    yield process
    process.kill()
    process.wait()


def test_it_makes_what_is_due_sees_new_files_and_stops_when_asked(
    workspace: Path, service: subprocess.Popen[str], program: Program
) -> None:
    log = workspace / "log"
    wait_for(lambda: list((workspace / "out").glob("morning/*/edition.json")))
    (folder,) = (workspace / "out" / "morning").glob("2*")
    assert len(list(folder.iterdir())) == 6
    (workspace / "seeds" / "late.txt").write_text("The bridge opens at noon. It was closed.")
    wait_for(lambda: " new=1 " in log.read_text())
    service.send_signal(signal.SIGTERM)
    assert service.wait(PATIENCE) == 0
    told = log.read_text()
    assert "event=stopped" in told
    assert "Traceback" not in told
    config = workspace / "newsletter.toml"
    rows = program("entries", "--jsonl", "--config", config).out.splitlines()
    assert [row for row in map(json.loads, rows) if row["guid"] == "late.txt"]


def test_two_services_on_one_store_make_one_edition(
    workspace: Path, service: subprocess.Popen[str]
) -> None:
    other = subprocess.Popen(
        [sys.executable, "-m", "newsletter", "serve"],
        cwd=workspace,
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for(lambda: list((workspace / "out").glob("morning/*/edition.json")))
        time.sleep(1)  # a second edition would come now
    finally:
        for process in (other, service):
            process.send_signal(signal.SIGTERM)
        assert [process.wait(PATIENCE) for process in (other, service)] == [0, 0]
    assert len(list((workspace / "out").glob("morning/2*"))) == 1
