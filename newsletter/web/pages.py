"""The published editions, read-only: lists of them, each of them, and the feed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from newsletter.render.archive import FEED, INDEX
from newsletter.render.picture import FOLDER
from newsletter.web.answers import ASK, HEADERS, HTML, answer

if TYPE_CHECKING:
    from starlette.requests import Request

    from newsletter.config.settings import Newsletter
    from newsletter.render.formats import Format
    from newsletter.web.room import Room

# file -> (format, how it is called)
SHOWN: dict[str, tuple[Format, str]] = {
    "edition.html": ("html", HTML),
    "edition.md": ("md", "text/markdown; charset=utf-8"),
    "edition.txt": ("text", "text/plain; charset=utf-8"),
}
# Who is asked about others is asked by no database.
KEY = re.compile(r"[0-9A-Za-z_-]{1,80}")
NUMBER = re.compile(r"[1-9][0-9]{0,5}")


class Pages:
    """Where each page is, as in the folders that editions are delivered to."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def routes(self) -> list[Route]:
        return [
            Route("/", self.front),
            Route("/{name}", self.to_folder),
            Route("/{name}/", self.editions),
            Route(f"/{{name}}/{INDEX}", self.editions),
            Route(f"/{{name}}/{FEED}", self.feed),
            Route("/{name}/{key}", self.to_folder),
            Route("/{name}/{key}/", self.edition),
            Route("/{name}/{key}/{file}", self.edition),
            Route(f"/{{name}}/{{key}}/{FOLDER}/{{file}}", self.picture),
        ]

    def front(self, request: Request) -> Response:
        return answer(request, self._room.front(), HTML, ASK)

    def to_folder(self, request: Request) -> Response:
        """By a relative link, which is right behind a proxy as well."""
        name, key = request.path_params["name"], request.path_params.get("key")
        newsletter = self._named(name)
        if key is not None and self._made(newsletter, key, "html") is None:
            raise HTTPException(404)
        headers = {**HEADERS, "Cache-Control": ASK, "Location": f"{key or name}/"}
        return Response(status_code=308, headers=headers)

    def editions(self, request: Request) -> Response:
        newsletter = self._named(request.path_params["name"])
        number = request.query_params.get("page", "1")
        found = NUMBER.fullmatch(number) and self._room.editions(newsletter, int(number))
        if not found:
            raise HTTPException(404)
        return answer(request, found, HTML, ASK)

    def feed(self, request: Request) -> Response:
        found = self._room.feed(self._named(request.path_params["name"]))
        if found is None:
            raise HTTPException(404)
        return answer(request, found, "application/atom+xml; charset=utf-8", ASK)

    def edition(self, request: Request) -> Response:
        newsletter = self._named(request.path_params["name"])
        file = request.path_params.get("file", "edition.html")
        if file not in SHOWN:
            raise HTTPException(404)
        form, kind = SHOWN[file]
        found = self._made(newsletter, request.path_params["key"], form)
        if found is None:
            raise HTTPException(404)
        return answer(request, found, kind)

    def picture(self, request: Request) -> Response:
        newsletter, key = self._named(request.path_params["name"]), request.path_params["key"]
        file = f"{FOLDER}/{request.path_params['file']}"
        found = self._room.picture(newsletter, key, file) if KEY.fullmatch(key) else None
        if found is None:
            raise HTTPException(404)
        return answer(request, found, "image/jpeg")

    def _named(self, name: str) -> Newsletter:
        newsletter = self._room.newsletter(name)
        if newsletter is None:
            raise HTTPException(404)
        return newsletter

    def _made(self, newsletter: Newsletter, key: str, kind: Format) -> bytes | None:
        return self._room.edition(newsletter, key, kind) if KEY.fullmatch(key) else None
