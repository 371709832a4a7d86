"""Killed anywhere in a run, and started again: each edition once, nothing lost, nothing torn."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.kills.audit import in_doubt, in_vain, left_over, problems, tally, torn, waiting
from tests.kills.runner import Placed, Runner
from tests.kills.world import World, world

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# The suite kills a few, in 10 s; all of them, 200 at random times and 100 placed ones, where the
# environment asks for it (a quarter of an hour; with -s it prints the figures).
ALL = bool(os.environ.get("NEWSLETTER_ALL_KILLS"))
SEEDS, ROUNDS, RANDOM = (range(5), 10, 2) if ALL else (range(1), 1, 1)
KINDS = ("write", "rename", "send")
HOWS = ("before", "torn", "after")
DUE, BY_HAND = ("run", "--due"), ("run",)
PATIENT = timedelta(hours=2, minutes=30)  # longer than any mail or webhook waits


def places(seed: int, counts: dict[str, int]) -> Iterator[Placed]:
    """Calls over the whole length of a run, of each kind in turn; the seeds share them out."""
    number, every = seed * ROUNDS, len(SEEDS) * ROUNDS
    while True:
        kind, how = KINDS[number % 3], HOWS[number // 3 % 3]
        share = (number * 7 % every + 0.5) / every
        yield Placed(kind, 1 + int(share * counts[kind]), how)
        number += 1


def next_hour(runner: Runner, here: World) -> None:
    """This one's planned edition first: one that nobody made before the next is due is left out."""
    runner.whole(DUE, here.now)
    here.next_hour()


def killed_at_random(runner: Runner, here: World, verb: tuple[str, ...]) -> None:
    """Somewhere in a run that has something to do, or in one that takes up what was left."""
    while not runner.killed_after(here.dice.uniform(0, runner.took), verb, here.now):
        next_hour(runner, here)


def killed_in_place(runner: Runner, here: World, verb: tuple[str, ...], place: Placed) -> None:
    """At the call, in a whole run; earlier where this one had not so many."""
    here.next_hour()
    while not runner.killed_at(place, verb, here.now):
        next_hour(runner, here)
        place = replace(place, number=max(1, place.number * 3 // 4))


def finished(runner: Runner, here: World) -> None:
    """Servers are well again, and time goes by until nothing waits."""
    here.faults.are_on = False
    here.next_hour()
    for number in range(4):
        runner.whole(DUE, here.now + number * PATIENT)
        if not waiting(here):
            return


@pytest.mark.parametrize("seed", SEEDS)
def test_killed_anywhere_each_edition_is_made_once_and_nothing_is_lost(
    tmp_path: Path, url: str, seed: int
) -> None:
    done: Counter[str] = Counter()
    found: list[str] = []
    with world(tmp_path, url, seed) as here, Runner(tmp_path) as runner:
        if ALL:  # while the store is made
            here.next_hour()
            runner.killed_after(here.dice.uniform(0.5, runner.took), DUE, here.now)
            runner.whole(DUE, here.now)
        here.next_hour()
        in_place = ALL or url.startswith("sqlite")
        counts = runner.count(DUE, here.now) if in_place else {}
        order = places(seed, counts)
        for number in range(ROUNDS):
            verb = BY_HAND if number % 4 == 3 else DUE
            if counts:
                place = next(order)
                killed_in_place(runner, here, verb, place)
                done[place.kind] += 1
                found += torn(here)
            for _ in range(RANDOM):
                killed_at_random(runner, here, verb)
                done["random"] += 1
                found += torn(here)
            runner.whole(DUE, here.now)
            found += left_over(here)
        finished(runner, here)
        found += problems(here, runner)
    faults = Counter(here.faults.done)
    figures = (
        f"kills: {dict(done)}; faults: {dict(faults)}; calls of a run: {counts}; {tally(here)}"
    )
    print(f"\n{figures}")  # noqa: T201 - how much was tried
    assert not found, "\n".join(found)
    # One kill, or one answer that was lost, leaves one mail in doubt at most.
    assert in_doubt(here) <= done.total() + ALL + faults["drop_before_answer"]
    # Killed between the commit and the end of the mail: of 60 kills one hits these milliseconds.
    assert in_vain(here) <= 1 + done.total() // 10
    if in_place and not counts:
        pytest.skip("ptrace: no process may be traced here, so that no kill could be placed")
    assert done.total() == (RANDOM + in_place) * ROUNDS
