"""What every request passes first: the name that it calls this server by."""

from __future__ import annotations

import re
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.requests import Request

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

    from newsletter.config.settings import Settings

_HOST = re.compile(r"(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?::[0-9]{1,5})?")


def hosts_of(settings: Settings) -> frozenset[str]:
    """The names that the settings call this server by."""
    urls = [
        url for one in settings.newsletters for url in (one.deliver.url, one.deliver.unsubscribe)
    ]
    names = {urlsplit(url).hostname for url in urls if url} | {settings.web.host, "localhost"}
    return frozenset(name.lower() for name in names if name)


def is_ours(host: str, known: frozenset[str]) -> bool:
    """Whether a Host header names this server: by a name that it has, or by any address.

    Another name would be a stranger's that was made to lead here (DNS rebinding), so that a page of
    theirs could read ours; an address cannot be made to.
    """
    found = _HOST.fullmatch(host)
    if found is None:
        return False
    name = found[1].strip("[]").lower().removesuffix(".")
    try:
        ip_address(name)
    except ValueError:
        return name in known
    return True


class Gate:
    """Lets in what calls this server by its name; `refused` answers the others."""

    def __init__(
        self, inner: ASGIApp, hosts: frozenset[str], refused: Callable[[Request], Response]
    ) -> None:
        self._inner = inner
        self._hosts = hosts
        self._refused = refused

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        named = request.headers.getlist("host")
        ours = len(named) == 1 and is_ours(named[0], self._hosts)
        await (self._inner if ours else self._refused(request))(scope, receive, send)
