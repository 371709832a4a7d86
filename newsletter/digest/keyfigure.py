"""Which figures of a sentence a lens shows, and which is the key figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsletter.digest.cues import kind
from newsletter.text.figures import current

if TYPE_CHECKING:
    from newsletter.digest.cues import Marked
    from newsletter.digest.lens_types import Lens
    from newsletter.model import Figure


def key_figures(marked: Marked, lens: Lens, spots: tuple[int, ...]) -> tuple[Figure, ...]:
    """The figures of the kinds that the lens shows, the key figure first.

    Superseded ones are left out. The key figure is of the kind the lens prefers, of one kind
    the nearest to the words that answered.
    """
    fresh = set(current(tuple(figure for _, figure in marked.figures), marked.text))
    rank = {name: place for place, name in enumerate(lens.figures)}
    shown = [
        (rank[kind(figure)], min((abs(at - spot) for spot in spots), default=at), at, figure)
        for at, figure in marked.figures
        if figure in fresh and kind(figure) in rank
    ]
    shown.sort(key=lambda one: one[:3])
    return tuple(figure for *_, figure in shown)
