"""One request from its URL to its body: turns, hops, limits."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from http import HTTPStatus
from typing import TYPE_CHECKING

import aiohttp

from newsletter.errors import FetchError
from newsletter.net.address import parse_networks
from newsletter.net.connector import checked_connector, look_up
from newsletter.net.decoding import Decoder, UndecodableError
from newsletter.net.lanes import Lanes
from newsletter.net.links import askable, host_of, loggable, may_know, with_user
from newsletter.net.messages import NOT_MODIFIED, Response
from newsletter.net.reasons import reason, status_reason
from newsletter.net.reuse import Way, watching
from newsletter.net.wishes import fresh_for, retry_after
from newsletter.version import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsletter.net.connector import Lookup
    from newsletter.net.lanes import Held
    from newsletter.net.messages import Request
    from newsletter.net.options import FetchOptions

PERMANENT = frozenset({301, 308})
REDIRECTS = PERMANENT | {302, 303, 307}
# Few bodies are larger, and of those only so many are read at once: 32 hosts that send 10 MB
# each would fill 300 MB.
LARGE, LARGE_AT_ONCE = 1_000_000, 4
ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9,"
    " text/xml;q=0.9, text/html;q=0.7, */*;q=0.5"
)


def open_session(options: FetchOptions, lookup: Lookup | None) -> aiohttp.ClientSession:
    """A session that keeps no cookies, follows no redirect by itself and decodes nothing.

    Names are looked up by the system where no `lookup` is given.
    """
    contact = f" (+{options.contact})" if options.contact else ""
    return aiohttp.ClientSession(
        connector=checked_connector(parse_networks(options.allow_networks), lookup or look_up),
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        trace_configs=[watching()],
        # Only connecting has a limit here; the whole request has its own in `Client`.
        timeout=aiohttp.ClientTimeout(total=None, connect=options.connect_timeout),
        headers={
            "User-Agent": f"newsletter/{__version__}{contact}",
            "Accept": ACCEPT,
            "Accept-Encoding": "gzip, deflate",
        },
        # Real sites send 20 kB of Content-Security-Policy; aiohttp's own limit is 8.
        max_line_size=65_536,
        max_field_size=65_536,
    )


@dataclass(frozen=True, slots=True)
class Redirect:
    url: str
    permanent: bool


class Client:
    """Asks within the limits of its options. `get` raises FetchError, in words for people."""

    def __init__(
        self, session: aiohttp.ClientSession, options: FetchOptions, held: Held | None = None
    ) -> None:
        self._session = session
        self._held = held
        self._options = options
        self._large = asyncio.Semaphore(LARGE_AT_ONCE)
        self._lanes = Lanes(per_host=options.per_host, at_once=options.at_once)

    async def get(self, request: Request) -> Response:
        """The answer behind at most `redirects` hops, each of them checked like the first."""
        url = askable(request.url)
        if url is None:
            raise _failure(request, "is not an http or https URL")
        asked, moved, permanent, left = url, url, True, self._options.timeout
        clock = asyncio.get_running_loop().time
        for _ in range(self._options.redirects + 1):
            async with self._lanes.turn(host_of(url)):
                start = clock()
                answer = await self._within(left, url, request)
                left -= clock() - start
            if isinstance(answer, Response):
                return answer if moved == asked else replace(answer, moved_to=moved)
            url = answer.url
            permanent = permanent and answer.permanent
            moved = url if permanent else moved
        raise _failure(request, f"redirects more than {self._options.redirects} times")

    async def _within(self, seconds: float, url: str, request: Request) -> Response | Redirect:
        """One hop, its failures as FetchError."""
        try:
            async with asyncio.timeout(seconds) as clock:
                return await self._kept_or_new(url, request, clock)
        except aiohttp.ConnectionTimeoutError as error:
            words = f"did not connect within {self._options.connect_timeout:g} s"
            raise _failure(request, words) from error
        except TimeoutError as error:
            raise _failure(request, f"took longer than {self._options.timeout:g} s") from error
        except UndecodableError as error:
            raise _failure(request, str(error)) from error
        # ValueError: what yarl and http headers make of a URL or a Location that is none.
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise _failure(request, reason(error)) from error

    async def _kept_or_new(
        self, url: str, request: Request, clock: asyncio.Timeout
    ) -> Response | Redirect:
        """One hop; asked again where its connection was kept from another and is closed."""
        way = Way()
        for _ in range(self._options.per_host):
            try:
                return await self._hop(url, request, clock, way)
            except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError):
                if not way.kept:
                    raise
        return await self._hop(url, request, clock, way)

    async def _hop(
        self, url: str, request: Request, clock: asyncio.Timeout, way: Way
    ) -> Response | Redirect:
        conditions = _conditions(request)
        asked = conditions
        if request.headers and may_know(url, request.url):
            asked = conditions | dict(request.headers)
        async with self._session.get(
            url, headers=asked, allow_redirects=False, trace_request_ctx=way
        ) as reply:
            headers = reply.headers
            if reply.status in REDIRECTS and "Location" in headers:
                target = _target(headers["Location"], url, request)
                return Redirect(target, reply.status in PERMANENT)
            if reply.status != NOT_MODIFIED or not conditions:
                _require_success(reply, request)
            body = await self._body(reply, clock)
            return Response(
                url=request.url,
                final_url=url,
                status=reply.status,
                body=body,
                content_type=headers.get("Content-Type", ""),
                etag=headers.get("ETag", ""),
                last_modified=headers.get("Last-Modified", ""),
                body_hash=sha256(body).hexdigest() if body else "",
                fresh_for=_fresh_for(headers),
            )

    async def _body(self, reply: aiohttp.ClientResponse, clock: asyncio.Timeout) -> bytes:
        if reply.status == NOT_MODIFIED:
            return b""
        encoding = ",".join(reply.headers.getall("Content-Encoding", ()))
        decoder = Decoder(encoding, self._options.max_bytes)
        body = bytearray()
        async with AsyncExitStack() as turn:
            large = False
            async for chunk in reply.content.iter_any():
                body += decoder.feed(chunk)
                if len(body) > LARGE and not large:
                    large = True
                    await self._wait_for_room(turn, clock)
        decoder.finish()
        return bytes(body)

    async def _wait_for_room(self, turn: AsyncExitStack, clock: asyncio.Timeout) -> None:
        """Until a large body may be read on; that time is not the server's fault."""
        loop, end = asyncio.get_running_loop(), clock.when()
        start = loop.time()
        clock.reschedule(None)
        await turn.enter_async_context(self._large)
        if self._held is not None:
            await self._held.room()
        clock.reschedule(None if end is None else end + loop.time() - start)


def _conditions(request: Request) -> dict[str, str]:
    """Validators as headers; one with control characters is none of ours and is left out."""
    named = {"If-None-Match": request.etag, "If-Modified-Since": request.last_modified}
    return {name: value for name, value in named.items() if value and value.isprintable()}


def _fresh_for(headers: Mapping[str, str]) -> float:
    named = [headers.get(name, "") for name in ("Cache-Control", "Age", "Expires", "Date")]
    return fresh_for(*named) if named[0] or named[2] else 0.0


def _target(location: str, url: str, request: Request) -> str:
    target = askable(location, url)
    if target is None:
        raise _failure(request, "redirects to something that is not an http or https URL")
    return with_user(target, url)


def _require_success(reply: aiohttp.ClientResponse, request: Request) -> None:
    if HTTPStatus.OK <= reply.status < HTTPStatus.MULTIPLE_CHOICES:
        return
    headers = reply.headers
    wait = retry_after(headers.get("Retry-After", ""), headers.get("Date", ""), datetime.now(UTC))
    raise _failure(request, status_reason(reply.status), status=reply.status, retry_after=wait)


def _failure(
    request: Request, words: str, *, status: int | None = None, retry_after: float | None = None
) -> FetchError:
    """Only here a URL is made fit to be shown: of what answers well nobody is told."""
    return FetchError(loggable(request.url), words, status=status, retry_after=retry_after)
