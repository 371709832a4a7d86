"""The table "By the numbers": the bullets' key figures as rows of a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsletter.render.shown import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsletter.model import Bullet, Figure, Quote
    from newsletter.render.labels import Labels

_FEWEST = 2  # one figure is no table: it stands in its bullet already
_RATES = frozenset({"percent", "multiple", "basis_points", "points"})


@dataclass(frozen=True, slots=True)
class Number:
    """One row: `figure` is verbatim; `change` is verbatim or the frame's word for a direction."""

    what: str
    figure: str
    change: str


def numbers(bullets: Sequence[Bullet], labels: Labels) -> tuple[Number, ...]:
    """A row for each bullet with a figure that no earlier one has shown; two rows or none."""
    rows: dict[tuple[str, int], Number] = {}
    for bullet in bullets:
        if figures := bullet.quote.figures:
            place = (bullet.quote.span.revision, figures[0].start)
            rows.setdefault(place, _row(bullet.label, bullet.quote, labels))
    return tuple(rows.values()) if len(rows) >= _FEWEST else ()


def _row(label: str, quote: Quote, labels: Labels) -> Number:
    key, *others = quote.figures
    return Number(one_line(label), one_line(key.text), _change(key, others, labels))


def _change(key: Figure, others: Sequence[Figure], labels: Labels) -> str:
    """How the key figure moved: by the first rate with a direction beside it, else its own."""
    words = {"up": labels.up, "down": labels.down, None: ""}
    if key.unit not in _RATES:
        for figure in others:
            if figure.unit in _RATES and figure.direction:
                return f"{words[figure.direction]} {one_line(figure.text)}"
    return words[key.direction]
