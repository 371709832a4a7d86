"""The web room: what is asked for is looked up in one list of places, and guarded at one gate."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException

from newsletter.errors import NewsletterError, StoreError
from newsletter.logs import event, reason
from newsletter.web.answers import HTML, NEVER, answer
from newsletter.web.gate import Gate, hosts_of
from newsletter.web.health import Health
from newsletter.web.pages import Pages
from newsletter.web.refusals import refusal
from newsletter.web.unsubscribe import Unsubscribe

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

    from newsletter.web.room import Room

    Application = ASGIApp

log = logging.getLogger(__name__)


def application(room: Room) -> ASGIApp:
    """All pages of a workspace, for any ASGI server."""

    def failed(request: Request, error: Exception) -> Response:
        return _failure(request, error, room)

    inner = Starlette(
        routes=[
            *Health(room).routes(),
            *Unsubscribe(room).routes(),
            *Pages(room).routes(),
        ],
        exception_handlers=dict.fromkeys((HTTPException, NewsletterError, Exception), failed),
    )
    inner.router.redirect_slashes = False  # it redirects to the Host that somebody claimed
    return Gate(inner, hosts_of(room.settings), lambda request: failed(request, HTTPException(421)))


class Current:
    """An application whose pages are replaced, by `shown`, while a server runs it."""

    def __init__(self, shown: ASGIApp) -> None:
        self.shown = shown

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.shown(scope, receive, send)


def _failure(request: Request, error: Exception, room: Room) -> Response:
    """A page that says so; why, is for the log alone."""
    status, headers = 500, {}
    if isinstance(error, HTTPException):
        status, headers = error.status_code, dict(error.headers or {})
    else:
        status = 503 if isinstance(error, StoreError) else 500
        said = reason(error) if isinstance(error, NewsletterError) else type(error).__name__
        log.error(event("web_failed", path=request.url.path, reason=said))
    response = answer(request, refusal(request, room, status), HTML, NEVER, status)
    response.headers.update({"Retry-After": "60"} if status == 503 else {})  # noqa: PLR2004 - unavailable
    response.headers.update(headers)
    return response
