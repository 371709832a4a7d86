"""Units of one kind are compared by what they come to."""

from __future__ import annotations

import pytest

from newsletter.digest.readings import readings
from newsletter.digest.sizes import dimension, factor, form_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It is 80.45 km long.", "It is 50 miles long."),
        ("The fire burned 2,000 acres.", "The fire burned 809 hectares."),
        ("The slab covers 2,150 square kilometres.", "The slab covers 215,000 hectares."),
        ("It yields 1,080MW.", "It yields 1.08 gigawatts."),
        ("It weighs 3 tonnes.", "It weighs 3,000 kilograms."),
        ("It took two weeks.", "It took 14 days."),
    ],
)
def test_two_units_of_one_kind_come_to_the_same(one: str, other: str) -> None:
    (first,), (second,) = readings(one), readings(other)
    assert dimension(first) == dimension(second)
    assert first.value * factor(first) == pytest.approx(second.value * factor(second), rel=0.01)


@pytest.mark.parametrize(
    ("text", "kind", "form"),
    [
        ("It costs $3 million.", "USD", "money"),
        ("It rose 3%.", "percent", "rate"),
        ("It took six hours.", "time", "time"),
        ("It is 6 km long.", "length", "count"),
        ("It sold 600 trees.", "count", "count"),
    ],
)
def test_every_figure_is_of_one_kind(text: str, kind: str, form: str) -> None:
    (figure,) = readings(text)
    assert (dimension(figure), form_of(figure)) == (kind, form)
