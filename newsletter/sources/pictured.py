"""Pictures that feeds give, fetched and made small in the guard; one that fails is none."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from newsletter.errors import FetchError, GuardError
from newsletter.net.fetch import fetch_each
from newsletter.net.messages import Request
from newsletter.sources.collect import fetch_options
from newsletter.sources.raster import Shrunk
from newsletter.workers.guard import Guard, Limits, shared_guard

if TYPE_CHECKING:
    import threading
    from collections.abc import Mapping, Sequence

    from newsletter.net.fetch import Answer
    from newsletter.sources.options import SourceOptions

MOST_BYTES = 6_000_000  # of a picture as it comes
# A photograph of 24 million pixels takes 0.5 s and 100 MB; beside them stands Pillow itself.
LIMITS = Limits(cpu_seconds=4.0, wall_seconds=15.0, memory_bytes=400_000_000)
SHRINK = "newsletter.sources.raster:shrink"
BEGINNINGS = (b"\xff\xd8\xff", b"\x89PNG", b"RIFF", b"GIF8")


@dataclass(frozen=True, slots=True)
class Pictured:
    """A JPEG to be shown; `hash` is its SHA-256 in hex, and its name."""

    hash: str
    data: bytes
    width: int
    height: int


def fetch_pictures(
    addresses: Sequence[str],
    options: SourceOptions,
    deadline: float,
    *,
    stop: threading.Event | None = None,
    guard: Guard | None = None,
) -> Mapping[str, Pictured]:
    """The pictures by address; those that do not come within `deadline` seconds are missing.

    Addresses are checked as those of feeds are. StoppedError when `stop` is set.
    """

    def take(request: Request, answer: Answer) -> tuple[str, Pictured | None]:
        if isinstance(answer, FetchError):
            return request.url, None
        return request.url, made_small(answer.body, guard=guard)

    if deadline <= 0:
        return {}
    asked = [Request(one) for one in dict.fromkeys(addresses)]
    limits = replace(fetch_options(options), max_bytes=MOST_BYTES)
    found = fetch_each(asked, limits, take, deadline=deadline, stop=stop)
    return {address: picture for address, picture in found if picture is not None}


def made_small(body: bytes, *, guard: Guard | None = None) -> Pictured | None:
    """The picture in these bytes, or None where there is none to print."""
    if not body.startswith(BEGINNINGS):
        return None
    try:
        made = (guard or shared_guard()).run(SHRINK, body, returns=Shrunk, limits=LIMITS)
    except GuardError:
        return None
    return Pictured(hashlib.sha256(made.data).hexdigest(), made.data, made.width, made.height)
