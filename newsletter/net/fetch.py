"""Many requests at once; each ends as a Response or as a FetchError, and the rest go on.

aiohttp is imported when there is something to ask: it costs 20 times a bare Python, and many a
pass reads files alone.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from newsletter.errors import FetchError
from newsletter.net.address import parse_networks
from newsletter.net.lanes import Held
from newsletter.net.links import loggable
from newsletter.net.messages import Request, Response

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsletter.net.client import Client
    from newsletter.net.connector import Lookup
    from newsletter.net.options import FetchOptions

__all__ = ["Answer", "Request", "Response", "fetch_all", "fetch_each"]

Answer = Response | FetchError
T = TypeVar("T")

# Bodies that wait to be worked off; while there are more, no large one is read on.
HELD_BYTES = 30_000_000


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


def fetch_each(
    requests: Sequence[Request],
    options: FetchOptions,
    take: Callable[[Request, Answer], T],
    *,
    deadline: float | None = None,
    lookup: Lookup | None = None,
) -> tuple[T, ...]:
    """What `take` makes of each answer, in the order of the requests.

    `take` gets an answer as soon as it is there, one at a time in a thread, while others are
    still fetched; so bodies need not be kept. What it raises is raised here.
    """
    parse_networks(options.allow_networks)  # wrong ones are told also where nothing is asked
    if not requests:
        return ()
    from newsletter.net.client import Client, open_session  # noqa: PLC0415 - see above

    async def run(pool: ThreadPoolExecutor) -> list[T]:
        held = Held(HELD_BYTES)
        loop = asyncio.get_running_loop()
        async with open_session(options, lookup) as session:
            ask = Asker(Client(session, options, held), deadline)

            async def one(request: Request) -> T:
                answer = await ask.answer(request)
                async with held.holding(_size(answer)):
                    return await loop.run_in_executor(pool, take, request, answer)

            return await asyncio.gather(*map(one, requests))

    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="newsletter-take") as pool:
        return tuple(asyncio.run(run(pool)))


class Asker:
    """Turns failures into values and ends all that is under way at the deadline."""

    def __init__(self, client: Client, deadline: float | None) -> None:
        self._client = client
        self._deadline = deadline
        now = asyncio.get_running_loop().time()
        self._end = None if deadline is None else now + deadline

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


def _size(answer: Answer) -> int:
    return len(answer.body) if isinstance(answer, Response) else 0
