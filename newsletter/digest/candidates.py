"""Which figures of two reports may be one quantity told with two values, before they are weighed.

What both reports tell with one value needs no other partner, and a sum no explanation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsletter.digest.alike import comparable, in_common, objections
from newsletter.digest.common import agree

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from newsletter.digest.common import Common
    from newsletter.digest.quantity import Quantity

Place = tuple[int, int]  # of a figure in one report and of one in the other

_LEAST_SUM = 20  # smaller numbers add up by chance
_LEAST_THIRD = 0.02  # of a sum
_EXACT = 1e-4  # of a sum


@dataclass(frozen=True, slots=True)
class Candidate:
    """What speaks against a pair, by name, and what else the two reports may differ in.

    `rivals` are the pairs without objection, this one included, that one of the two figures could
    be in; `agreement` is the part that agrees, of the figures that agree or are in such a pair.
    """

    against: frozenset[str]
    rivals: int
    agreement: float


def candidates(
    mine: Sequence[Quantity], theirs: Sequence[Quantity], shared: Common
) -> dict[Place, Candidate]:
    """The pairs of figures that differ and could be one quantity, by their places."""
    alike = {
        (i, j): in_common(near, far, shared.stems)
        for i, near in enumerate(mine)
        for j, far in enumerate(theirs)
        if comparable(near, far) and not agree(near, far)
        if i not in shared.agreed[0] or j not in shared.agreed[1]
    }
    against = {
        (i, j): objections(mine[i], theirs[j])
        | _told(i, j, share, shared)
        | _summed(mine[i], theirs[j], mine, theirs)
        for (i, j), share in alike.items()
    }
    agreement = _agreement(shared.both, against)
    return {
        place: Candidate(against[place], _rivals(place, alike, against), agreement)
        for place in alike
    }


def _agreement(both: int, against: Mapping[Place, frozenset[str]]) -> float:
    """Half where nothing is known: reports of one event agree in most of what both tell."""
    free = [place for place, said in against.items() if not said]
    differ = min(len({i for i, _ in free}), len({j for _, j in free}))
    return (both + 0.5) / (both + differ + 1)


def _told(i: int, j: int, share: float, shared: Common) -> frozenset[str]:
    """Whether one of the two is told by the other report as well, with its own value."""
    most = max(shared.agreed[0].get(i, -1.0), shared.agreed[1].get(j, -1.0))
    if most < 0:
        return frozenset()
    return frozenset(("told" if most >= share else "told less",))


def _summed(
    near: Quantity, far: Quantity, mine: Sequence[Quantity], theirs: Sequence[Quantity]
) -> frozenset[str]:
    """Whether one is the other and a third: "231 passengers and 12 crew", "243 people"."""
    low, high = sorted((near.size, far.size))
    if near.form in ("rate", "time") or high < _LEAST_SUM:
        return frozenset()
    rest = high - low
    thirds = (
        one
        for one in (*mine, *theirs)
        if one.form == near.form and one.scale == near.scale and one.size >= _LEAST_THIRD * high
    )
    found = any(abs(one.size - rest) <= _EXACT * high for one in thirds if one.digits > 1)
    return frozenset(("sum",)) if found else frozenset()


def _rivals(
    place: Place, alike: Mapping[Place, float], against: Mapping[Place, frozenset[str]]
) -> int:
    """How many pairs without objection, this one included, one of the two would rather be in."""
    i, j = place
    return 1 + sum(
        (k == i or n == j) and (k, n) != place and not against[k, n] and share >= alike[place]
        for (k, n), share in alike.items()
    )
