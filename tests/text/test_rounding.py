from __future__ import annotations

import pytest

from newsletter.text.figures import figures
from newsletter.text.rounding import comparable, precision, same_value


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It cost $1.3 billion.", "It cost $1.28 billion."),
        ("It cost about $70 million.", "It cost $68.4 million."),
        ("It cost $1.3 billion.", "It cost $1,300 million."),
        ("It rose 3 %.", "It rose 3.0 %."),
        ("It will cost $40-50 million.", "It will cost $45 million."),
        ("It will cost $40-50 million.", "It will cost $40-50 million."),
    ],
)
def test_rounding_is_no_other_value(one: str, other: str) -> None:
    (a,), (b,) = figures(one), figures(other)
    assert same_value(a, b)
    assert same_value(b, a)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It cost $1.3 billion.", "It cost $1.4 billion."),
        ("It cost $70 million.", "It cost $68.4 million."),
        ("It rose 3.0 %.", "It rose 3.2 %."),
        ("It will cost $40-50 million.", "It will cost $55 million."),
        ("It will cost $40-50 million.", "It will cost $40-60 million."),
    ],
)
def test_another_value_is_another(one: str, other: str) -> None:
    (a,), (b,) = figures(one), figures(other)
    assert not same_value(a, b)
    assert not same_value(b, a)


def test_a_figure_is_as_exact_as_it_is_told() -> None:
    (exact,) = figures("It cost $4.12 million.")
    (rough,) = figures("About 70,000 people came.")
    (spelled,) = figures("It took three weeks.")
    assert precision(exact) == pytest.approx(10_000)
    assert precision(rough) == pytest.approx(10_000)
    assert precision(spelled) == 0


def test_a_quantity_keeps_its_unit() -> None:
    (people,) = figures("At least 41 people died.")
    (bare,) = figures("The toll rose to 63.")
    (dollars,) = figures("It cost 63 dollars.")
    (weeks,) = figures("It took 63 weeks.")
    assert comparable(people, bare)
    assert comparable(bare, people)
    assert not comparable(people, dollars)
    assert not comparable(bare, dollars)
    assert not comparable(bare, weeks)
