"""The guarded child: does one job after another, each within limits of its own.

It needs the standard library and msgspec, besides what its jobs import.
"""

from __future__ import annotations

import math
import os
import resource
import signal
import socket
import struct
from contextlib import suppress
from importlib import import_module
from typing import Any

import msgspec

from newsletter.workers.frames import received

REPLY = struct.Struct(">cQQ")  # how it went, this process's peak memory in bytes, reply length
DONE, FAILED, NO_MEMORY = b"+", b"-", b"m"


class Job(msgspec.Struct, frozen=True, array_like=True):
    """A top-level function, written `package.module:function`, with its arguments and limits."""

    function: str
    arguments: tuple[Any, ...]
    cpu_seconds: float
    wall_seconds: float
    memory_bytes: int


def serve() -> None:
    """Work off jobs from the socket that is standard input, until the parent is gone."""
    # Ctrl-C reaches the whole group of processes; it is the parent who decides what to do.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with socket.socket(fileno=os.dup(0)) as parent:
        decoder = msgspec.msgpack.Decoder(Job)
        while True:
            frame = received(parent)
            if frame is None:
                return
            how, reply = _work(decoder.decode(frame))
            with suppress(BrokenPipeError, ConnectionResetError):
                parent.sendall(REPLY.pack(how, _peak_memory(), len(reply)) + reply)


def _work(job: Job) -> tuple[bytes, bytes]:
    """The reply. A job that passes its CPU or wall limit ends this process by a signal."""
    _limit(job)
    try:
        module, _, name = job.function.partition(":")
        result = getattr(import_module(module), name)(*job.arguments)
        return DONE, msgspec.msgpack.encode(result)
    except MemoryError:
        return NO_MEMORY, b""
    except Exception as error:  # noqa: BLE001 - hostile input meets foreign code: that is the point
        return FAILED, f"{type(error).__name__}: {error}"[:500].encode("utf-8", "replace")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _limit(job: Job) -> None:
    """Limits counted from what this process has used so far."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    # The kernel counts whole seconds; the soft limit ends the process (SIGXCPU) and, other than
    # the hard one, can be raised again for the next job.
    seconds = math.ceil(usage.ru_utime + usage.ru_stime + job.cpu_seconds)
    _soft_limit(resource.RLIMIT_CPU, seconds)
    _soft_limit(resource.RLIMIT_AS, _address_space() + job.memory_bytes)
    # The parent keeps the time; this one is for the day when the parent was killed.
    signal.setitimer(signal.ITIMER_REAL, job.wall_seconds + 1)


def _soft_limit(which: int, value: int) -> None:
    with suppress(ValueError, OSError):  # macOS has no limit on address space
        resource.setrlimit(which, (value, resource.getrlimit(which)[1]))


def _address_space() -> int:
    """Bytes mapped now."""
    try:
        with open("/proc/self/statm", encoding="ascii") as statm:  # noqa: PTH123 - starts faster
            return int(statm.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def _peak_memory() -> int:
    """Bytes of memory that this program has held at most.

    `ru_maxrss` would begin with what the parent held when it started this process: below a
    parent of 200 MB every job would seem to have grown past any bound.
    """
    try:
        with open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123 - starts faster
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) * 1024
    except (OSError, StopIteration):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
