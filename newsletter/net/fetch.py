"""Many requests at once; each ends as a Response or as a FetchError, and the rest go on.

aiohttp is imported when there is something to ask: it costs 20 times a bare Python, and many a
pass reads files alone.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from newsletter.errors import FetchError, StoppedError
from newsletter.net.address import parse_networks
from newsletter.net.lanes import Held
from newsletter.net.links import loggable
from newsletter.net.messages import Request, Response
from newsletter.net.worker import Worker

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Coroutine, Sequence

    from newsletter.net.client import Client
    from newsletter.net.connector import Lookup
    from newsletter.net.options import FetchOptions

__all__ = ["Answer", "Request", "Response", "fetch_all", "fetch_each"]

Answer = Response | FetchError
T = TypeVar("T")

# Bodies that wait to be worked off; while there are more, no large one is read on.
HELD_BYTES = 30_000_000
# Seconds behind the deadline in which what has come is still worked off.
GRACE = 1.0
LOOK = 0.1  # seconds between two looks whether the pass is to stop


def fetch_all(
    requests: Sequence[Request],
    options: FetchOptions,
    *,
    deadline: float | None = None,
    lookup: Lookup | None = None,
) -> tuple[Answer, ...]:
    """The answers, in the order of the requests.

    What has not answered when `deadline` seconds are over is a FetchError. Raises ConfigError
    when the options name a network that is none.
    """
    parse_networks(options.allow_networks)  # wrong ones are told also where nothing is asked
    if not requests:
        return ()
    from newsletter.net.client import Client, open_session  # noqa: PLC0415 - see above

    async def run() -> list[Answer]:
        async with open_session(options, lookup) as session:
            ask = Asker(Client(session, options), deadline)
            return await asyncio.gather(*map(ask.answer, requests))

    return tuple(asyncio.run(run()))


def fetch_each(  # noqa: PLR0913 - each comes from another place
    requests: Sequence[Request],
    options: FetchOptions,
    take: Callable[[Request, Answer], T],
    *,
    deadline: float | None = None,
    lookup: Lookup | None = None,
    stop: threading.Event | None = None,
) -> tuple[T, ...]:
    """What `take` makes of each answer, in the order of the requests.

    `take` gets an answer as soon as it is there, one at a time in a thread, while others are
    still fetched; so bodies need not be kept. One without a body it gets beside these, and should
    do no more than note it. What it raises is raised here. An answer whose
    turn comes after the deadline is given as a FetchError. Once `stop` is set everything under
    way is dropped, at once, and StoppedError raised.
    """
    parse_networks(options.allow_networks)  # wrong ones are told also where nothing is asked
    if not requests:
        return ()
    from newsletter.net.client import Client, open_session  # noqa: PLC0415 - see above

    async def run(worker: Worker) -> list[T]:
        held = Held(HELD_BYTES)
        async with open_session(options, lookup) as session:
            ask = Asker(Client(session, options, held), deadline)

            def taken(request: Request, answer: Answer) -> T:
                return take(request, ask.late(request) or answer)

            async def one(request: Request) -> T:
                answer = await ask.answer(request)
                if isinstance(answer, Response) and not answer.body:
                    return taken(request, answer)  # a thread's turn costs as much as the request
                async with held.holding(_size(answer)):
                    return await worker.do(partial(taken, request, answer))

            async def every() -> list[T]:
                return await asyncio.gather(*map(one, requests))

            return await unless(stop, every())

    with Worker() as worker:
        return tuple(asyncio.run(run(worker)))


async def unless(stop: threading.Event | None, work: Coroutine[Any, Any, T]) -> T:
    """What the work gives; StoppedError, and its end, when `stop` is set first."""
    going = asyncio.create_task(work)
    try:
        while not going.done():
            await asyncio.wait({going}, timeout=None if stop is None else LOOK)
            if stop is not None and stop.is_set() and not going.done():
                raise StoppedError
        return going.result()
    finally:
        if going.cancel():
            with suppress(asyncio.CancelledError):
                await going


class Asker:
    """Turns failures into values and ends all that is under way at the deadline."""

    def __init__(self, client: Client, deadline: float | None) -> None:
        self._client = client
        self._deadline = deadline
        self._clock = asyncio.get_running_loop().time
        self._end = None if deadline is None else self._clock() + deadline

    async def answer(self, request: Request) -> Answer:
        try:
            async with asyncio.timeout_at(self._end):
                return await self._client.get(request)
        except FetchError as error:
            # Its causes hold the frames, and with them up to 10 MB of a refused body.
            error.__cause__ = error.__context__ = None
            return error.with_traceback(None)
        except TimeoutError:
            words = f"did not answer within {self._deadline:g} s"
            return FetchError(loggable(request.url), words)

    def late(self, request: Request) -> FetchError | None:
        """What is said of an answer that nobody has worked off when the deadline is over."""
        if self._end is None or self._clock() <= self._end + GRACE:
            return None
        words = f"was not read within {self._deadline:g} s: too much came at once"
        return FetchError(loggable(request.url), words)


def _size(answer: Answer) -> int:
    return len(answer.body) if isinstance(answer, Response) else 0
