"""Processes on this machine that share in heavy work.

The standard library's pool breaks whole when one process is killed, leaves orphans when its
parent is, and has its children import the program's main module; this one does none of that.
"""

from __future__ import annotations

import os
import pickle  # between this process and its children, over sockets that nobody else has
import signal
import socket
import subprocess
import sys
import threading
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from newsletter.errors import StoppedError
from newsletter.workers.failures import WorkerDiedError
from newsletter.workers.frames import received, send

if TYPE_CHECKING:
    from collections.abc import Callable

R = TypeVar("R")

CHILD = "import sys; sys.path[:] = sys.argv[1:]; from newsletter.workers.hand import serve; serve()"
# Each process has a core: numpy's own threads on top would take turns with the others'.
ALONE = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


@dataclass(frozen=True, slots=True, eq=False)
class _Hand:
    process: subprocess.Popen[bytes]
    socket: socket.socket


class Pool(Executor):
    """So many child processes, each started for the first task that finds no other idle.

    A task whose process dies fails with WorkerDiedError, and another process takes its place.
    `shutdown` ends the processes at once; so does the death of this one, when their task is done.
    """

    def __init__(self, processes: int) -> None:
        self._threads = ThreadPoolExecutor(processes, thread_name_prefix="pool")
        self._lock = threading.Lock()
        self._idle: list[_Hand] = []
        self._alive: set[_Hand] = set()
        self._closed = False

    @property
    def pids(self) -> tuple[int, ...]:
        """The ids of the processes that are there now."""
        with self._lock:
            return tuple(sorted(hand.process.pid for hand in self._alive))

    def submit(self, do: Callable[..., R], /, *arguments: Any, **named: Any) -> Future[R]:  # noqa: ANN401 - as Executor has it
        """The task's result to come; all of it has to be picklable."""
        if named:
            raise TypeError("tasks of a pool have no named arguments; give it a partial")
        return self._threads.submit(self._do, do, arguments)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = True) -> None:  # noqa: FBT001, FBT002 - as Executor has it
        """Ends all processes; tasks under way fail, those that wait are cancelled."""
        with self._lock:
            self._closed = True
            hands, self._alive, self._idle = self._alive, set(), []
        self._threads.shutdown(wait=False, cancel_futures=cancel_futures)
        for hand in hands:
            hand.process.kill()
        for hand in hands:
            _reap(hand)
        self._threads.shutdown(wait=wait)

    def _do(self, do: Callable[..., R], arguments: tuple[Any, ...]) -> R:
        frame = pickle.dumps((do, arguments), pickle.HIGHEST_PROTOCOL)
        hand = self._taken()
        try:
            send(hand.socket, frame)
            reply = received(hand.socket)
        except OSError:
            reply = None
        if reply is None:
            raise WorkerDiedError(self._death(hand))
        with self._lock:
            self._idle.append(hand)
        went_well, result = pickle.loads(reply)  # noqa: S301 - from our own child
        if not went_well:
            raise result
        value: R = result
        return value

    def _taken(self) -> _Hand:
        with self._lock:
            if self._closed:
                raise StoppedError
            if self._idle:
                return self._idle.pop()
            hand = _started()
            self._alive.add(hand)
            return hand

    def _death(self, hand: _Hand) -> str:
        """How a process that broke the connection ended; it is forgotten."""
        with self._lock:
            self._alive.discard(hand)
        hand.process.kill()
        code = _reap(hand)
        try:
            return signal.Signals(-code).name
        except ValueError:
            return f"exit code {code}"


def _started() -> _Hand:
    ours, theirs = socket.socketpair()
    with theirs:
        process = subprocess.Popen(  # noqa: S603 - this Python, with code of ours
            [sys.executable, "-I", "-c", CHILD, *sys.path],
            stdin=theirs.fileno(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **ALONE},
        )
    return _Hand(process, ours)


def _reap(hand: _Hand) -> int:
    code = hand.process.wait()
    hand.socket.close()
    return code
