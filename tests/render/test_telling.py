"""Who told a story, who copied it, and in what they differ: in every format."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from newsletter.model import Difference, Edition, Figure, Quote, Report, Source, Span, Telling
from newsletter.render.formats import FILES, render
from newsletter.render.view import view

if TYPE_CHECKING:
    from collections.abc import Callable

WIRE, AGENCY = "Alvanta added $250 billion.", "Its value is back by $245 billion."


def quote(revision: str, text: str, figure: str) -> Quote:
    start = text.index(figure)
    shown = Figure(figure, start, start + len(figure), 1.0, "USD")
    return Quote(text, Span(revision, "text", 0, len(text)), (shown,))


@pytest.fixture
def differing(make_edition: Callable[..., Edition]) -> Edition:
    edition = make_edition(1, also=0)
    names = ("Wire A", "Agency B", "Daily Copy", "<b>[Evil](javascript:x)</b>")
    sources = tuple(
        Source(n, f"r{n % 3}", f"e{n}", name, "A title", f"https://s{n}.example/1", edition.slot)
        for n, name in enumerate(names, start=90)
    )
    told = Telling(
        (Report((0, 2, 3), 0), Report((1,))),
        (Difference((quote("r0", WIRE, "$250 billion"), quote("r1", AGENCY, "$245 billion"))),),
    )
    item = replace(edition.items[0], telling=told, sources=tuple(one.number for one in sources))
    return replace(edition, items=(item,), sources=(*edition.sources, *sources))


def test_outlets_and_independent_reports_are_counted(differing: Edition) -> None:
    shown = view(differing).full[0].telling
    assert shown.counted == "4 outlets, 2 independent reports"
    first, second = shown.reports
    assert (first.source.name, first.copies[0].name) == ("Wire A", "Daily Copy")
    assert (second.source.name, second.copies) == ("Agency B", ())


def test_one_report_of_many_outlets_is_said_to_be_one(differing: Edition) -> None:
    item = replace(differing.items[0], telling=Telling((Report((0, 1, 2, 3), 0),)))
    shown = view(replace(differing, items=(item,))).full[0].telling
    assert shown.counted == "4 outlets, 1 report"


def test_a_story_of_one_outlet_counts_nothing(make_edition: Callable[..., Edition]) -> None:
    shown = view(make_edition(1, also=0)).full[0]
    assert shown.telling.counted == ""
    assert [one.source for one in shown.telling.reports] == list(shown.sources)


@pytest.mark.parametrize("name", [one for one in FILES if one != "eml"])
def test_each_value_stands_with_its_source_and_its_sentence(differing: Edition, name: str) -> None:
    made = render(differing, name, None).decode()  # type: ignore[arg-type]  # a key of FILES
    assert "Sources differ" in made
    assert made.index("$250 billion") < made.index("$245 billion")
    assert "https://s90.example/1#:~:text=Alvanta%20added%20%24250%20billion." in made
    assert "https://s91.example/1#:~:text=Its%20value%20is%20back%20by%20%24245%20billion." in made
    assert "4 outlets, 2 independent reports" in made
    assert "also in" in made
    assert "Daily Copy" in made


@pytest.mark.parametrize("name", ["md", "html", "email"])
def test_an_outlets_name_is_text_wherever_it_stands(differing: Edition, name: str) -> None:
    made = render(differing, name, None).decode()  # type: ignore[arg-type]  # a key of FILES
    assert "<b>[Evil]" not in made
    assert "](javascript:" not in made.replace("\\]", "") or name != "md"
    assert 'href="javascript:' not in made
