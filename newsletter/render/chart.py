"""A small line chart of a figure that has a course over time, drawn from what the texts say."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from newsletter.render.columns import width
from newsletter.render.shown import clipped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from newsletter.model import Change, Quote, Source
    from newsletter.render.clock import Clock
    from newsletter.render.labels import Labels

FEWEST = 3  # two values are told better by an arrow
WIDTH, HEIGHT = 260, 118  # a phone's column: a unit is about a pixel there, and letters keep 12
LEFT, RIGHT, TOP, BOTTOM, EDGE = 26, 234, 30, 76, 2
COLUMN = 6.8  # units that a letter of 12 takes; a Chinese one takes two such columns
GAP = 8  # units between two figures
FIGURE = 18  # columns: the first figure and the last fit side by side
TOLD = 80  # characters of a figure that is told in words


@dataclass(frozen=True, slots=True)
class Point:
    """A value where it is drawn; `figure` is verbatim, and empty where there is no room for it.

    It stands at the height of `base`: above the point, or below where the line has a dip.
    """

    x: float
    y: float
    base: float
    figure: str
    when: str


@dataclass(frozen=True, slots=True)
class Chart:
    """`title` says what is drawn, `told` tells it in words; `line` is the path through `points`."""

    title: str
    told: str
    line: str
    points: tuple[Point, ...]
    width: int = WIDTH
    height: int = HEIGHT


def chart(
    change: Change, label: str, sources: Mapping[str, Source], clock: Clock, words: Labels
) -> Chart | None:
    """The chart of a change with earlier values; None where values or their dates are not sure.

    `sources` are known by their revision. Time runs to the right, to scale; a value's height is
    its share of the way from the least value to the greatest.
    """
    quotes = (*change.course, change.before, change.after)
    dates = [_date(quote, sources) for quote in quotes]
    known = [one for one in dates if one is not None]
    if len(quotes) < FEWEST or len(known) < len(quotes):
        return None
    if any(one >= other for one, other in pairwise(known)):
        return None
    values = [quote.figures[0].value for quote in quotes if quote.figures]
    if len(values) < len(quotes) or any(quote.figures[0].high is not None for quote in quotes):
        return None
    places = list(zip(_across(known), _up(values), strict=True))
    whole = [clipped(quote.figures[0].text, TOLD) for quote in quotes]
    figures = list(map(_short, whole))
    written = _written([x for x, _ in places], figures)
    days = [clock.day(one) for one in known]
    told = "; ".join(f"{day}: {figure}" for day, figure in zip(days, whole, strict=True))
    points = tuple(
        Point(x, y, _base(places, n), figure if n in written else "", day)
        for n, ((x, y), figure, day) in enumerate(zip(places, figures, days, strict=True))
    )
    title = words.course.format(what=label, first=days[0], last=days[-1])
    line = " ".join(f"{'L' if n else 'M'}{x:g} {y:g}" for n, (x, y) in enumerate(places))
    return Chart(title, told, line, points)


def _date(quote: Quote, sources: Mapping[str, Source]) -> datetime | None:
    source = sources.get(quote.span.revision)
    return source.published if source else None


def _across(dates: Sequence[datetime]) -> list[float]:
    first, last = dates[0], dates[-1]
    return [round(LEFT + (RIGHT - LEFT) * ((one - first) / (last - first)), 1) for one in dates]


def _up(values: Sequence[float]) -> list[float]:
    least, most = min(values), max(values)
    reach = most - least or 1.0
    return [round(BOTTOM - (BOTTOM - TOP) * ((one - least) / reach), 1) for one in values]


def _base(places: Sequence[tuple[float, float]], n: int) -> float:
    y = places[n][1]
    beside = [places[m][1] for m in (n - 1, n + 1) if 0 <= m < len(places)]
    dips = all(one < y for one in beside)  # heights count from the top
    return round(y + 18 if dips else y - 10, 1)


def _short(figure: str) -> str:
    """What there is room for."""
    if width(figure) <= FIGURE:
        return figure
    while width(figure) >= FIGURE:
        figure = figure[:-1]
    return f"{figure.rstrip()}…"


def _written(across: Sequence[float], figures: Sequence[str]) -> frozenset[int]:
    """The first and the last, and each between them that stands clear of the ones written."""
    wide = [COLUMN * width(figure) for figure in figures]
    free, end = EDGE + wide[0] + GAP, WIDTH - EDGE - wide[-1] - GAP
    chosen = {0, len(across) - 1}
    for n in range(1, len(across) - 1):
        left, right = across[n] - wide[n] / 2, across[n] + wide[n] / 2
        if left >= free and right <= end:
            chosen.add(n)
            free = right + GAP
    return frozenset(chosen)
