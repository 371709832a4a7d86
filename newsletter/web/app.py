"""The web room: what is asked for is looked up in one list of places, and guarded at one gate."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException

from newsletter.errors import NewsletterError, StoreError
from newsletter.logs import event, reason
from newsletter.model import Look
from newsletter.render.archive import message_page
from newsletter.render.environment import fill
from newsletter.web.answers import HTML, NEVER, answer
from newsletter.web.gate import Gate, hosts_of
from newsletter.web.health import Health
from newsletter.web.pages import Pages
from newsletter.web.unsubscribe import Unsubscribe

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

    from newsletter.web.room import Room

    Application = ASGIApp

log = logging.getLogger(__name__)

# What people read where there is no page; in English, as nobody knows for which newsletter.
SAID = {
    400: ("Not understood", "This request cannot be understood."),
    404: ("Not found", "There is no such page. Editions are listed on the pages above this one."),
    405: ("Not possible", "This page can be read, and nothing else can be done with it."),
    413: ("Too much", "This request holds more than any page here takes."),
    421: ("Wrong name", "This server is not known by that name."),
    500: ("Failed", "This page cannot be shown; the service's log says why."),
    503: ("Not now", "The store does not answer. Try again in a minute."),
}


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
    response = answer(request, _page(room, status), HTML, NEVER, status)
    response.headers.update({"Retry-After": "60"} if status == 503 else {})  # noqa: PLR2004 - unavailable
    response.headers.update(headers)
    return response


def _page(room: Room, status: int) -> bytes:
    """By the bundled template: a user's own may be the very thing that failed."""
    first = room.settings.newsletters[0]
    heading, text = SAID.get(status, SAID[400])
    page = message_page(heading, Look(accent=first.render.accent), heading, text)
    return fill(page.template, page.values).encode()
