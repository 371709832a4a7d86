"""Whole passes against a real server that plays every fault, heals, and writes down who asked."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from newsletter.config.load import load
from newsletter.errors import StoppedError
from newsletter.pipeline.due import run_due
from newsletter.pipeline.run import preview, run
from newsletter.sources.outside import Outside
from newsletter.store.store import open_store
from tests.net.faults import FAULTS
from tests.net.faultserver import FaultServer, running

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from newsletter.config.settings import Newsletter, Settings
    from newsletter.store.store import Store

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
WAITING = ("busy-seconds", "busy-date", "down-seconds", "down-date")
PATIENCE = 30.0
SETTINGS = """
version = 1
[sources]
feeds = [{feeds}]
allow_networks = ["127.0.0.1/32"]
full_text = "never"
timeout = "{timeout}s"
[[newsletter]]
name = "morning"
schedule = "07:00"
"""


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with running() as found:
        yield found


def workspace(folder: Path, urls: Sequence[str], timeout: int = 20) -> Settings:
    feeds = ", ".join(f'"{url}"' for url in urls)
    path = folder / "newsletter.toml"
    path.write_text(SETTINGS.format(feeds=feeds, timeout=timeout), "utf-8")
    return load(path, {})


def at(real: datetime) -> Outside:
    return Outside(clock=lambda: real, chance=lambda: 0.5)


def opened(settings: Settings) -> Store:
    return open_store(settings.store.url, settings.root)


def only(settings: Settings) -> Newsletter:
    (newsletter,) = settings.newsletters
    return newsletter


def of(settings: Settings, *feeds: str) -> Newsletter:
    newsletter = only(settings)
    return replace(newsletter, sources=replace(newsletter.sources, feeds=feeds))


def test_of_every_fault_comes_its_reason_and_after_healing_every_item_once(
    tmp_path: Path, server: FaultServer
) -> None:
    urls = {server.url(fault.name): fault for fault in FAULTS}
    settings = workspace(tmp_path, list(urls), timeout=2)
    with opened(settings) as store:
        first = run(only(settings), settings, store, NOW, outside=at(NOW))
        states = store.feeds.all()
        for url, fault in urls.items():
            said, due = states[url].last_problem, fault.wire or fault.feed
            assert fault.feed == "*" or (due in said and bool(due) == bool(said)), (
                fault.name,
                said,
            )
        assert first.coverage.feeds == len(FAULTS)
        assert first.coverage.answered == sum(not one.last_problem for one in states.values())

        soon = NOW + timedelta(seconds=100)
        refused = (*WAITING, "gone", "busy", "status-404")
        run(of(settings, *map(server.url, refused)), settings, store, soon, outside=at(soon))
        asked = Counter(one.path for one in server.asked)
        assert {asked[f"/{name}/0"] for name in (*WAITING, "gone")} == {1}
        assert asked["/busy/0"] == asked["/status-404/0"] == 2
        server.healed = True
        later = NOW + timedelta(seconds=121)
        third = run(only(settings), settings, store, later, outside=at(later))
        dead = {fault.name for fault in FAULTS if not fault.heals}
        assert third.coverage.answered == len(FAULTS) - len(dead)
        told = Counter(row.guid for row in store.entries.rows())
    alive = [fault.name for fault in FAULTS if fault.heals]
    known_as = {"moved": "well-moved", "moved-308": "well-moved-308"}  # asked there from now on
    items = [f"{known_as.get(name, f'{name}-0')}-{n}" for name in alive for n in range(3)]
    assert {guid: told[guid] for guid in items if told[guid] != 1} == {}
    assert server.forbidden == 0


def test_from_the_second_poll_on_a_feed_is_asked_whether_it_changed(
    tmp_path: Path, server: FaultServer
) -> None:
    settings = workspace(tmp_path, [server.url("well", n) for n in range(5)])
    with opened(settings) as store:
        for minute in range(3):
            now = NOW + timedelta(minutes=minute)
            made = run(only(settings), settings, store, now, outside=at(now)).edition
            assert bool(made) == (minute == 0)
    assert [one.conditional for one in server.asked] == [False] * 5 + [True] * 10


def test_planned_passes_ask_what_is_due_and_a_person_asks_what_is_not(
    tmp_path: Path, server: FaultServer
) -> None:
    settings = workspace(tmp_path, [server.url("well"), server.url("gone"), server.url("busy")])
    with opened(settings) as store:
        run(only(settings), settings, store, NOW - timedelta(minutes=5), outside=at(NOW))
        (planned,) = run_due(only(settings), settings, store, NOW, outside=at(NOW))
        assert len(server.asked) == 3
        # The one that was well minutes ago has answered; those in trouble are told of again.
        assert (planned.coverage.feeds, planned.coverage.answered) == (3, 1)
        assert len(planned.coverage.troubles) == 2
        run(only(settings), settings, store, NOW, outside=at(NOW))
        assert Counter(one.path for one in server.asked) == {
            "/well/0": 2,
            "/gone/0": 1,
            "/busy/0": 2,
        }


def test_a_preview_keeps_nothing_but_that_a_server_wants_to_be_left_alone(
    tmp_path: Path, server: FaultServer
) -> None:
    busy, well = server.url("busy-seconds"), server.url("well")
    settings = workspace(tmp_path, [busy, well])
    with opened(settings) as store:
        assert preview(only(settings), settings, store, NOW).edition
        assert list(store.feeds.all()) == [busy]
        assert store.entries.rows() == ()
        run(only(settings), settings, store, NOW + timedelta(days=9))  # a time that is not real
    assert (server.times("/busy-seconds/0"), server.times("/well/0")) == (1, 2)


def test_a_feed_that_moved_for_good_is_asked_there_and_tells_nothing_twice(
    tmp_path: Path, server: FaultServer
) -> None:
    settings = workspace(tmp_path, [server.url("moved")])
    with opened(settings) as store:
        assert run(only(settings), settings, store, NOW).edition
        assert run(only(settings), settings, store, NOW + timedelta(minutes=1)).edition is None
        assert store.feeds.get(server.url("moved")).moved_to.endswith("/well/moved")
        assert len(store.entries.rows()) == 2
    assert [one.path for one in server.asked] == ["/moved/0", "/well/moved", "/well/moved"]


def test_a_feed_gets_its_own_header_and_no_other_gets_it(
    tmp_path: Path, server: FaultServer
) -> None:
    one, other = server.url("well", 1), server.url("well", 2)
    settings = workspace(tmp_path, [one, other])
    path = tmp_path / "newsletter.toml"
    header = f'[[sources.headers]]\nfeed = "{one}"\nname = "If-None-Match"\n'
    header = header.replace("If-None-Match", "Authorization") + 'env = "NONE"\n'
    path.write_text(path.read_text().replace("[[newsletter]]", f"{header}[[newsletter]]"))
    settings = load(path, {})
    outside = replace(at(NOW), environ={})
    with opened(settings) as store:
        outcome = run(only(settings), settings, store, NOW, outside=outside)
        (trouble,) = outcome.coverage.troubles
        assert "its header Authorization: wants the environment variable NONE" in trouble.reason
        assert server.times("/well/1") == 0
        run(only(settings), settings, store, NOW, outside=replace(outside, environ={"NONE": "x"}))
    assert [one.authorized for one in server.asked if one.path == "/well/1"] == [True]
    assert not any(one.authorized for one in server.asked if one.path == "/well/2")


def test_a_pass_that_is_stopped_ends_at_once_and_gives_its_slot_back(
    tmp_path: Path, server: FaultServer
) -> None:
    settings = workspace(tmp_path, [server.url("never"), server.url("busy-seconds")])
    stop = threading.Event()
    threading.Timer(0.5, stop.set).start()
    start = time.monotonic()
    with opened(settings) as store:
        with pytest.raises(StoppedError):
            list(run_due(only(settings), settings, store, NOW, outside=Outside(stop=stop)))
        assert time.monotonic() - start < 5
        assert store.feeds.get(server.url("busy-seconds")).not_before
        (row,) = store.ledger.last()
        assert (row.state, row.reason) == ("failed", "was stopped")
        assert row.slot not in store.ledger.settled("morning", NOW - timedelta(days=1))


@pytest.mark.parametrize(
    ("number", "verb", "code"),
    [
        (signal.SIGTERM, "run", 130),
        (signal.SIGINT, "run", 130),
        (signal.SIGTERM, "serve", 0),
        (signal.SIGINT, "serve", 0),
    ],
)
def test_a_signal_ends_a_program_that_waits_for_a_server(
    tmp_path: Path, server: FaultServer, number: signal.Signals, verb: str, code: int
) -> None:
    workspace(tmp_path, [server.url("never"), server.url("well")])
    with subprocess.Popen(
        [sys.executable, "-m", "newsletter", verb],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            end = time.monotonic() + PATIENCE
            while not server.times("/never/0") and time.monotonic() < end:
                time.sleep(0.05)
            time.sleep(0.3)
            start = time.monotonic()
            process.send_signal(number)
            _, told = process.communicate(timeout=PATIENCE)
        finally:
            process.kill()
    assert time.monotonic() - start < 5
    assert (process.returncode, "Traceback" in told) == (code, False)


def test_two_programs_at_once_ask_a_server_as_one_does(tmp_path: Path, server: FaultServer) -> None:
    workspace(tmp_path, [server.url("busy-seconds"), server.url("gone"), server.url("well")])
    with (tmp_path / "newsletter.toml").open("a") as file:
        file.write('[[newsletter]]\nname = "evening"\n')
    programs = [
        subprocess.Popen(
            [sys.executable, "-m", "newsletter", "run", name],
            cwd=tmp_path,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for name in ("morning", "evening")
    ]
    assert [program.wait(PATIENCE) for program in programs] == [3, 3]
    assert (server.times("/busy-seconds/0"), server.times("/gone/0")) == (1, 1)
    assert len(list((tmp_path / "out").glob("*/*/edition.json"))) == 2
