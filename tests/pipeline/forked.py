"""A process of its own that is forked: a new Python for each would take a second."""

from __future__ import annotations

import os
import signal
import traceback
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

FAILED = 1


def forked(work: Callable[[], None]) -> int:
    """The number of a process that does the work and ends."""
    process = os.fork()
    if process:
        return process
    code = FAILED
    try:
        work()
        code = 0
    except BaseException:  # noqa: BLE001 - nothing of the tests may go on in it
        traceback.print_exc()
    finally:
        os._exit(code)


def ended(process: int) -> int:
    """Its exit code, or -9 when it was killed."""
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def kill(process: int) -> None:
    """It has ended when this returns; `ended` still tells how."""
    os.kill(process, signal.SIGKILL)
    with suppress(ChildProcessError):  # another thread heard of its end first
        os.waitid(os.P_PID, process, os.WEXITED | os.WNOWAIT)
