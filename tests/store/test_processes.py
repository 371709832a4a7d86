"""Several real processes on one store, some of them killed."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from newsletter.store.claimant import myself
from newsletter.store.store import open_store

if TYPE_CHECKING:
    from pathlib import Path

SLOT = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
LEASE = timedelta(hours=1)
SLOTS = 24
KILLS = 4

HEAD = """
import sys, time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from newsletter.store.claimant import myself
from newsletter.store.store import open_store

SLOT = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
LEASE = timedelta(hours=1)
store = open_store(sys.argv[1], Path(sys.argv[2]))
"""

CLAIM_AND_WAIT = (
    HEAD
    + """
claim = store.ledger.claim("morning", SLOT, "k", who=myself(), now=SLOT, lease=LEASE)
print(claim.attempt, flush=True)
time.sleep(60)
"""
)

WORK = (
    HEAD
    + """
slots = [SLOT + timedelta(days=number) for number in range(int(sys.argv[3]))]
print("ready", flush=True)
while len(store.ledger.settled("morning", SLOT)) < len(slots):
    for slot in slots:
        key = slot.strftime("%Y-%m-%d")
        claim = store.ledger.claim("morning", slot, key, who=myself(), now=SLOT, lease=LEASE)
        if claim is None:
            continue
        time.sleep(0.02)
        store.ledger.finish(claim, myself().encode(), [], ["folder:out"], SLOT)
"""
)


def start(script: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_claim_of_a_killed_process_is_free_at_once(url: str, tmp_path: Path) -> None:
    """SIGKILL between claim and finish, and the lease has an hour to go."""
    dying = start(CLAIM_AND_WAIT, url, tmp_path)
    assert dying.stdout is not None
    assert dying.stdout.readline() == "1\n"
    with open_store(url, tmp_path) as store:

        def take() -> int | None:
            claim = store.ledger.claim("morning", SLOT, "k", who=myself(), now=SLOT, lease=LEASE)
            return None if claim is None else claim.attempt

        assert take() is None
        dying.kill()
        dying.communicate()
        assert take() == 2


def test_many_processes_of_which_some_are_killed_make_each_edition_once(
    url: str, tmp_path: Path
) -> None:
    chance = random.Random(7)  # noqa: S311 - a test's repeatable dice
    workers = [start(WORK, url, tmp_path, SLOTS) for _ in range(3)]
    with open_store(url, tmp_path) as store:
        for number in range(KILLS):
            victim = number % len(workers)
            stdout = workers[victim].stdout
            assert stdout is not None
            stdout.readline()
            time.sleep(chance.uniform(0, 0.1))
            workers[victim].kill()
            workers[victim].communicate()
            workers[victim] = start(WORK, url, tmp_path, SLOTS)
        said = [worker.communicate(timeout=60)[1] for worker in workers]
        assert said == [""] * len(workers)
        editions = store.editions.last("morning", limit=1000)
        assert len(editions) == len({edition.slot for edition in editions}) == SLOTS
        assert len(store.deliveries.pending(SLOT)) == SLOTS
        assert {line.state for line in store.ledger.last(limit=1000)} == {"done"}


def test_two_processes_that_add_the_same_entries_store_them_once(url: str, tmp_path: Path) -> None:
    script = HEAD + (
        "from newsletter.model import Entry, Revision\n"
        "pairs = [(Entry(str(n), 's', 'f', str(n), title=f't {n}'), Revision(str(n), f't {n}',"
        " f'text of {n} ' * 9, ())) for n in range(1500)]\n"
        "print(sum(len(store.entries.add(pairs[i:i+50], SLOT).new) for i in range(0, 1500, 50)))\n"
    )
    workers = [start(script, url, tmp_path) for _ in range(2)]
    results = [worker.communicate(timeout=60) for worker in workers]
    assert [error for _, error in results] == ["", ""]
    assert sum(int(new) for new, _ in results) == 1500
