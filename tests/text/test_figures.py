"""Figures: read where they stand, with value, unit, direction, and the new ones told apart."""

from __future__ import annotations

import math
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.text.figures import current, figures

if TYPE_CHECKING:
    from newsletter.model import Figure

CASES = Path(__file__).parents[1] / "data" / "figures"


@dataclass(frozen=True)
class Expected:
    text: str
    value: float
    high: float | None
    unit: str
    direction: str | None
    approx: bool
    old: bool


def read_expected(line: str) -> Expected:
    text, _, said = line.strip().partition(" = ")
    amount, unit, *flags = said.split()
    low, _, high = amount.partition("..")
    return Expected(
        text,
        float(low),
        float(high) if high else None,
        "" if unit == "-" else unit,
        next((flag for flag in flags if flag in ("up", "down")), None),
        "~" in flags,
        "old" in flags,
    )


def told(figure: Figure, *, old: bool) -> Expected:
    f = figure
    return Expected(f.text, f.value, f.high, f.unit, f.direction, f.approx, old)


def read_cases() -> list[tuple[str, list[Expected]]]:
    cases = []
    for path in sorted(CASES.glob("*.txt")):
        for line in path.read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                text, _, expected = line.partition(" |")
                parts = [part for part in expected.split(" ; ") if part.strip()]
                cases.append((text, [read_expected(part) for part in parts]))
    return cases


@pytest.mark.parametrize(("text", "expected"), read_cases())
def test_reads_what_an_editor_reads(text: str, expected: list[Expected]) -> None:
    found = figures(text)
    new = current(found, text) if any(not one.old for one in expected) else ()
    read = [
        Expected(f.text, f.value, f.high, f.unit, f.direction, f.approx, f not in new)
        for f in found
    ]
    assert read == expected


def test_there_are_cases_enough() -> None:
    assert len(read_cases()) >= 150


def test_the_key_figure_comes_before_counts_and_spans_of_time() -> None:
    text = "In the six months to June its 1,100 workers earned 24 percent more."
    assert [f.text for f in current(figures(text), text)] == [
        "24 percent",
        "1,100 workers",
        "six months",
    ]


def test_where_all_is_of_the_past_nothing_is_hidden() -> None:
    text = "That compares with 8% of older savers."
    assert [f.text for f in current(figures(text), text)] == ["8%"]


def test_offsets_count_in_the_whole_text() -> None:
    text = "Nothing here.\n\nSales rose 5% to $3 million."
    assert [text[f.start : f.end] for f in figures(text)] == ["5%", "$3 million"]


NUMERIC = st.text(
    st.sampled_from("0123456789.,$€£%-–/ ()\n") | st.sampled_from("kmbnptxRsau½万億円٣"),
    max_size=60,
)
PIECES = st.lists(
    st.sampled_from(
        (CASES / "pieces.list")
        .read_text("utf-8")
        .split()  # what a grammar of figures stumbles over
    ),
    max_size=30,
).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80) | NUMERIC | PIECES)
def test_every_figure_is_verbatim_finite_and_in_order(text: str) -> None:
    found = figures(text)
    end = 0
    for figure in found:
        assert figure.text == text[figure.start : figure.end] != ""
        assert end <= figure.start
        assert math.isfinite(figure.value)
        assert figure.high is None or figure.value < figure.high < math.inf
        end = figure.end
    assert set(current(found, text)) <= set(found)


HOSTILE = [
    "1",
    "$",
    "1,",
    "1 ",
    "$1 ",
    "1-",
    "5% analysts ",
    "a ",
    "twenty-",
    "(",
    "1\u00a0111",
    "from 5% to ",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_takes_time_in_proportion(piece: str) -> None:
    """A fifth of a megabyte takes at most a second or two; a quadratic reading takes hours."""
    begin = time.process_time()
    figures(piece * (200_000 // len(piece)))
    assert time.process_time() - begin < 10


def test_numbers_too_long_to_mean_anything_are_skipped() -> None:
    assert figures("9" * 400 + "%") == ()
    assert figures("It has $" + "9" * 30 + " billion.") == ()


def test_importing_costs_little() -> None:
    """Patterns compile at import: 20 ms of CPU on a busy machine, most of it theirs."""
    code = (
        "import re, dataclasses, newsletter.model, time; t = time.process_time();"
        "import newsletter.text.figures; print(time.process_time() - t)"
    )
    best = min(float(subprocess.check_output([sys.executable, "-c", code])) for _ in range(3))
    assert best < 0.1
