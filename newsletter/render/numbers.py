"""The table "By the numbers": the bullets' key figures as rows of a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsletter.render.shown import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsletter.model import Bullet, Figure
    from newsletter.render.labels import Labels

_FEWEST = 2
_RATES = frozenset({"percent", "multiple", "basis_points", "points"})


@dataclass(frozen=True, slots=True)
class Number:
    """One row, from the key figure of the bullet with that index.

    `figure` is verbatim; `change` is the frame's word for a direction, and a verbatim rate.
    """

    bullet: int
    what: str
    figure: str
    change: str


def numbers(bullets: Sequence[Bullet], labels: Labels) -> tuple[Number, ...]:
    """A row for each bullet with a figure that no earlier one has shown; two rows or none."""
    rows: dict[tuple[str, int], Number] = {}
    for index, bullet in enumerate(bullets):
        if figures := bullet.quote.figures:
            place = (bullet.quote.span.revision, figures[0].start)
            rows.setdefault(place, _row(index, bullet, labels))
    return at_least_two(rows.values())


def at_least_two(rows: Iterable[Number]) -> tuple[Number, ...]:
    """The rows of a table, none for a single figure: it stands in its bullet already."""
    told = tuple(rows)
    return told if len(told) >= _FEWEST else ()


def _row(index: int, bullet: Bullet, labels: Labels) -> Number:
    key, *others = bullet.quote.figures
    change = _change(key, others, labels)
    return Number(index, one_line(bullet.label), one_line(key.text), change)


def _change(key: Figure, others: Sequence[Figure], labels: Labels) -> str:
    """How the key figure moved: by the first rate with a direction beside it, else its own."""
    if key.unit not in _RATES:
        for figure in others:
            if figure.unit in _RATES and figure.direction:
                by = {"up": labels.up_by, "down": labels.down_by}[figure.direction]
                return by.format(rate=one_line(figure.text))
    return {"up": labels.up, "down": labels.down, None: ""}[key.direction]
