"""One POST to a server that the user named: within limits, to a checked address, no further."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from newsletter.errors import FetchError
from newsletter.net.links import askable, loggable

if TYPE_CHECKING:
    import threading
    from collections.abc import Sequence

    from newsletter.net.connector import Lookup
    from newsletter.net.messages import Reply
    from newsletter.net.options import FetchOptions


def push(  # noqa: PLR0913 - what goes where, and within which limits
    url: str,
    body: bytes,
    headers: Sequence[tuple[str, str]],
    options: FetchOptions,
    *,
    lookup: Lookup | None = None,
    stop: threading.Event | None = None,
) -> Reply:
    """Hands the body over once; FetchError where no answer came, whatever became of the request.

    No redirect is followed, as what is signed for one server is no other's, and no body is read:
    the status says all. Once `stop` is set StoppedError is raised. The limits are those of the
    options: `timeout`, `connect_timeout`, `allow_networks`.
    """
    asked = askable(url)
    if asked is None:
        raise FetchError(loggable(url), "is not an http or https URL")
    from newsletter.net.client import open_session  # noqa: PLC0415 - see net/fetch.py
    from newsletter.net.fetch import unless  # noqa: PLC0415 - same
    from newsletter.net.posting import post  # noqa: PLC0415 - same

    async def run() -> Reply:
        async with open_session(options, lookup) as session:
            return await unless(stop, post(session, asked, body, headers, options))

    return asyncio.run(run())
