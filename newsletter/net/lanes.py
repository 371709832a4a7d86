"""Whose turn it is: so many requests at once, and so many to one host."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

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
        self.places = asyncio.Semaphore(at_once)
        self.open = asyncio.Semaphore(at_once * WAITING)
        self._waited: deque[tuple[float, Turn]] = deque()

    def turn(self, host: str) -> Turn:
        """A context that waits for a turn and gives it back, at the latest after PATIENCE."""
        return Turn(self, self._hosts[host])

    def began(self, turn: Turn) -> None:
        """Look after a turn that has begun: one timer for all, as they all have the same time."""
        loop = asyncio.get_running_loop()
        if not self._waited:
            loop.call_later(PATIENCE, self._give_on)
        self._waited.append((loop.time() + PATIENCE, turn))

    def _give_on(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waited and (self._waited[0][0] <= loop.time() or self._waited[0][1].left):
            self._waited.popleft()[1].leave()
        if self._waited:
            loop.call_at(self._waited[0][0], self._give_on)


class Turn:
    """A host's lane and a place among all, which may be left early; and a request under way."""

    def __init__(self, lanes: Lanes, lane: asyncio.Semaphore) -> None:
        self._lanes = lanes
        self._lane = lane
        self._held: list[asyncio.Semaphore] = []
        self.left = False

    async def __aenter__(self) -> Self:
        try:
            for semaphore in (self._lane, self._lanes.open, self._lanes.places):
                await semaphore.acquire()
                self._held.append(semaphore)
        except BaseException:
            self._release(self._held)
            raise
        self._lanes.began(self)
        return self

    async def __aexit__(self, *_exception: object) -> None:
        self.leave()
        self._lanes.open.release()

    def leave(self) -> None:
        """Give lane and place on to the next; the request goes on."""
        if not self.left:
            self.left = True
            self._release((self._lane, self._lanes.places))

    def _release(self, held: Iterable[asyncio.Semaphore]) -> None:
        for semaphore in held:
            semaphore.release()


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
