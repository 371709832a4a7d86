"""Figures of one quantity with different values: told where it is sure, else silence."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.digest.cuelists import cue_lists
from newsletter.digest.disagree import LINES, REPORTS, differences
from newsletter.digest.telling import telling
from newsletter.model import Entry
from newsletter.text.reading import read, revision

if TYPE_CHECKING:
    from newsletter.model import Article

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TUGS = "The tugs will cost 96 million euros to build, yard Pellestri said on Tuesday."
DEARER = "Pellestri said the tugs would cost 108 million euros to build."
SAME = "Pellestri builds the tugs at a cost of 96 million euros."


def told(text: str, source: str = "Tide", hours: int = 0) -> Article:
    entry = Entry(source, source, "f", source, published=NOON + timedelta(hours=hours))
    return read(entry, revision("", text))


def values(*texts: str) -> list[tuple[str, ...]]:
    articles = [told(text, f"Paper {n}") for n, text in enumerate(texts)]
    return [tuple(one.figures[0].text for one in line.quotes) for line in differences(articles)]


def test_a_difference_quotes_each_sentence_with_its_figure() -> None:
    (line,) = differences([told(TUGS, "A"), told(f"It rained. {DEARER}", "B")])
    assert [one.text for one in line.quotes] == [TUGS, DEARER]
    assert [one.figures[0].value for one in line.quotes] == [96e6, 108e6]
    assert line.quotes[1].span.start == len("It rained. ")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Brixham will close nine schools.", "In Brixham twelve schools will be closed."),
        ("The fire at Brixham burned 9,000 acres.", "At Brixham the fire burned 5,000 hectares."),
        ("The Brixham quake had a magnitude of 5.9.", "A 6.6-magnitude quake shook Brixham."),
        ("Brixham hired 2,830 nurses in May.", "In May 3,280 nurses were hired by Brixham."),
    ],
)
def test_counts_and_measures_are_compared_as_well_as_money(one: str, other: str) -> None:
    assert len(values(f"{one} It rained.", f"{other} Nobody came.")) == 1


def test_what_agrees_is_no_difference() -> None:
    assert values(TUGS, SAME) == []
    assert values(TUGS, TUGS) == []
    assert values(TUGS) == []
    assert values() == []


def test_three_values_of_one_quantity_are_one_line() -> None:
    third = "Building the tugs will cost 120 million euros, Pellestri said."
    assert values(TUGS, DEARER, third) == [
        ("96 million euros", "108 million euros", "120 million euros")
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Net profit was 88 million euros.", "Operating profit was 120 million euros."),
        ("Sales rose 7% at constant currencies.", "Sales rose 4%."),
        ("Brixham closed 4.1% higher.", "Brixham shares rose as much as 6.3% in the morning."),
        ("Worldwide the film grossed $41 million.", "The film grossed $31 million at home."),
        ("Yard Ort earned 41 cents a share.", "Yard Ort earned 53 million dollars."),
        ("It carried 2.4 million passengers in May.", "It carried 3 million passengers in June."),
        ("Analysts at Cole see gold at $4,200 an ounce.", "Gold will cost $3,650 an ounce."),
        ("The storm killed 52 people in Mozambique.", "The storm killed 35 people in Malawi."),
        ("The maker sold 58,000 electric cars.", "The maker sold 92,000 cars."),
        ("It offered 2.9 billion euros, up from 2.4 billion.", "It had offered 2.4 billion euros."),
        ("Yard Ort pays 1.6 billion pounds.", "Yard Ort pays $2.1 billion."),
        ("Police held 64 people on Saturday.", "On Sunday police held 91 people."),
        ("He fell to 38% in a poll by Lumio.", "A survey by Harkness had him at 44 percent."),
        ("The school took 1,450 students.", "Some 3,200 pupils applied to the school."),
        ("Brixham exports to Malta fell 4%.", "Brixham exports fell 7 percent."),
        ("The fine of the district court is $9,000.", "The appeals court fined him $14,000."),
        ("The Brixham tunnel is 14 km long.", "The Brixham tunnel is 8.7 miles long."),
        ("In Brixham it was 118 degrees on Sunday.", "On Sunday Brixham had 47.8 degrees."),
    ],
)
def test_other_kinds_times_places_and_currencies_are_no_difference(one: str, other: str) -> None:
    assert values(one, other) == []


def test_a_count_that_grows_is_no_difference_hours_later() -> None:
    early, late = "The fire killed 23 people in Lagos.", "The fire in Lagos killed 31 people."
    assert differences([told(early, "A"), told(late, "B", hours=1)])
    assert not differences([told(early, "A"), told(late, "B", hours=9)])


def test_only_english_is_read() -> None:
    german = "Die Werft baut die Schlepper für 108 Millionen Euro, teilte sie am Dienstag mit."
    assert values(TUGS, german) == []


def test_a_copy_differs_with_nobody() -> None:
    articles = [told(TUGS, "A"), told(DEARER, "B"), told(f"{DEARER} It rained.", "C")]
    found = telling(articles)
    assert [one.articles for one in found.reports] == [(0,), (1, 2)]
    assert [len(one.quotes) for one in found.differences] == [2]


def test_every_measure_that_a_kind_names_is_listed() -> None:
    lists = cue_lists()
    known = {name for table in lists.measures.values() for name in table}
    named = (
        lists.growing | lists.timed | {name for kind in lists.kinds.values() for name in kind.of}
    )
    assert named <= known
    wheres = {where for kind in lists.kinds.values() for where in kind.where.values()}
    assert wheres <= {"clause", "beside", "noun", "before", "sentence"}


PIECES = st.sampled_from(
    [
        TUGS,
        DEARER,
        SAME,
        "It killed 12 people.",
        "31% of it.",
        "$1 " * 40,
        "Sales fell 3%.",
        "。",
        "",
    ]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(PIECES, max_size=3), max_size=10))
def test_lines_are_bounded_verbatim_and_of_other_reports(texts: list[list[str]]) -> None:
    articles = [told(" ".join(text), f"Paper {n}") for n, text in enumerate(texts)]
    found = differences(articles)
    assert len(found) <= LINES
    stored = {one.revision.id: one.revision.text for one in articles[:REPORTS]}
    for line in found:
        assert len(line.quotes) > 1
        for quote in line.quotes:
            text = stored[quote.span.revision]
            assert text[quote.span.start : quote.span.end] == quote.text
            (figure,) = quote.figures
            assert text[figure.start : figure.end] == figure.text
