"""What ends a program ends it in order: nothing half done, the store consistent."""

from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import FrameType


def end_in_order() -> None:
    """From now on SIGTERM interrupts as Ctrl-C does: requests are dropped, claims given back.

    Without it the claim of a killed pass would be found out only by the next one.
    """
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _interrupt)


def _interrupt(_number: int, frame: FrameType | None) -> None:
    # As Ctrl-C is handled at this moment: while requests are under way asyncio cancels them.
    # An exception raised right there is swallowed where aiohttp reads an answer.
    handler = signal.getsignal(signal.SIGINT)
    if not callable(handler):  # Ctrl-C is ignored, as below `nohup` or in a background job
        raise KeyboardInterrupt
    handler(signal.SIGINT, frame)
