from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from newsletter.model import Change, Figure, Quote, Source, Span
from newsletter.render.chart import BOTTOM, COLUMN, EDGE, LEFT, RIGHT, TOP, chart
from newsletter.render.clock import Clock
from newsletter.render.columns import width
from newsletter.render.labels import labels
from newsletter.render.web import web_page
from tests.render.continued import with_course

if TYPE_CHECKING:
    from tests.render.conftest import Make

MONDAY = datetime(2026, 11, 2, 6, tzinfo=UTC)
WORDS = labels("en")
CLOCK = Clock(MONDAY + timedelta(days=21), "UTC", WORDS)


def quote(value: float, high: float | None = None) -> Quote:
    text = f"{value:g}%"
    figure = Figure(text, 10, 10 + len(text), value, "percent", high=high)
    return Quote(f"It stood at {text}.", Span(f"r{value:g}", "text", 0, 20), (figure,))


def change(*values: float) -> Change:
    *course, before, after = map(quote, values)
    return Change(before, after, None, tuple(course))


def sources(*days: int | None, values: tuple[float, ...] = (3, 3.1, 3.4)) -> dict[str, Source]:
    return {
        f"r{value:g}": Source(
            n,
            f"r{value:g}",
            f"e{n}",
            "Wire",
            "",
            published=day if day is None else MONDAY + timedelta(days=day),
        )
        for n, (value, day) in enumerate(zip(values, days, strict=True))
    }


def test_values_stand_at_their_dates_and_heights() -> None:
    drawn = chart(change(3, 3.1, 3.4), "Jobless rate", sources(0, 7, 21), CLOCK, WORDS)
    assert drawn
    assert [point.figure for point in drawn.points] == ["3%", "3.1%", "3.4%"]
    assert [point.x for point in drawn.points] == [LEFT, round(LEFT + (RIGHT - LEFT) / 3, 1), RIGHT]
    assert (drawn.points[0].y, drawn.points[2].y) == (BOTTOM, TOP)
    assert drawn.title == "Jobless rate, 2 November 2026 to 23 November 2026"
    assert drawn.told.startswith("2 November 2026: 3%; 9 November 2026: 3.1%; ")
    assert drawn.line.startswith(f"M{LEFT} {BOTTOM} L")


@pytest.mark.parametrize("days", [(0, None, 21), (0, 7, 7), (7, 0, 21)])
def test_without_sure_dates_nothing_is_drawn(days: tuple[int | None, ...]) -> None:
    assert chart(change(3, 3.1, 3.4), "Rate", sources(*days), CLOCK, WORDS) is None


def test_the_page_draws_it_and_tells_it_in_words(make_edition: Make) -> None:
    page = web_page(with_course(make_edition(4)))
    drawing = page[page.index('<svg class="chart" role="img"') : page.index("</svg>")]
    assert drawing.count("<circle") == 4
    assert "<title>" in drawing
    assert "23 November 2026: $2.1 billion</desc>" in drawing


def test_two_values_and_ranges_are_no_course() -> None:
    known = sources(0, 7, 21)
    assert chart(change(3.1, 3.4), "Rate", known, CLOCK, WORDS) is None
    ranged = Change(quote(3.1), quote(3.4, high=3.6), None, (quote(3),))
    assert chart(ranged, "Rate", known, CLOCK, WORDS) is None


def test_figures_that_would_overlap_are_left_to_the_words() -> None:
    values = (3, 3.1, 3.2, 3.4)
    drawn = chart(change(*values), "Rate", sources(0, 1, 2, 60, values=values), CLOCK, WORDS)
    assert drawn
    assert [point.figure for point in drawn.points] == ["3%", "", "", "3.4%"]
    assert "3.2%" in drawn.told


@pytest.mark.parametrize(
    "figure",
    ["$2.1 billion", "mehr als 2,1 Milliarden Kronen", "约21亿美元左右，同比增长百分之四十"],
)
@pytest.mark.parametrize("days", [(0, 7, 14, 21), (0, 1, 20, 21), (0, 10, 11, 21)])
def test_no_figure_runs_into_another_or_out_of_the_drawing(
    figure: str, days: tuple[int, ...]
) -> None:
    """In columns of a letter of 12 pixels, which no phone's page makes smaller."""
    values = (3.0, 3.1, 3.2, 3.4)
    quotes = [replace(quote(value), figures=(replace(quote(value).figures[0], text=figure),))
              for value in values]  # fmt: skip
    one = Change(quotes[2], quotes[3], None, tuple(quotes[:2]))
    drawn = chart(one, "Rate", sources(*days, values=values), CLOCK, WORDS)
    assert drawn
    edges = []
    for n, point in enumerate(drawn.points):
        wide = COLUMN * width(point.figure)
        left = {0: EDGE, 3: drawn.width - EDGE - wide}.get(n, point.x - wide / 2)
        edges += [(left, left + wide)] if point.figure else []
    assert edges[0][0] >= 0
    assert edges[-1][1] <= drawn.width
    assert all(right < left for (_, right), (left, _) in pairwise(edges))
    assert drawn.told.count(figure) == len(values)
