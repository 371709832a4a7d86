"""Whether a request went out on a connection that had served before.

Many servers close a kept connection without a word. aiohttp asks once more then, and may take
another closed one: of a host that closed several, a well feed was not asked in one pass of ten.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import aiohttp

if TYPE_CHECKING:
    from types import SimpleNamespace


@dataclass(slots=True)
class Way:
    """What a request goes out on; handed to aiohttp with the request."""

    kept: bool = False


def watching() -> aiohttp.TraceConfig:
    """Writes into the `Way` of each request whether its connection was kept from another."""
    trace = aiohttp.TraceConfig()
    trace.on_connection_reuseconn.append(_kept)
    trace.on_connection_create_start.append(_made)
    return trace


async def _kept(_session: aiohttp.ClientSession, context: SimpleNamespace, _params: object) -> None:
    if isinstance(context.trace_request_ctx, Way):
        context.trace_request_ctx.kept = True


async def _made(_session: aiohttp.ClientSession, context: SimpleNamespace, _params: object) -> None:
    if isinstance(context.trace_request_ctx, Way):
        context.trace_request_ctx.kept = False
