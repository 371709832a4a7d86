"""Three days of twenty stories through the pipeline: what is new, what changed, what is lost."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from newsletter.digest.telling import telling
from newsletter.edition.verify import verify
from newsletter.text.reading import revision_id
from tests.quality.days import Day, live_through, marks, number, printed, reports, told

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsletter.model import Item

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text("utf-8"))["days"]


@dataclass(frozen=True)
class Score:
    """Shares of what was printed that was expected, and of what was expected that was printed."""

    right: float
    found: float


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> list[Day]:
    return list(live_through(tmp_path_factory.mktemp("days"), reports(), (1, 2, 3)))


def later(days: Iterable[Day]) -> Iterable[tuple[dict[str, Any], list[Item]]]:
    """Each expected story of a later day with what was printed of it."""
    for day in days:
        found = printed(day, reports())
        for story, expected in marks().get(day.number, {}).items():
            yield expected, found.get(story, [])


def score(expected: set[Any], got: set[Any]) -> Score:
    both = len(expected & got)
    return Score(both / len(got), both / len(expected))


def test_a_story_bears_the_mark_of_what_is_new_of_it(days: list[Day]) -> None:
    right = [
        {item.mark for item in items} == {expected["mark"]}
        if items
        else expected["mark"] == "unchanged"
        for expected, items in later(days)
    ]
    assert sum(right) / len(right) >= FLOORS["marks"]


def test_changed_figures_are_told_beside_what_they_were(days: list[Day]) -> None:
    want, got = set(), set()
    for place, (expected, items) in enumerate(later(days)):
        want |= {(place, number(old), number(new)) for old, new in expected["figures"]}
        changes = [change for item in items for change in item.changes]
        got |= {(place, told(change.before), told(change.after)) for change in changes}
    reached = score(want, got)
    assert reached.right >= FLOORS["changes_right"]
    assert reached.found >= FLOORS["changes_found"]


def test_what_an_update_quotes_is_new(days: list[Day]) -> None:
    new = 0
    quotes = 0
    for expected, items in later(days):
        if expected["mark"] == "update":
            shown = [quote for item in items for quote in item.summary.sentences]
            shown += [bullet.quote for item in items for bullet in item.summary.bullets]
            quotes += len(shown)
            new += sum(any(one.text in sentence for sentence in expected["new"]) for one in shown)
    assert new / quotes >= FLOORS["quotes_new"]


def test_a_silent_edit_is_shown_as_it_was_and_is(days: list[Day]) -> None:
    for expected, items in later(days):
        edit = expected.get("revision")
        if expected["mark"] == "revised":
            (item,) = items
            (shown,) = item.corrections
            assert edit
            said = [quote.text if quote else "" for quote in (shown.before, shown.after)]
            assert said == [edit["before"], edit["after"]]
            assert (item.summary.sentences, item.summary.bullets) == ((), ())


def test_no_story_is_lost(days: list[Day]) -> None:
    """Every new text is told, by itself or within its story, unless it says nothing new."""
    before: set[str] = set()
    for day in days:
        assert day.edition
        assert verify(day.edition, day.texts, telling) == ()
        shown = {name for item in day.edition.items for name in item.summary.sources}
        said = {revision_id(one["title"], one["text"]): one for one in reversed(reports())}
        for name, one in said.items():
            if one["day"] == day.number and name not in before:
                mark = marks().get(day.number, {}).get(one["story"], {"mark": "new"})["mark"]
                assert (name in shown) == (mark != "unchanged"), one["title"]
        before |= {name for name, one in said.items() if one["day"] == day.number}
        assert day.edition.coverage.held == day.edition.coverage.stories - len(day.edition.items)


def test_the_same_again_is_no_edition(tmp_path: Path) -> None:
    said = [one for one in reports() if one["day"] == 1]
    again = [*said, *({**one, "day": 2} for one in said)]
    first, second = live_through(tmp_path, again, (1, 2))
    assert first.edition
    assert second.edition is None
