"""Whose turn it is: so many requests at once, and so many to one host."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

# A request that waits for a slow server costs that server nothing: after this many seconds the
# next one may start. Without it 100 hanging feeds of one host would take its other feeds' turn
# for 1,000 s.
PATIENCE = 1.0
# Slow ones beside those that have their turn: of 500 feeds that all hang for 20 s, 128 at once
# end within 80 s. Their bodies are small or wait for room, so memory stays bounded.
WAITING = 4


class Lanes:
    """Turns for requests: first the host's, then a place among all.

    Who has waited for a server for PATIENCE seconds gives both on to the next; there are never
    more than WAITING times `at_once` under way.
    """

    def __init__(self, *, per_host: int, at_once: int) -> None:
        self._hosts: dict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(per_host))
        self._all = asyncio.Semaphore(at_once)
        self._open = asyncio.Semaphore(at_once * WAITING)

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Waits for a turn and gives it back, at the latest after PATIENCE."""
        async with Turn(self._hosts[host]) as lane, self._open, Turn(self._all) as place:

            def give_on() -> None:
                lane.leave()
                place.leave()

            timer = asyncio.get_running_loop().call_later(PATIENCE, give_on)
            try:
                yield
            finally:
                timer.cancel()


class Turn:
    """A place of a semaphore that may be left early."""

    def __init__(self, places: asyncio.Semaphore) -> None:
        self._places = places
        self._left = False

    async def __aenter__(self) -> Self:
        await self._places.acquire()
        return self

    async def __aexit__(self, *_exception: object) -> None:
        self.leave()

    def leave(self) -> None:
        if not self._left:
            self._left = True
            self._places.release()


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
