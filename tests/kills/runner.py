"""Starts the command line as people do, and ends it with SIGKILL: at a time, or at a call."""

from __future__ import annotations

import json
import platform
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

TRACER = Path(__file__).with_name("tracer.py")
KILLED, NOT_ALLOWED = -9, 125
LONGEST = 120  # seconds
# Caches of compiled modules are no part of what is measured.
PYTHON = (sys.executable, "-B")


@dataclass(frozen=True, slots=True)
class Placed:
    """The k-th call of a kind, and whether it is done, half done, or not begun."""

    kind: str
    number: int
    how: str


@dataclass
class Runner:
    """The commands in one workspace; what they said, and how long the last whole one took."""

    root: Path
    took: float = 2.0
    said: list[str] = field(default_factory=list)
    codes: list[int] = field(default_factory=list)

    def command(self, *arguments: str) -> list[str]:
        return [*PYTHON, "-m", "newsletter", *arguments, "--config", str(self.root)]

    def whole(self, verb: tuple[str, ...], at: datetime) -> int:
        """One that nobody kills."""
        begun = time.monotonic()
        code = self._run(self.command(*verb, "--at", at.isoformat()))
        self.took = time.monotonic() - begun
        self.codes.append(code)
        return code

    def killed_after(self, seconds: float, verb: tuple[str, ...], at: datetime) -> bool:
        """False: it was over before."""
        process = subprocess.Popen(
            self.command(*verb, "--at", at.isoformat()),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
        return self._is_killed(process.wait())

    def killed_at(self, placed: Placed, verb: tuple[str, ...], at: datetime) -> bool:
        """False: there were not so many calls."""
        return self._is_killed(self._traced(placed, verb, at))

    def count(self, verb: tuple[str, ...], at: datetime) -> dict[str, int]:
        """How many calls of each kind a whole run makes; none where no process may be traced."""
        if platform.machine() != "x86_64" or sys.platform != "linux":
            self.whole(verb, at)
            return {}
        begun = time.monotonic()
        code = self._traced(Placed("", 0, ""), verb, at)
        self.took = time.monotonic() - begun
        if code == NOT_ALLOWED:
            self.whole(verb, at)
            return {}
        self.codes.append(code)
        found: dict[str, int] = json.loads((self.root / "counts.json").read_text("utf-8"))
        return found

    def status(self) -> Any:
        command = self.command("status", "--json")
        return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)

    def _is_killed(self, code: int) -> bool:
        if code != KILLED:
            self.codes.append(code)
        return code == KILLED

    def _traced(self, placed: Placed, verb: tuple[str, ...], at: datetime) -> int:
        tracing = [str(self.root / "counts.json"), placed.kind, str(placed.number), placed.how]
        command = self.command(*verb, "--at", at.isoformat())
        return self._run([sys.executable, str(TRACER), *tracing, *command])

    def _run(self, command: list[str]) -> int:
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=LONGEST)
        self.said.append(done.stderr)
        return done.returncode
