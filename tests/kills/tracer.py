"""Runs a program and kills it at the k-th system call of a kind, by ptrace, from outside.

The calls of all its threads count, SQLite's own among them; those of its children do not.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# By their numbers on x86-64, the only machine that this runs on.
WRITES = {1, 18, 20, 74, 75, 77, 296, 328}  # write, pwrite, writev, the syncs, ftruncate, pwritev
SENDS = {1, 20, 42, 44, 46, 307}  # write, writev, connect, sendto, sendmsg, sendmmsg
RENAMES = {82, 83, 84, 86, 87, 258, 263, 264, 265, 316}  # and what else changes a folder's names
CAN_BE_TORN = {1, 18, 44}  # what stands third is how many bytes

TRACEME, POKEUSER, SYSCALL, SETOPTIONS, SYSCALL_INFO = 0, 6, 24, 0x4200, 0x420E
SYSGOOD, CLONE, EXITKILL, WALL = 1, 8, 0x100000, 0x40000000
ENTRY, EXIT = 1, 2
NOT_ALLOWED = 125  # the exit code where no process may be traced
THIRD = 12 * 8  # where the third argument lies among the registers

libc = ctypes.CDLL(None, use_errno=True)
libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
libc.ptrace.restype = ctypes.c_long


def ptrace(request: int, process: int, where: int = 0, value: int = 0) -> int:
    return int(libc.ptrace(request, process, where, value))


class Call(ctypes.Structure):
    """struct ptrace_syscall_info, as far as it tells of a call's begin."""

    _fields_ = (
        ("op", ctypes.c_uint8),
        ("arch", ctypes.c_uint32),
        ("at", ctypes.c_uint64 * 2),
        ("number", ctypes.c_uint64),
        ("arguments", ctypes.c_uint64 * 6),
    )


def kind_of(process: int, call: Call) -> str:
    """What the call changes: a file, a folder's names, or what somebody else hears."""
    if call.number in RENAMES:
        return "rename"
    if call.number not in WRITES | SENDS:
        return ""
    try:
        target = str(Path(f"/proc/{process}/fd/{call.arguments[0]}").readlink())
    except OSError:
        return ""
    if target.startswith("socket:"):
        return "send" if call.number in SENDS else ""
    is_file = target.startswith("/") and not target.startswith("/dev/")
    return "write" if is_file and call.number in WRITES else ""


class Killer:
    """Counts the calls, and kills before the chosen one, behind it, or in its middle."""

    def __init__(self, kind: str, number: int, how: str) -> None:
        self.counts: Counter[str] = Counter()
        self._kind, self._number, self._how = kind, number, how
        self._fatal = 0  # the thread whose call is to end first

    def stopped(self, process: int) -> None:
        """At a call's begin or end."""
        call = Call()
        ptrace(SYSCALL_INFO, process, ctypes.sizeof(call), ctypes.addressof(call))
        if call.op == EXIT and process == self._fatal:
            os.kill(process, signal.SIGKILL)
        if call.op != ENTRY or not (kind := kind_of(process, call)):
            return
        self.counts[kind] += 1
        if kind != self._kind or self.counts[kind] != self._number:
            return
        if self._how == "before":
            os.kill(process, signal.SIGKILL)
            return
        if self._how == "torn" and call.number in CAN_BE_TORN:
            ptrace(POKEUSER, process, THIRD, int(call.arguments[2]) // 2)
        self._fatal = process


def begin(program: Callable[[], None]) -> int:
    process = os.fork()
    if process == 0:
        if ptrace(TRACEME, 0) != 0:
            os._exit(NOT_ALLOWED)
        os.kill(os.getpid(), signal.SIGSTOP)
        program()
        os._exit(0)
    _, status = os.waitpid(process, 0)
    if not os.WIFSTOPPED(status) or ptrace(SETOPTIONS, process, 0, SYSGOOD | CLONE | EXITKILL):
        os._exit(NOT_ALLOWED)
    return process


def follow(process: int, killer: Killer) -> int:
    """Until the process is over; its exit code, or -9."""
    ptrace(SYSCALL, process)
    while True:
        thread, status = os.waitpid(-1, WALL)
        if os.WIFEXITED(status) or os.WIFSIGNALED(status):
            if thread == process:
                return os.waitstatus_to_exitcode(status)
            continue
        number = os.WSTOPSIG(status)
        if number == signal.SIGTRAP | 0x80:
            killer.stopped(thread)
        own = number in {signal.SIGTRAP, signal.SIGTRAP | 0x80, signal.SIGSTOP}
        ptrace(SYSCALL, thread, 0, 0 if own else number)


def trace(program: Callable[[], None], counts: str, kind: str, number: int, how: str) -> None:
    """Runs it and ends as it does; `counts` is the file for how many calls of each kind there were.

    Number 0 kills nobody.
    """
    killer = Killer(kind, number, how)
    code = follow(begin(program), killer)
    Path(counts).write_text(json.dumps(killer.counts), "utf-8")
    if code < 0:
        os.kill(os.getpid(), -code)
    os._exit(code)
