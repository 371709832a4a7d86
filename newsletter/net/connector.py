"""Connections that are made only to addresses which were checked."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from aiohttp import TCPConnector
from aiohttp.abc import AbstractResolver, ResolveResult

from newsletter.net.address import is_allowed

if TYPE_CHECKING:
    from aiohappyeyeballs import AddrInfoType

    from newsletter.net.address import Network

NUMERIC = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV
AddressInfo = tuple[int, int, int, str, tuple[Any, ...]]
Lookup = Callable[[str, int, int], Sequence[AddressInfo]]  # host, port, family


def look_up(host: str, port: int, family: int) -> Sequence[AddressInfo]:
    """What the system's resolver says; raises OSError or UnicodeError."""
    return socket.getaddrinfo(host, port, family, socket.SOCK_STREAM)


class ForbiddenAddressError(OSError):
    """An address that is neither public nor in a network that the user opened."""

    def __init__(self, address: str) -> None:
        super().__init__(f"its address {address} is not public (see allow_networks)")


def checked_connector(networks: tuple[Network, ...], lookup: Lookup) -> TCPConnector:
    """A connector whose every socket goes to an allowed address, whatever the URL's spelling.

    Names are refused as a whole when one of their addresses is forbidden. The socket itself is
    checked once more: numeric hosts never reach a resolver, and nothing can rebind in between.
    """

    def allowed_socket(info: AddrInfoType) -> socket.socket:
        family, kind, protocol, _, address = info
        _check(str(address[0]), networks)
        return socket.socket(family, kind, protocol)

    return TCPConnector(
        resolver=CheckedResolver(networks, lookup),
        socket_factory=allowed_socket,
        limit=0,  # `lanes` gives the turns, so that waiting for one is not a timeout
        ttl_dns_cache=60,
    )


class CheckedResolver(AbstractResolver):
    """Names to allowed addresses."""

    def __init__(self, networks: tuple[Network, ...], lookup: Lookup) -> None:
        self._networks = networks
        self._lookup = lookup

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        found = await _in_thread(self._lookup, host, port, family)
        for _, _, _, _, address in found:
            _check(str(address[0]), self._networks)
        return [
            ResolveResult(
                hostname=host,
                host=str(address[0]),
                port=port,
                family=kind,
                proto=protocol,
                flags=NUMERIC,
            )
            for kind, _, protocol, _, address in found
        ]

    async def close(self) -> None:
        """Nothing is kept open."""


def _check(address: str, networks: tuple[Network, ...]) -> None:
    if not is_allowed(address, networks):
        raise ForbiddenAddressError(address)


async def _in_thread(lookup: Lookup, host: str, port: int, family: int) -> Sequence[AddressInfo]:
    """The lookup in a thread of its own.

    A pool would be waited for at the end of the loop and of the program: a name server that
    does not answer would hold both for half a minute. A daemon thread is left behind.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[Sequence[AddressInfo]] = loop.create_future()

    def settle(found: Sequence[AddressInfo], error: OSError | None) -> None:
        if answer.done():
            return
        if error is not None:
            answer.set_exception(error)
        else:
            answer.set_result(found)

    def work() -> None:
        found: Sequence[AddressInfo] = ()
        problem: OSError | None = None
        try:
            found = lookup(host, port, family)
        except OSError as error:
            problem = error
        except UnicodeError:  # a label that is empty or too long
            problem = OSError("is not a host name")
        with suppress(RuntimeError):  # the loop was closed meanwhile
            loop.call_soon_threadsafe(settle, found, problem)

    threading.Thread(target=work, name="newsletter-lookup", daemon=True).start()
    return await answer
