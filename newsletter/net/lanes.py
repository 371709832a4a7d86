"""Whose turn it is: so many requests at once, and so many to one host."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

# A request that waits for a slow server costs that server nothing: after this many seconds the
# next one may start. Without it 100 hanging feeds of one host would take its other feeds' turn
# for 1,000 s.
PATIENCE = 1.0


class Lanes:
    """Turns for requests: first the host's, then a place among all."""

    def __init__(self, *, per_host: int, at_once: int) -> None:
        self._hosts: dict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(per_host))
        self._all = asyncio.Semaphore(at_once)

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Waits for a turn and gives it back, the host's own at the latest after PATIENCE."""
        lane = self._hosts[host]
        await lane.acquire()
        left = False

        def leave() -> None:
            nonlocal left
            if not left:
                left = True
                lane.release()

        timer: asyncio.TimerHandle | None = None
        try:
            async with self._all:
                timer = asyncio.get_running_loop().call_later(PATIENCE, leave)
                yield
        finally:
            if timer is not None:
                timer.cancel()
            leave()


class Held:
    """Keeps the bytes that were fetched and are not yet worked off under a limit."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._held = 0
        self._freed = asyncio.Condition()

    async def room(self) -> None:
        """Waits until there is room for more."""
        async with self._freed:
            await self._freed.wait_for(lambda: self._held < self._limit)

    @asynccontextmanager
    async def holding(self, size: int) -> AsyncIterator[None]:
        self._held += size
        try:
            yield
        finally:
            async with self._freed:
                self._held -= size
                self._freed.notify_all()
