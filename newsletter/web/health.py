"""For those who watch over the service: /healthz and /metrics."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

from starlette.routing import Route

from newsletter.errors import StoreError
from newsletter.web.answers import NEVER, answer
from newsletter.web.metrics import KIND, metrics

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from newsletter.web.room import Room

# The service looks at the clock every 30 s; a machine that is asleep, too, is not well.
LATE = timedelta(seconds=120)


class Health:
    """Whether the store answers and the service lives, and what there is."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def routes(self) -> list[Route]:
        return [Route("/healthz", self.healthz), Route("/metrics", self.metrics)]

    def healthz(self, request: Request) -> Response:
        """200 and "ok", or 503 and what is wrong."""
        wrong = []
        try:
            self._room.store.editions.latest()
        except StoreError:
            wrong.append("the store does not answer")
        beat = self._room.heartbeat()
        if beat is None or self._room.clock() - beat > LATE:
            wrong.append("the schedule stands still")
        told = {
            "status": "failing" if wrong else "ok",
            "heartbeat": beat.isoformat(timespec="seconds") if beat else None,
            "problems": wrong,
        }
        body = json.dumps(told).encode() + b"\n"
        return answer(request, body, "application/json", NEVER, 503 if wrong else 200)

    def metrics(self, request: Request) -> Response:
        return answer(
            request, metrics(self._room.store.counts(), self._room.heartbeat()), KIND, NEVER
        )
