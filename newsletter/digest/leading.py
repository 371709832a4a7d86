"""The few bullets of a story that an edition has room for."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from newsletter.text.tokens import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsletter.model import Bullet, Quote, Span

LEADING = 3  # bullets of a story in an edition: more is a list that nobody reads
REPEATED = 0.6  # of two bullets' words, from which they say the same: agencies retell a wire
LONG = 5  # words that a bullet has at least to be compared by them


def leading(found: Sequence[Bullet], most: int = LEADING) -> tuple[Bullet, ...]:
    """The surest bullets, a lens's second only after every lens's first; their order is kept.

    Words that one of them quotes are not quoted again by another, and what one source says is not
    said again in nearly the words of another.
    """
    seen: Counter[str] = Counter()
    places: list[tuple[int, float, int]] = []
    for index, bullet in enumerate(found):
        places.append((seen[bullet.lens], -bullet.score, index))
        seen[bullet.lens] += 1
    taken: list[int] = []
    for *_, index in sorted(places):
        quote = found[index].quote
        if len(taken) < most and not any(_repeats(quote, found[i].quote) for i in taken):
            taken.append(index)
    return tuple(found[index] for index in sorted(taken))


def overlap(one: Span, other: Span) -> bool:
    """Whether some of the same text stands in both."""
    return one.revision == other.revision and one.start < other.end and other.start < one.end


def _repeats(one: Quote, other: Quote) -> bool:
    if overlap(one.span, other.span):
        return True
    mine, theirs = set(words(one.text)), set(words(other.text))
    long = min(len(mine), len(theirs)) >= LONG
    return long and len(mine & theirs) >= REPEATED * len(mine | theirs)
