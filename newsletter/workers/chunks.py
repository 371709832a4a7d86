"""Tasks in portions that are worth their way to another process."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LEAST = 1.0  # seconds of work in a chunk
TRIES = 3  # processes that one item may end


@dataclass(frozen=True, slots=True)
class Chunk:
    """Items `first` to `last`, exclusive; `deaths` of the processes that had it."""

    first: int
    last: int
    deaths: int = 0


def chunks(costs: Sequence[float], least: float = LEAST) -> Iterator[Chunk]:
    """The items in their order, at least `least` seconds together; the last may be less."""
    first, spent = 0, 0.0
    for place, cost in enumerate(costs, start=1):
        spent += cost
        if spent >= least:
            yield Chunk(first, place)
            first, spent = place, 0.0
    if first < len(costs):
        yield Chunk(first, len(costs))


def again(chunk: Chunk) -> tuple[Chunk, ...]:
    """What to try when its process died: once more, then item by item; nothing after the third.

    A process may be killed for what another program did, so that one death says nothing; alone,
    the item that ends its process is known by name, and the others are done.
    """
    deaths = chunk.deaths + 1
    if deaths < TRIES - 1:
        return (replace(chunk, deaths=deaths),)
    if deaths >= TRIES:
        return ()
    return tuple(Chunk(place, place + 1, deaths) for place in range(chunk.first, chunk.last))
