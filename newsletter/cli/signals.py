"""What ends a program ends it in order: nothing half done, the store consistent."""

from __future__ import annotations

import signal
import threading


def end_in_order() -> None:
    """From now on SIGTERM interrupts as Ctrl-C does: requests are dropped, claims given back.

    Without it the claim of a killed pass would be found out only by the next one.
    """
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, signal.default_int_handler)
