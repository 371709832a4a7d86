"""Runs the command line, and ends it with SIGKILL: at a time, or at a call."""

from __future__ import annotations

import json
import os
import platform
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from tests.kills.tracer import NOT_ALLOWED

if TYPE_CHECKING:
    from datetime import datetime

CHECKOUT = Path(__file__).parents[2]
KILLED = -signal.SIGKILL
LONGEST = 120  # seconds


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

    def __enter__(self) -> Self:
        """Starts what starts them: caches of compiled modules are no part of what is measured."""
        self._starter = subprocess.Popen(
            [sys.executable, "-B", "-m", "tests.kills.starter"],
            cwd=CHECKOUT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )
        self._heard()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._starter.kill()
        self._starter.communicate()

    def whole(self, verb: tuple[str, ...], at: datetime) -> int:
        """One that nobody kills."""
        begun = time.monotonic()
        code = self._run(verb, at)
        self.took = time.monotonic() - begun
        self.codes.append(code)
        return code

    def killed_after(self, seconds: float, verb: tuple[str, ...], at: datetime) -> bool:
        """False: it was over before."""
        return self._is_killed(self._run(verb, at, end=seconds))

    def killed_at(self, placed: Placed, verb: tuple[str, ...], at: datetime) -> bool:
        """False: there were not so many calls."""
        return self._is_killed(self._run(verb, at, placed))

    def count(self, verb: tuple[str, ...], at: datetime) -> dict[str, int]:
        """How many calls of each kind a whole run makes; none where no process may be traced."""
        if platform.machine() != "x86_64" or sys.platform != "linux":
            self.whole(verb, at)
            return {}
        begun = time.monotonic()
        code = self._run(verb, at, Placed("", 0, ""))
        self.took = time.monotonic() - begun
        if code == NOT_ALLOWED:
            self.whole(verb, at)
            return {}
        self.codes.append(code)
        found: dict[str, int] = json.loads((self.root / "counts.json").read_text("utf-8"))
        return found

    def status(self) -> Any:
        command = [sys.executable, "-B", "-m", "newsletter", "status", "--json"]
        asked = [*command, "--config", str(self.root)]
        return json.loads(subprocess.run(asked, check=True, capture_output=True).stdout)

    def _is_killed(self, code: int) -> bool:
        if code != KILLED:
            self.codes.append(code)
        return code == KILLED

    def _run(
        self,
        verb: tuple[str, ...],
        at: datetime,
        placed: Placed | None = None,
        end: float = LONGEST,
    ) -> int:
        """Its exit code; it is killed after `end` seconds."""
        said = self.root / "said.txt"
        command = {
            "arguments": [*verb, "--at", at.isoformat(), "--config", str(self.root)],
            "tracing": asdict(placed) | {"counts": str(self.root / "counts.json")}
            if placed
            else None,
            "said": str(said),
        }
        assert self._starter.stdin
        self._starter.stdin.write(f"{json.dumps(command)}\n")
        process = int(self._heard())
        killer = threading.Timer(end, _kill, (process,))
        killer.start()
        code = int(self._heard())
        killer.cancel()
        killer.join()
        self.said.append(said.read_text("utf-8"))
        return code

    def _heard(self) -> str:
        assert self._starter.stdout
        return self._starter.stdout.readline()


def _kill(process: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)
