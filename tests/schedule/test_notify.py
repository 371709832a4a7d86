from __future__ import annotations

import os
import socket
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from newsletter.schedule.notify import Notify

if TYPE_CHECKING:
    from pathlib import Path


def test_without_a_manager_nothing_is_told() -> None:
    notify = Notify({})
    notify.ready()
    notify.stopping()
    assert notify.watchdog is None


def test_a_socket_without_a_file_is_reached_as_well() -> None:
    name = f"newsletter-test-{os.getpid()}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(f"\0{name}")
        manager.settimeout(10)
        Notify({"NOTIFY_SOCKET": f"@{name}"}).ready()
        assert manager.recv(100) == b"READY=1"


@pytest.mark.parametrize("where", ["none", "file", "folder", "a" * 300])
def test_a_socket_that_is_none_is_told_once_and_harms_nothing(
    where: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "folder").mkdir()
    notify = Notify({"NOTIFY_SOCKET": str(tmp_path / where)})
    notify.ready()
    notify.alive("well")
    (said,) = caplog.messages
    assert said.startswith("event=notify_failed ")


def test_a_manager_whose_queue_is_full_is_not_waited_for_for_ever(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as other:
            other.setblocking(False)
            with suppress(BlockingIOError):
                while True:
                    other.sendto(b"x", str(tmp_path / "notify"))
        Notify({"NOTIFY_SOCKET": str(tmp_path / "notify")}).ready()


@pytest.mark.parametrize(
    ("given", "process", "wanted"),
    [
        ("30000000", "", timedelta(seconds=30)),
        ("30000000", "own", timedelta(seconds=30)),
        ("30000000", "1", None),
        ("0", "", None),
        ("-5", "", None),
        ("soon", "", None),
        ("9" * 40, "", None),
        ("", "", None),
    ],
)
def test_how_often_the_manager_wants_to_hear(
    given: str, process: str, wanted: timedelta | None
) -> None:
    process = str(os.getpid()) if process == "own" else process
    assert Notify({"WATCHDOG_USEC": given, "WATCHDOG_PID": process}).watchdog == wanted
