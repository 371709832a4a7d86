"""How much is done to many things: one after the other, unless somebody spreads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")
R = TypeVar("R")


class Each(Protocol):
    """What `do` makes of each item, in their order, wherever that is worked out.

    `do` is a top-level function, or a partial of one, of frozen values; doing it twice does no
    harm. `costs` are the seconds that each item is expected to take.
    """

    def __call__(
        self, do: Callable[[T], R], items: Sequence[T], costs: Sequence[float], /
    ) -> Sequence[R]: ...


def in_turn(do: Callable[[T], R], items: Sequence[T], _costs: Sequence[float], /) -> Sequence[R]:
    """Here and now, one after the other."""
    return [do(item) for item in items]
