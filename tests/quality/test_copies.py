"""Wire copies and independent reports, written before what tells them apart, against floors."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

from newsletter.digest.reports import reports
from newsletter.model import Article, Entry
from newsletter.text.reading import read, revision

HERE = Path(__file__).parent
CASES = HERE.parent / "data" / "stories" / "copies.jsonl"
FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))["copies"]


def article(case: str, number: int, told: dict[str, str]) -> Article:
    entry = Entry(f"{case}-{number}", told["source"], case, str(number), told["title"])
    return read(entry, revision(told["title"], told["text"]))


@cache
def outcomes() -> tuple[tuple[list[list[int]], list[list[int]], bool], ...]:
    """The groups as found and as they are, and whether their origins are right."""
    found = []
    for line in CASES.read_text(encoding="utf-8").splitlines():
        case: dict[str, Any] = json.loads(line)
        articles = [article(case["id"], n, one) for n, one in enumerate(case["articles"])]
        made = reports(articles)
        origins = sorted(one.origin for one in made if one.origin is not None)
        right = origins == sorted((case.get("origin") or {}).values())
        found.append(([list(one.articles) for one in made], case["reports"], right))
    return tuple(found)


def f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall)


def test_there_are_60_groups() -> None:
    assert len(outcomes()) == 60


def test_pairs_of_copies_are_told_from_independent_reports() -> None:
    def pairs(groups: list[list[int]]) -> set[tuple[int, int]]:
        return {pair for group in groups for pair in combinations(sorted(group), 2)}

    both = sum(len(pairs(made) & pairs(true)) for made, true, _ in outcomes())
    made = sum(len(pairs(made)) for made, _, _ in outcomes())
    true = sum(len(pairs(true)) for _, true, _ in outcomes())
    assert f1(both / made, both / true) >= FLOORS["pairs"]


def test_groups_are_whole_and_pure() -> None:
    precision, recall = [], []
    for made, true, _ in outcomes():
        for index in (index for group in true for index in group):
            mine = next(set(group) for group in made if index in group)
            wanted = next(set(group) for group in true if index in group)
            precision.append(len(mine & wanted) / len(mine))
            recall.append(len(mine & wanted) / len(wanted))
    assert f1(sum(precision) / len(precision), sum(recall) / len(recall)) >= FLOORS["b_cubed"]


def test_the_copy_that_names_its_agency_is_the_origin() -> None:
    assert sum(right for *_, right in outcomes()) / len(outcomes()) >= FLOORS["origin"]
