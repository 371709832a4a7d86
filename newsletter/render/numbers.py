"""The table "By the numbers": key figures, each with what it measures in its bullet's words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from newsletter.render.shown import one_line
from newsletter.text.measure import is_distance, is_level, is_paid, is_spent, measure
from newsletter.text.units import TIME_UNITS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from newsletter.model import Bullet, Figure
    from newsletter.render.labels import Labels

_FEWEST = 2
_RATES = frozenset({"percent", "multiple", "basis_points", "points"})
_MOVING = "rally_size"
# The lenses that ship ask for so much that a label does not say what a figure counts; that of a
# user's own lens does.
_WIDE = frozenset({_MOVING, "spend_plan", "results", "outlook", "risks", "deals", "people"})
_ENGLISH = frozenset({"en", "und", ""})
_NEAR = 40  # characters behind a figure: a rate further away is another's
_CODE = 3  # letters of a currency
_PRICED = frozenset({"shares", "stock", "index", "tariff", "tariffs", "currency"})


@dataclass(frozen=True, slots=True)
class Number:
    """One row, from the key figure of the bullet with that index.

    `figure` is verbatim; `change` is the frame's word for a direction, and a verbatim rate.
    """

    bullet: int
    what: str
    figure: str
    change: str


def numbers(bullets: Sequence[Bullet], labels: Labels, language: str = "en") -> tuple[Number, ...]:
    """A row for each bullet whose figure says what it measures, each figure once; two or none.

    Of a story in another language than English the label has to say it. No row has a duration, an
    age or a bare count, nor how far a price is from its peak.
    """
    rows: dict[tuple[str, int], Number] = {}
    for index, bullet in enumerate(bullets):
        if bullet.quote.figures and (row := _row(index, bullet, labels, language)):
            place = (bullet.quote.span.revision, bullet.quote.figures[0].start)
            rows.setdefault(place, row)
    return at_least_two(rows.values())


def at_least_two(rows: Iterable[Number]) -> tuple[Number, ...]:
    """The rows of a table, none for a single figure: it stands in its bullet already."""
    told = tuple(rows)
    return told if len(told) >= _FEWEST else ()


def _row(index: int, bullet: Bullet, labels: Labels, language: str) -> Number | None:
    key, *others = bullet.quote.figures
    if key.unit in TIME_UNITS or key.unit.removesuffix("s") in TIME_UNITS:
        return None
    label, change = one_line(bullet.label), _change(key, others, labels)
    if bullet.lens not in _WIDE or language not in _ENGLISH:
        return Number(index, label, one_line(key.text), change)
    text, here = bullet.quote.text, _moved(key, -bullet.quote.span.start)
    if _is_sum(key) and _SAID.get(bullet.lens, _never)(text, here):
        return Number(index, label, one_line(key.text), change)
    place = measure(text, here)
    what = text[slice(*place)] if place else ""
    if not what or not _answers(bullet.lens, text, here, what):
        return None
    if bullet.lens != _MOVING and key.unit in _RATES and is_level(text, here, what):
        change = ""
    return Number(index, f"{label}: {one_line(what)}", one_line(key.text), change)


def _never(_text: str, _figure: Figure) -> bool:
    return False


# Lenses whose label says what a sum is, where the words before the sum do.
_SAID: dict[str, Callable[[str, Figure], bool]] = {"spend_plan": is_spent, "deals": is_paid}


def _answers(lens: str, text: str, figure: Figure, what: str) -> bool:
    """Whether it is a sum or a rate; of a price, by how much it moved."""
    priced = what.rsplit(None, 1)[-1].lower() in _PRICED
    moves = figure.unit in _RATES and figure.direction is not None
    if lens == _MOVING:
        return moves and not is_distance(text, figure)
    if figure.unit in _RATES:  # "three times as much as oil" is no figure of its own
        return not (priced and figure.direction) and (figure.unit != "multiple" or moves)
    return _is_sum(figure) and not priced


def _is_sum(figure: Figure) -> bool:
    return len(figure.unit) == _CODE and figure.unit.isupper()


def _moved(figure: Figure, by: int) -> Figure:
    return replace(figure, start=figure.start + by, end=figure.end + by)


def _change(key: Figure, others: Sequence[Figure], labels: Labels) -> str:
    """How the key figure moved: by the first rate with a direction beside it, else its own."""
    if key.unit not in _RATES:
        for figure in others:
            near = 0 <= figure.start - key.end <= _NEAR
            if near and figure.unit in _RATES and figure.direction:
                by = {"up": labels.up_by, "down": labels.down_by}[figure.direction]
                return by.format(rate=one_line(figure.text))
    return {"up": labels.up, "down": labels.down, None: ""}[key.direction]
