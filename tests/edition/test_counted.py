"""What the coverage line counts is counted again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from newsletter.edition.counted import counted_problems
from newsletter.model import Coverage, Decision, Edition, HeldBack, Item, Summary, Trouble

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
COUNTED = Coverage(
    feeds=4, answered=3, entries=9, stories=3, held=1, troubles=(Trouble("x", "gone"),)
)
STORIES = (Item("a", Summary(None), ()),)
EDITION = Edition(
    *("m/1", "m", "M", NOW, NOW, "UTC", "", "", STORIES, (), (), COUNTED),
    decisions=(Decision("a", 1.0),),
    held=(HeldBack("Mill burns", 0.5, "no room"),),
)


def test_what_the_store_holds_proves_it() -> None:
    assert list(counted_problems(EDITION, 9)) == []
    assert list(counted_problems(EDITION, None)) == []


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        (replace(COUNTED, entries=10), "counts 10 entries, the store 9"),
        (replace(COUNTED, answered=1), "counts 3 failing feeds, 1 are named"),
        (replace(COUNTED, stories=12), "counts 12 stories of 9 entries"),
        (replace(COUNTED, held=0), "counts 0 held back, 1 are named"),
    ],
)
def test_a_number_that_was_made_up_is_named(wrong: Coverage, problem: str) -> None:
    edition = replace(EDITION, coverage=wrong)
    assert list(counted_problems(edition, 9)) == [f"the coverage line {problem}"]


@pytest.mark.parametrize(
    ("decision", "problem"),
    [
        (Decision("b", 1.0), "'b' is of no story of it"),
        (Decision("a", 1.0, (("fresh", 0.7), ("long", 0.2))), "'a' has factors that do not sum"),
    ],
)
def test_a_decision_is_of_a_story_and_adds_up(decision: Decision, problem: str) -> None:
    (told,) = counted_problems(replace(EDITION, decisions=(decision,)), 9)
    assert told.startswith(f"the decision of {problem}")
