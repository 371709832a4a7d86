"""Readers leave: GET asks, POST acts, and neither tells whether an address is known.

One-click: RFC 8058. Scanners of mail follow every link, so that a GET changes nothing. The token in
the link is all the proof there is; it stands in no log and no page.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.routing import Route

from newsletter.deliver.leaving import LIST, READER
from newsletter.logs import event
from newsletter.pipeline.archive import look_of
from newsletter.pipeline.looks import page_in_look
from newsletter.render.archive import message_page
from newsletter.render.labels import labels
from newsletter.web.answers import HTML, NEVER, answer

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from newsletter.config.settings import Newsletter
    from newsletter.web.room import Room

log = logging.getLogger(__name__)

MOST = 4096  # bytes of a form; List-Unsubscribe=One-Click has 26, as multipart some 200


class Unsubscribe:
    """The form, and what it does."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def routes(self) -> list[Route]:
        methods = ["GET", "POST"]
        return [
            Route("/unsubscribe", self.unsubscribe, methods=methods),
            Route("/{name}/unsubscribe", self.unsubscribe, methods=methods),
        ]

    async def unsubscribe(self, request: Request) -> Response:
        asked = request.query_params
        name, reader = request.path_params.get("name", asked.get(LIST)), asked.get(READER, "")
        if not name:  # the bare address, as `unsubscribe` in the settings says it
            name, reader = self._room.settings.newsletters[0].name, ""
        newsletter = self._room.newsletter(name)
        if newsletter is None:
            raise HTTPException(404)
        if request.method == "POST":
            await _read(request)
            if reader:
                await run_in_threadpool(self._leave, newsletter, reader)
        page = await run_in_threadpool(self._page, newsletter, reader, request.method)
        return answer(request, page, HTML, NEVER, 200 if reader else 400)

    def _leave(self, newsletter: Newsletter, reader: str) -> None:
        if self._room.store.subscribers.leave(newsletter.name, reader, self._room.clock()):
            log.info(event("unsubscribed", newsletter=newsletter.name))

    def _page(self, newsletter: Newsletter, reader: str, method: str) -> bytes:
        look, title = look_of(newsletter), newsletter.title
        words = labels(look.language)
        if not reader:
            said, button = (words.cut_off, words.whole_link), ""
        elif method == "POST":
            said, button = (words.left, words.farewell), ""
        else:
            said, button = (words.leave, words.leaving), words.unsubscribe
        heading, text = (one.format(newsletter=title) for one in said)
        page = message_page(title, look, heading, text, button=button)
        return page_in_look(page, self._room.settings.templates)


async def _read(request: Request) -> None:
    """What a form says is not needed, but whoever sends it wants to be heard out."""
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > MOST:
            raise HTTPException(413)
