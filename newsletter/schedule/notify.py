"""What a service manager is told: that the service is ready, lives, reloads and stops.

systemd's protocol (sd_notify(3)): a datagram of KEY=value lines to the socket that NOTIFY_SOCKET
names. Without that variable nothing is told; what cannot be told is logged once and harms nothing.
"""

from __future__ import annotations

import logging
import os
import socket
import time
from datetime import timedelta
from typing import TYPE_CHECKING

from newsletter.logs import event, reason

if TYPE_CHECKING:
    from collections.abc import Mapping

log = logging.getLogger(__name__)

PATIENCE = 1.0  # seconds for a manager whose queue is full


class Notify:
    """Tells the manager that started this process; `watchdog` is how often it wants to hear."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._address = environ.get("NOTIFY_SOCKET", "")
        self._failed = False
        self.watchdog = _watchdog(environ)

    def ready(self) -> None:
        self._tell("READY=1")

    def reloading(self) -> None:
        """Followed by `ready` when it is done; the manager wants to know since when."""
        self._tell("RELOADING=1", f"MONOTONIC_USEC={time.monotonic_ns() // 1000}")

    def stopping(self) -> None:
        self._tell("STOPPING=1", "STATUS=Stopping: work under way is finished or handed back")

    def alive(self, status: str) -> None:
        """The service went round once more; `status` is a line for people."""
        line = f"STATUS={' '.join(status.split())}"
        self._tell(*(("WATCHDOG=1", line) if self.watchdog else (line,)))

    def _tell(self, *lines: str) -> None:
        if not self._address:
            return
        # A name that begins with @ is none of the file system's.
        address = f"\0{self._address[1:]}" if self._address[0] == "@" else self._address
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as to:
                to.settimeout(PATIENCE)
                to.sendto("\n".join(lines).encode("utf-8", "replace"), address)
        except OSError as error:
            if not self._failed:
                log.warning(event("notify_failed", socket=self._address, reason=reason(error)))
            self._failed = True


def _watchdog(environ: Mapping[str, str]) -> timedelta | None:
    """How long the manager waits at most; None where it does not, or waits for another process."""
    given, process = environ.get("WATCHDOG_USEC", ""), environ.get("WATCHDOG_PID", "")
    if not (given.isascii() and given.isdecimal()) or not 0 < int(given) < 10**15:
        return None
    if process and process != str(os.getpid()):
        return None
    return timedelta(microseconds=int(given))
