from __future__ import annotations

import subprocess
import sys

import pytest

from newsletter.store.claimant import gone, myself

SAY = "from newsletter.store.claimant import myself; print(myself(), flush=True); input()"


def child() -> tuple[subprocess.Popen[str], str]:
    process = subprocess.Popen(
        [sys.executable, "-c", SAY], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    return process, process.stdout.readline().strip()


def test_a_living_process_is_not_gone() -> None:
    assert myself() == myself()
    assert not gone(myself())


def test_a_killed_process_is_gone_even_before_its_parent_looked() -> None:
    process, who = child()
    assert who != myself()
    assert not gone(who)
    process.kill()
    for _ in range(1000):
        if gone(who):
            break
    assert gone(who)
    process.communicate()
    assert gone(who)


def test_another_process_of_the_same_number_is_not_the_one_that_claimed() -> None:
    machine, number, started = myself().split(":")
    assert gone(f"{machine}:{number}:{int(started) - 1}")


@pytest.mark.parametrize(
    "who", ["", ":", "::", "somebody", "elsewhere:1:2", "elsewhere:999999999:2"]
)
def test_of_another_machine_or_an_unknown_name_nothing_is_sure(who: str) -> None:
    assert not gone(who)


def test_a_name_without_a_start_is_never_surely_gone() -> None:
    machine = myself().split(":")[0]
    assert not gone(f"{machine}:999999999:")
    assert not gone(f"{machine}:x:1")
