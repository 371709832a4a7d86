from __future__ import annotations

import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

from newsletter.store.turns import Turns

if TYPE_CHECKING:
    from pathlib import Path

HOLD = """
import sys, threading, time
from pathlib import Path
from newsletter.store.turns import Turns
with Turns(Path(sys.argv[1])).turn(threading.Event()):
    print("mine", flush=True)
    time.sleep(60)
"""


def test_threads_take_turns(tmp_path: Path) -> None:
    turns, inside, most = Turns(tmp_path / "asking"), 0, []

    def work() -> None:
        nonlocal inside
        with turns.turn(threading.Event()):
            inside += 1
            most.append(inside)
            time.sleep(0.02)
            inside -= 1

    threads = [threading.Thread(target=work) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * 5


def test_a_process_waits_for_another_and_a_killed_one_holds_nothing(tmp_path: Path) -> None:
    file = tmp_path / "asking"
    command = [sys.executable, "-c", HOLD, str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "mine\n"
        killer = threading.Timer(0.3, other.kill)
        killer.start()
        start = time.monotonic()
        with Turns(file).turn(threading.Event()):
            assert 0.2 < time.monotonic() - start < 20
        killer.join()


def test_who_is_stopped_does_not_wait(tmp_path: Path) -> None:
    turns, stop = Turns(tmp_path / "asking"), threading.Event()
    stop.set()
    with turns.turn(threading.Event()), turns.turn(stop):
        pass


def test_where_no_file_can_be_written_turns_are_this_process_own(tmp_path: Path) -> None:
    with Turns(tmp_path / "none" / "asking").turn(threading.Event()):
        pass
    with Turns(None).turn(threading.Event()):
        pass
