"""Work on hostile input in a child process that can be stopped.

A thread cannot be: 10,000 attributes on one element, or 100,000 nested elements, hold a parser
for minutes. The child is started by `subprocess`, as multiprocessing starts none in a Dask worker.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import weakref
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeVar

import msgspec

from newsletter.errors import GuardError
from newsletter.workers.child import DONE, NO_MEMORY, REPLY, Job
from newsletter.workers.frames import RECEIVED_AT_ONCE, send

T = TypeVar("T")

CHILD = (
    "import sys; sys.path[:] = sys.argv[1:]; from newsletter.workers.child import serve; serve()"
)
# A child that once needed much memory keeps it; it is replaced, so that all stays under 300 MB.
GROWN = 150_000_000
# Twenty hostile feeds in one pass would take its whole 90 s: once jobs that came to nothing have
# taken PATIENCE within REMEMBERED, each next one has HURRIED of CPU until some are forgotten.
PATIENCE, REMEMBERED, HURRIED = 25.0, 90.0, 1.0  # seconds


@dataclass(frozen=True, slots=True)
class Limits:
    """What one job may use: CPU and wall time in seconds, memory in bytes beyond the child's.

    On a machine with other work 5 s of CPU take a while, so the wall stands further out.
    """

    cpu_seconds: float = 5.0
    wall_seconds: float = 60.0
    memory_bytes: int = 256_000_000


@dataclass(frozen=True, slots=True)
class Child:
    process: subprocess.Popen[bytes]
    socket: socket.socket
    owner: int  # after a fork the child stays the first process's


class Guard:
    """One long-lived child, started for its first job and replaced whenever a job ends it.

    Usable from several threads; they wait for each other. `close` ends the child, and so do
    garbage collection, the end of the program and its death.
    """

    def __init__(self, limits: Limits | None = None, *, patience: float = PATIENCE) -> None:
        self._limits = limits or Limits()
        self._patience = patience
        self._lock = threading.Lock()
        self._child: Child | None = None
        self._finalizer: weakref.finalize[..., Guard] | None = None
        self._wasted: list[tuple[float, float]] = []  # when, and how many seconds it took

    def run(
        self, function: str, *arguments: object, returns: type[T], limits: Limits | None = None
    ) -> T:
        """What `package.module:function` makes of the arguments.

        `limits` are the guard's own unless given. Arguments and result travel as msgpack: bytes,
        text, numbers, times, dataclasses. Raises GuardError when the job fails, passes a limit or
        returns something else than `returns`.
        """
        with self._lock:
            limits = self._patient(limits or self._limits)
            job = Job(
                function,
                arguments,
                limits.cpu_seconds,
                limits.wall_seconds,
                limits.memory_bytes,
            )
            reply = self._exchange(msgspec.msgpack.encode(job), limits)
        try:
            return msgspec.msgpack.decode(reply, type=returns)
        except (msgspec.DecodeError, RecursionError) as error:
            raise GuardError("gave a result that cannot be read") from error

    def close(self) -> None:
        """End the child; the next job would start another."""
        with self._lock:
            self._discard()

    def _exchange(self, frame: bytes, limits: Limits) -> bytes:
        """Send a job and receive its reply; whatever goes wrong costs the child its life."""
        child = self._ready()
        finished = False
        started = time.monotonic()
        try:
            how, reply, grown = _ask(child.socket, frame, limits)
            finished = not grown
        except OSError as error:
            self._wasted.append((time.monotonic(), time.monotonic() - started))
            if isinstance(error, TimeoutError):
                raise GuardError(f"took longer than {limits.wall_seconds:g} s") from error
            raise GuardError(_death(child.process, limits)) from error
        finally:
            if not finished:
                self._discard()
        if how == NO_MEMORY:
            raise GuardError(f"needed more than {limits.memory_bytes / 1e6:g} MB of memory")
        if how != DONE:
            raise GuardError(f"failed with {reply.decode('utf-8', 'replace')}")
        return reply

    def _patient(self, limits: Limits) -> Limits:
        """These limits, or smaller ones when much time was wasted lately."""
        now = time.monotonic()
        self._wasted = [(at, took) for at, took in self._wasted if now - at < REMEMBERED]
        if sum(took for _, took in self._wasted) < self._patience:
            return limits
        return replace(limits, cpu_seconds=min(limits.cpu_seconds, HURRIED))

    def _ready(self) -> Child:
        child = self._child
        if child is not None and child.owner == os.getpid() and child.process.poll() is None:
            return child
        self._discard()
        self._child = _start()
        self._finalizer = weakref.finalize(self, _end, self._child)
        return self._child

    def _discard(self) -> None:
        if self._finalizer is not None:
            self._finalizer()
        self._child = self._finalizer = None


@cache
def shared_guard() -> Guard:
    """The guard that a program's parts share."""
    return Guard()


def _start() -> Child:
    ours, theirs = socket.socketpair()
    with theirs:
        process = subprocess.Popen(  # noqa: S603 - this Python, with code of ours
            [sys.executable, "-I", "-c", CHILD, *sys.path],
            stdin=theirs.fileno(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    return Child(process, ours, os.getpid())


def _end(child: Child) -> None:
    """Closing the socket ends an idle child; a busy one is killed. Never leaves a zombie."""
    child.socket.close()
    if child.owner == os.getpid():
        child.process.kill()
        child.process.wait()


def _ask(parent: socket.socket, frame: bytes, limits: Limits) -> tuple[bytes, bytes, bool]:
    end = time.monotonic() + limits.wall_seconds
    parent.settimeout(limits.wall_seconds)
    send(parent, frame)
    how, peak, size = REPLY.unpack(_received(parent, REPLY.size, end))
    if size > limits.memory_bytes:
        raise ConnectionError("a reply larger than the job's memory")
    return how, _received(parent, size, end), peak > GROWN


def _received(parent: socket.socket, size: int, end: float) -> bytes:
    pieces = bytearray()
    while len(pieces) < size:
        parent.settimeout(max(end - time.monotonic(), 0.001))
        piece = parent.recv(min(size - len(pieces), RECEIVED_AT_ONCE))
        if not piece:
            raise ConnectionError("the child is gone")
        pieces += piece
    return bytes(pieces)


def _death(process: subprocess.Popen[bytes], limits: Limits) -> str:
    """Why a child that broke the connection is gone."""
    try:
        code = process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        return "broke the connection"
    if code == -signal.SIGXCPU:
        return f"took more than {limits.cpu_seconds:g} s of CPU"
    if code == -signal.SIGALRM:
        return f"took longer than {limits.wall_seconds:g} s"
    return f"ended its process ({_named(code)})"


def _named(code: int) -> str:
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"exit code {code}"
