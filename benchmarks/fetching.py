"""What polling costs, and whether it does harm: 500 feeds of which most are faulty, three passes.

    python benchmarks/fetching.py [FEEDS]

A server on 127.0.0.1 plays every fault of tests/net/faults.py; between the second and the third
pass it heals. Each pass is `newsletter run` in a process of its own, with the limits people have.
Takes four minutes; exits with 1 where a promise is broken.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from polled import CHECKOUT, held, serving, subscribe

sys.path.insert(0, str(CHECKOUT))

from tests.net.faults import FAULTS

if TYPE_CHECKING:
    from collections.abc import Iterator

RETRY = 120  # what the faults say in Retry-After, in seconds
WAITING = ("busy-seconds", "busy-date", "down-seconds", "down-date")
# Promised are 90 s for collecting, 20 s for a fetch, 300 MB; starting and composing come on top.
PASS, FETCH, MEMORY = 100, 21, 300
CODES = {0, 3}  # done, and done but a source failed


@dataclass(frozen=True, slots=True)
class Pass:
    """One `newsletter run`: exit code, seconds, CPU seconds, most bytes held with its children."""

    code: int
    seconds: float
    cpu: float
    memory: int


def addresses(count: int, ports: dict[str, int]) -> Iterator[tuple[str, str]]:
    """(name of the fault, URL) of each feed; one in five is well."""
    names = [fault.name for fault in FAULTS]
    urls = {fault.name: fault.url for fault in FAULTS}
    for number in range(count):
        name = "well" if number % 5 == 0 else names[(number - number // 5) % len(names)]
        base = urls.get(name, "http://127.0.0.1:{port}").format(**ports)
        yield name, f"{base}/{name}/{number}"


def one_pass(folder: Path) -> Pass:
    start = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "newsletter", "run"],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=(folder / "log").open("a"),
    )
    most = 0
    while True:
        done, status, used = os.wait4(process.pid, os.WNOHANG)
        if done:
            process.returncode = os.waitstatus_to_exitcode(status)
            spent = used.ru_utime + used.ru_stime
            return Pass(process.returncode, time.monotonic() - start, spent, most)
        most = max(most, held(process.pid))
        time.sleep(0.05)


def log(port: int, what: str = "log") -> dict[str, Any]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/-/{what}") as reply:
        found: dict[str, Any] = json.loads(reply.read())
        return found


def told(folder: Path) -> Counter[str]:
    command = [sys.executable, "-m", "newsletter", "entries", "--jsonl"]
    found = subprocess.run(command, cwd=folder, capture_output=True, check=True)  # noqa: S603 - this Python, our program
    return Counter(json.loads(line)["guid"] for line in found.stdout.splitlines())


def missing(feeds: list[tuple[str, str]], found: Counter[str]) -> list[str]:
    """Items of healed feeds that the store holds not exactly once."""
    heals = {fault.name: fault.heals for fault in FAULTS}
    known_as = ("moved", "moved-308")  # their feeds are one feed, by the address they moved to
    items = [
        f"{name}-{url.rpartition('/')[2]}-{n}"
        for name, url in feeds
        if heals.get(name, True) and name not in known_as
        for n in range(3)
    ]
    return [item for item in items if found[item] != 1]


def measured(folder: Path, ports: dict[str, int], count: int) -> list[tuple[str, object, bool]]:
    """(what, how much, whether it is as promised)."""
    feeds = list(addresses(count, ports))
    subscribe(folder, (url for _, url in feeds))
    passes = [one_pass(folder)]
    first = log(ports["port"])["asked"]
    passes.append(one_pass(folder))
    second = log(ports["port"], "heal")["asked"][len(first) :]
    time.sleep(max(0.0, RETRY + 1 - passes[-1].seconds))
    passes.append(one_pass(folder))
    end = log(ports["port"])
    well = [one for one in end["asked"][len(first) :] if one["path"].startswith("/well/")]
    well = [one for one in well if one["path"].rpartition("/")[2].isdigit()]
    early = [one for one in second if one["path"].split("/")[1] in WAITING]
    slowest = max(one["took"] for one in end["asked"])
    memory = max(one.memory for one in passes) / 1e6
    again = missing(feeds, told(folder))
    lines = (folder / "log").read_text().splitlines()
    crashes = sum("Traceback" in line for line in lines)
    wronged = [line for line in lines if "/well/" in line]
    blind = sum(not one["conditional"] for one in well)
    rows: list[tuple[str, object, bool]] = []
    for number, one in enumerate(passes, start=1):
        told_of = f"{one.seconds:.1f} s, {one.cpu:.1f} s of CPU, exit {one.code}"
        rows.append((f"pass {number}", told_of, one.seconds < PASS and one.code in CODES))
    return [
        *rows,
        ("crashes", crashes, crashes == 0),
        ("well feeds in trouble", wronged[:3] or 0, not wronged),
        ("slowest fetch", f"{slowest:.1f} s", slowest < FETCH),
        ("peak memory", f"{memory:.0f} MB", memory < MEMORY),
        ("forbidden requests", end["forbidden"], end["forbidden"] == 0),
        ("polls before Retry-After", len(early), not early),
        ("unconditional after the first", f"{blind} of {len(well)}", bool(well) and not blind),
        ("live items not told exactly once", again[:5] or 0, not again),
    ]


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    with (
        serving("-m", "tests.net.faultserver") as said,
        tempfile.TemporaryDirectory() as folder,
    ):
        rows = measured(Path(folder), json.loads(said), count)
    print(f"{count} feeds, {len(FAULTS)} faults, three passes")
    for what, how_much, kept in rows:
        print(f"{what:34}{how_much!s:40}{'' if kept else 'BROKEN'}")
    return 0 if all(kept for _, _, kept in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
