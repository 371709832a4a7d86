"""What starting costs: each verb's CPU beside a bare `python -c pass`, as ratios.

    python benchmarks/startup.py [ROUNDS]

Rounds are interleaved, so that a machine which slows down slows both sides; the median of the
rounds is shown. CPU is user and system time of the process and of its children, not wall time.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROUNDS = 9
CHECKOUT = Path(__file__).resolve().parent.parent
DOCUMENT = str(CHECKOUT / "seeds" / "corvane-rally.txt")
FEED = str(CHECKOUT / "feeds" / "morning.atom.xml")
BARE = [sys.executable, "-c", "pass"]
PROGRAM = [sys.executable, "-m", "newsletter"]
# what is typed after `newsletter` -> how many times the bare interpreter it may cost
VERBS: dict[str, tuple[list[str], float | None]] = {
    "--help": (["--help"], 6),
    "--version": (["--version"], 6),
    "brief --help": (["brief", "--help"], 8),
    "brief FILE": (["brief", DOCUMENT], 20),
    "brief FILE --method lexrank": (["brief", DOCUMENT, "--method", "lexrank"], None),
    "brief FILE --method luhn": (["brief", DOCUMENT, "--method", "luhn"], None),
    "slots --cron": (
        ["slots", "--cron", "0 7 * * *", "--from", "2026-11-23", "--to", "2026-11-30"],
        None,
    ),
    "feeds show FILE": (["feeds", "show", FEED], None),
    "render FILE": (["render", DOCUMENT], None),
    "init": (["init", "{folder}/{round}"], None),
    "check": (["check", "--config", "{folder}/0/newsletter.toml"], None),
    "run (nothing new)": (["run", "--config", "{folder}/0/newsletter.toml"], None),
    "status": (["status", "--config", "{folder}/0/newsletter.toml"], None),
}


def cpu(command: list[str]) -> float:
    """Seconds of CPU that the command takes, its children included."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)  # noqa: S603 - our own program
    assert process.stderr is not None  # asked for above
    complaint = process.stderr.read().decode()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 3}:
        sys.exit(f"{' '.join(command)}: exit {process.returncode}: {complaint}")
    return used.ru_utime + used.ru_stime


def measure(rounds: int, folder: str) -> dict[str, tuple[float, float]]:
    """Verb -> its median CPU in seconds, and the bare interpreter's in the same rounds."""
    cpu([*PROGRAM, "init", f"{folder}/0"])
    cpu([*PROGRAM, "run", "--config", f"{folder}/0/newsletter.toml"])
    seen: dict[str, list[tuple[float, float]]] = {verb: [] for verb in VERBS}
    for round_ in range(1, rounds + 1):
        for verb, (words, _) in VERBS.items():
            filled = [word.format(folder=folder, round=round_) for word in words]
            seen[verb].append((cpu([*PROGRAM, *filled]), cpu(BARE)))
    return {
        verb: (
            statistics.median(ours for ours, _ in pairs),
            statistics.median(bare for _, bare in pairs),
        )
        for verb, pairs in seen.items()
    }


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with tempfile.TemporaryDirectory() as folder:
        measured = measure(rounds, folder)
    worst = 0
    print(f"{'newsletter ...':30} {'CPU':>8} {'bare':>8} {'ratio':>7}  at most")
    for verb, (ours, bare) in measured.items():
        most = VERBS[verb][1]
        over = most is not None and ours / bare > most
        worst |= over
        bound = f"{most:g}{' EXCEEDED' if over else ''}" if most else ""
        print(f"{verb:30} {ours:7.3f}s {bare:7.3f}s {ours / bare:7.1f}  {bound}".rstrip())
    return worst


if __name__ == "__main__":
    sys.exit(main())
