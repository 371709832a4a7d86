"""The name under which a process claims, telling enough to know that it has died."""

from __future__ import annotations

import os
import socket
from pathlib import Path

PROC = Path("/proc")
DEAD = ("Z", "X")
STATE, START = 0, 19  # places in /proc/PID/stat after the name


def myself() -> str:
    """Machine, process and when it was started: `mill/1c9e04f2/4026531836:812:10431`."""
    return f"{machine()}:{os.getpid()}:{_started(os.getpid())}"


def gone(who: str) -> bool:
    """True only of a process of this very machine that has surely ended; unsure is False."""
    where, _, process = who.partition(":")
    number, _, started = process.partition(":")
    if not started or not number.isdecimal() or where != machine():
        return False
    return _started(int(number)) != started


def machine() -> str:
    """Another boot, and another container's processes, are another machine."""
    boot = _read(PROC / "sys/kernel/random/boot_id")[:8]
    try:
        space = (PROC / "self/ns/pid").readlink().name.strip("pid:[]")
    except OSError:
        space = ""
    return f"{socket.gethostname()}/{boot}/{space}".replace(":", "_")


def _started(process: int) -> str:
    """When the process began, in ticks since the boot; empty when it is over or cannot be seen."""
    # The name stands in brackets and may hold anything, brackets and spaces too.
    fields = _read(PROC / str(process) / "stat").rpartition(")")[2].split()
    if len(fields) <= START or fields[STATE] in DEAD:
        return ""
    return fields[START]


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
