"""Which figures of a sentence a lens shows, and which is the key figure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsletter.digest.cues import kind
from newsletter.text.figures import current

if TYPE_CHECKING:
    from collections.abc import Collection

    from newsletter.digest.cues import Marked
    from newsletter.digest.lens_types import Lens
    from newsletter.model import Figure

_PER_UNIT = re.compile(
    r"[\s-](?:a|an|per|each)[\s-](?:share|unit|tonne|ton|barrel|ounce)\b|\sapiece"
)
_LEVEL = re.compile(r"\b(?:to|at|of|near|from)\s$")
_TO = re.compile(r"\b(?:to|at)\s(?:(?:about|around|nearly|almost|just)\s)?$")
# "22% short of the peak": how far away it is, where another figure says how it moved.
_AWAY = re.compile(
    r"\W*(?:(?:per\scent|percent|pct|points?)\s)?(?:short|shy|below|under|above|away)\b",
    re.IGNORECASE,
)
_STEPS = frozenset(("points", "basis_points"))
_CLOSE = 8  # words; nearer than that is near enough for the earlier figure to win


def key_figures(marked: Marked, lens: Lens, spots: tuple[int, ...]) -> tuple[Figure, ...]:
    """The figures of the kinds that the lens shows, the key figure first.

    Superseded ones are left out. A total goes before the price of a piece, a change before the
    level reached ("seven basis points to 4.3%"), a number before "a third"; then comes the kind
    that the lens prefers; of one kind what stands on the same side of a semicolon as the words
    that answered, and is the nearest to them.
    """
    fresh = set(current(tuple(figure for _, figure in marked.figures), marked.text))
    rank = {name: place for place, name in enumerate(lens.figures)}
    # Of accounts the level says more than its points: "a margin of 41.3%".
    stepped = not _about_money(lens) and any(figure.unit in _STEPS for figure in fresh)
    needed = _places(marked, spots)
    apart = () if _about_money(lens) else _apart(fresh, marked.text)
    shown = [
        (
            (stepped and _is_level(figure, marked.text))
            or _minor(figure, marked.text, lens)
            or figure in apart,
            rank[kind(figure)],
            _beyond(figure, marked, needed),
            _distance(at, spots) // _CLOSE,
            at,
            figure,
        )
        for at, figure in marked.figures
        if figure in fresh and kind(figure) in rank
    ]
    shown.sort(key=lambda one: one[:5])
    return tuple(figure for *_, figure in shown)


def _is_level(figure: Figure, text: str) -> bool:
    """Whether a rate says where something stands: "to 4.3%"."""
    return figure.unit == "percent" and bool(_TO.search(text, 0, figure.start))


def _apart(fresh: Collection[Figure], text: str) -> Collection[Figure]:
    """Rates that say how far something is from where it was, beside one that says how it moved."""
    rates = [one for one in fresh if one.unit in {"percent", "multiple"}]
    away = [one for one in rates if _AWAY.match(text, one.end)]
    return away if len(away) < len(rates) else ()


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


def _places(marked: Marked, spots: tuple[int, ...]) -> list[tuple[int, int]]:
    """Where the words that answered stand, in a sentence that has two statements."""
    if not spots or ";" not in marked.text or len(marked.figures) == 1:
        return []
    spans = marked.spans()
    return [spans[spot] for spot in spots]


def _beyond(figure: Figure, marked: Marked, needed: list[tuple[int, int]]) -> bool:
    """Whether a semicolon stands between the figure and all that answered."""
    return bool(needed) and all(
        ";" in marked.text[min(end, figure.end) : max(start, figure.start)] for start, end in needed
    )


def _distance(at: int, spots: tuple[int, ...]) -> int:
    """Words to the nearest of the words that answered; a figure before them all is further."""
    if not spots:
        return at
    away = min(abs(at - spot) for spot in spots)
    return away + _CLOSE if at < min(spots) else away
