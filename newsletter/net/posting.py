"""A POST on an open session, its failures in words for people."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import aiohttp

from newsletter.errors import FetchError
from newsletter.net.links import loggable
from newsletter.net.messages import Reply
from newsletter.net.reasons import reason
from newsletter.net.reuse import Way
from newsletter.net.wishes import retry_after

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsletter.net.options import FetchOptions


async def post(
    session: aiohttp.ClientSession,
    url: str,
    body: bytes,
    headers: Sequence[tuple[str, str]],
    options: FetchOptions,
) -> Reply:
    """The status of the answer; its body is left where it is."""
    try:
        async with (
            asyncio.timeout(options.timeout),
            session.post(
                url,
                data=body,
                headers=dict(headers),
                allow_redirects=False,
                trace_request_ctx=Way(),
            ) as reply,
        ):
            said, date = (reply.headers.get(name, "") for name in ("Retry-After", "Date"))
            reply.close()  # and with it the connection: an answer may have no end
            return Reply(reply.status, retry_after(said, date, datetime.now(UTC)))
    except aiohttp.ConnectionTimeoutError:
        words = f"did not connect within {options.connect_timeout:g} s"
    except TimeoutError:
        words = f"took longer than {options.timeout:g} s"
    # ValueError: what yarl and http headers make of a URL that is none.
    except (aiohttp.ClientError, OSError, ValueError) as error:
        words = reason(error)
    raise FetchError(loggable(url), words)
