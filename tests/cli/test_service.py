"""The service as its users run it: a process of its own, real files, real signals."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.request import urlopen

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
            [sys.executable, "-m", "newsletter", "serve", "--port", "0"],
            cwd=workspace,
            stderr=log,
            stdout=subprocess.PIPE,
            text=True,
        )
    yield process
    process.kill()
    process.communicate()


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
        [sys.executable, "-m", "newsletter", "serve", "--port", "0"],
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


def test_it_shows_what_it_made_and_says_where(
    workspace: Path, service: subprocess.Popen[str]
) -> None:
    assert service.stdout is not None
    said, url = service.stdout.readline().rsplit(maxsplit=1)
    assert said == "listening at"
    wait_for(lambda: list((workspace / "out").glob("morning/*/edition.json")))
    (folder,) = (workspace / "out" / "morning").glob("2*")
    page = f"{url}morning/{folder.name}/edition.html"
    with urlopen(page) as shown:  # noqa: S310 - ours, on 127.0.0.1
        assert shown.read() == (folder / "edition.html").read_bytes()
    with urlopen(f"{url}healthz") as shown:  # noqa: S310 - as above
        assert json.load(shown)["status"] == "ok"
    service.send_signal(signal.SIGTERM)
    assert service.wait(PATIENCE) == 0
    assert "event=closed" in (workspace / "log").read_text()


def test_a_port_that_is_taken_ends_it_with_one_line(workspace: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ended = subprocess.run(
            [sys.executable, "-m", "newsletter", "serve", "--port", port],
            cwd=workspace, capture_output=True, text=True, timeout=PATIENCE, check=False,
        )  # fmt: skip
    assert ended.returncode == 1
    assert ended.stderr == (
        f"newsletter: 127.0.0.1:{port}: cannot be listened at: address already in use;"
        " name another with --host and --port, or in [web]\n"
    )


@pytest.mark.parametrize("port", ["x", "-1", "65536", "80.5", ""])
def test_what_is_no_port_is_a_usage_error(program: Program, workspace: Path, port: str) -> None:
    result = program("serve", f"--port={port}", "--config", workspace)
    assert result.code == 2
    assert "`port`" in result.err
    assert "from 0 to 65535" in result.err


def test_health_says_whether_the_service_lives(
    workspace: Path, service: subprocess.Popen[str], program: Program
) -> None:
    wait_for(lambda: program("health", "--config", workspace).code == 0)
    service.send_signal(signal.SIGTERM)
    assert service.wait(PATIENCE) == 0
    elsewhere = workspace.parent / "elsewhere"
    program("init", elsewhere)
    result = program("health", "--config", elsewhere)
    assert (result.code, result.out) == (1, "")
    assert "no service has run" in result.err
    assert not (elsewhere / "newsletter.db").exists()


def test_sighup_takes_new_settings_and_lets_broken_ones_be(
    workspace: Path, service: subprocess.Popen[str]
) -> None:
    """Each way once, in a storm of signals; newsletters that come and go are planned anew."""
    config, log = workspace / "newsletter.toml", workspace / "log"
    good = config.read_text()
    wait_for(lambda: "event=planned newsletter=morning" in log.read_text())
    config.write_text(good + "[[newsletter]\n")
    service.send_signal(signal.SIGHUP)
    wait_for(lambda: "event=reload_failed" in log.read_text())
    (line,) = [one for one in log.read_text().splitlines() if "event=reload_failed" in one]
    assert "newsletter.toml: is not TOML" in line
    web = '\n[web]\nport = 9\n[[newsletter]]\nname = "evening"\nschedule = "19:00"\n'
    config.write_text(good.replace('name = "morning"', 'name = "dawn"') + web)
    for _ in range(50):
        service.send_signal(signal.SIGHUP)
    wait_for(lambda: "event=planned newsletter=evening" in log.read_text())
    told = log.read_text()
    assert "event=planned newsletter=dawn" in told
    assert 'event=wants_restart setting="[web]"' not in told, "the flag wins, as at the start"
    wait_for(lambda: list((workspace / "out").glob("dawn/*/edition.json")))
    service.send_signal(signal.SIGTERM)
    assert service.wait(PATIENCE) == 0
    assert "Traceback" not in log.read_text()


def test_a_server_that_never_answers_holds_up_no_stop(workspace: Path) -> None:
    """What is asked is dropped, the slot is handed back, and the next start makes its edition."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        config = workspace / "newsletter.toml"
        good = config.read_text()
        feed = f"http://127.0.0.1:{silent.getsockname()[1]}/feed?token=hush-hush-hush"
        asking = f'feeds = ["{feed}"]\nallow_networks = ["127.0.0.0/8"]\n'
        assert "feeds = [" in good
        config.write_text(re.sub(r"(?m)^feeds = \[.*\]\n", asking, good))
        with (workspace / "log").open("w") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "newsletter", "serve", "--port", "0", "--verbose"],
                cwd=workspace, stdout=subprocess.DEVNULL, stderr=log,
            )  # fmt: skip
        asker, _ = silent.accept()
        start = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0
        asker.close()
    assert time.monotonic() - start < 10, "its own timeout is 20 s"
    told = (workspace / "log").read_text()
    assert "hush" not in told
    assert "Traceback" not in told
    config.write_text(good)
    done = subprocess.run(
        [sys.executable, "-m", "newsletter", "run", "--due"], cwd=workspace, check=False
    )
    assert done.returncode == 0
    assert len(list((workspace / "out").glob("morning/2*"))) == 1
