"""Which figures of a sentence a lens shows, and which is the key figure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsletter.digest.cues import kind
from newsletter.text.figures import current

if TYPE_CHECKING:
    from newsletter.digest.cues import Marked
    from newsletter.digest.lens_types import Lens
    from newsletter.model import Figure

_PER_UNIT = re.compile(
    r"[\s-](?:a|an|per|each)[\s-](?:share|unit|tonne|ton|barrel|ounce)\b|\sapiece"
)
_LEVEL = re.compile(r"\b(?:to|at|of|near|from)\s$")
_TO = re.compile(r"\b(?:to|at)\s(?:(?:about|around|nearly|almost|just)\s)?$")
_STEPS = frozenset(("points", "basis_points"))
_CLOSE = 8  # words; nearer than that is near enough for the earlier figure to win


def key_figures(marked: Marked, lens: Lens, spots: tuple[int, ...]) -> tuple[Figure, ...]:
    """The figures of the kinds that the lens shows, the key figure first.

    Superseded ones are left out. A total goes before the price of a piece, a change before the
    level reached ("seven basis points to 4.3%"), a number before "a third"; then comes the kind
    that the lens prefers; of one kind the nearest to the words that answered.
    """
    fresh = set(current(tuple(figure for _, figure in marked.figures), marked.text))
    rank = {name: place for place, name in enumerate(lens.figures)}
    # Of accounts the level says more than its points: "a margin of 41.3%".
    stepped = not _about_money(lens) and any(figure.unit in _STEPS for figure in fresh)
    shown = [
        (
            (stepped and _is_level(figure, marked.text)) or _minor(figure, marked.text, lens),
            rank[kind(figure)],
            _distance(at, spots) // _CLOSE,
            at,
            figure,
        )
        for at, figure in marked.figures
        if figure in fresh and kind(figure) in rank
    ]
    shown.sort(key=lambda one: one[:4])
    return tuple(figure for *_, figure in shown)


def _is_level(figure: Figure, text: str) -> bool:
    """Whether a rate says where something stands: "to 4.3%"."""
    return figure.unit == "percent" and bool(_TO.search(text, 0, figure.start))


def _about_money(lens: Lens) -> bool:
    """A lens that shows money late is about movement: "down to 802p, 26p below the close"."""
    return "money" in lens.figures[:2]


def _minor(figure: Figure, text: str, lens: Lens) -> bool:
    """Whether another figure of the same kind would say more."""
    about_money = _about_money(lens)
    what = kind(figure)
    if what == "money" and about_money:
        return lens.figures[0] == "money" and bool(_PER_UNIT.match(text, figure.end))
    if what == "money":
        return bool(_LEVEL.search(text, 0, figure.start))
    return about_money and what == "percent" and not any(map(str.isdigit, figure.text))


def _distance(at: int, spots: tuple[int, ...]) -> int:
    """Words to the nearest of the words that answered; a figure before them all is further."""
    if not spots:
        return at
    away = min(abs(at - spot) for spot in spots)
    return away + _CLOSE if at < min(spots) else away
