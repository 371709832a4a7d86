"""A row of "By the numbers" says what its figure measures, or is not there."""

from __future__ import annotations

import pytest

from newsletter.model import Bullet, Quote, Span
from newsletter.render.labels import Labels
from newsletter.render.numbers import numbers
from newsletter.text.figures import figures

SURE = ("results", "Results", "Net profit rose 14% to 5.8 billion kronor.")


def bullet(lens: str, label: str, text: str, start: int) -> Bullet:
    found = figures("x" * start + text)
    return Bullet(lens, label, Quote(text, Span("r", "text", start, start + len(text)), found))


def rows(*told: tuple[str, str, str], language: str = "en") -> list[tuple[str, str, str]]:
    made = [bullet(*one, start=500 * n) for n, one in enumerate((SURE, *told))]
    return [(one.what, one.figure, one.change) for one in numbers(made, Labels(), language)][1:]


@pytest.mark.parametrize(
    ("lens", "text", "row"),
    [
        ("results", "Profit in the quarter fell 3%.", ("Profit", "3%", "down")),
        ("results", "It had a margin of 14.2%.", ("margin", "14.2%", "")),
        ("results", "The firm reported a 21% rise in quarterly profit.",
         ("quarterly profit", "21%", "up")),
        ("outlook", "Corvel expects revenue of $4 billion.", ("revenue", "$4 billion", "")),
        ("rally_size", "Shares of Corvel rose 4% on Monday.", ("Shares", "4%", "up")),
    ],
)  # fmt: skip
def test_a_row_names_what_it_measures(lens: str, text: str, row: tuple[str, str, str]) -> None:
    assert rows((lens, "Label", text)) == [(f"Label: {row[0]}", *row[1:])]


@pytest.mark.parametrize(
    ("lens", "text"),
    [
        ("rally_size", "The stock is 22% short of its peak."),
        ("rally_size", "Copper shares traded at $9,480 in London."),
        ("outlook", "The plan runs for five years."),
        ("risks", "The yard must answer within two weeks."),
        ("results", "Firms can be fined up to 10% of their annual revenue."),
        ("risks", "Hemmings is a chain with 134 stores."),
        ("spend_plan", "It has to close a hole of 2 million euros in its budget."),
    ],
)
def test_what_measures_nothing_named_is_no_row(lens: str, text: str) -> None:
    assert rows((lens, "Label", text)) == []


def test_a_label_that_says_it_needs_no_more() -> None:
    assert rows(("spend_plan", "Spend plan", "Corvel will spend $250 million on ferries.")) == [
        ("Spend plan", "$250 million", "")
    ]
    assert rows(("deals", "Deal", "Corvel agreed to buy Pallam for $3.4 billion.")) == [
        ("Deal", "$3.4 billion", "")
    ]


def test_labels_of_own_lenses_and_of_other_languages_are_taken_at_their_word() -> None:
    own = ("strikers", "Strikers", "Some 2,300 dockers walked out.")
    assert [row[0] for row in rows(own)] == ["Strikers"]
    german = ("results", "Gewinn", "Die Werft verdiente 40 Millionen Euro.")
    assert [row[0] for row in rows(german, language="de")] == ["Gewinn"]
    assert rows(("strikers", "Strikers", "They walked out for two weeks.")) == []
