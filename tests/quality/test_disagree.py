"""Pairs of reports by eight writers, half of them traps, against floors."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from newsletter.digest.disagree import differences
from newsletter.model import Entry, Quote
from newsletter.text.reading import read, revision

HERE = Path(__file__).parent
CASES = HERE.parent / "data" / "stories" / "disagree.jsonl"
FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))["disagree"]


@cache
def cases() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines())


def found(case: dict[str, Any]) -> list[tuple[Quote, ...]]:
    """The quotes that differ, in the order of the two reports."""
    articles = [
        read(Entry(key, told["source"], case["id"], key), revision(told["title"], told["text"]))
        for key, told in (("a", case["a"]), ("b", case["b"]))
    ]
    return [one.quotes for one in differences(articles)]


def stands(said: str, told: dict[str, str], quote: Quote) -> bool:
    figure, start = quote.figures[0], told[quote.span.part].find(said)
    return start >= 0 and figure.start < start + len(said) and start < figure.end


@cache
def outcomes() -> tuple[int, int, int]:
    """How many differences were told, how many of them are right, how many there are."""
    told = right = real = 0
    for case in cases():
        real += len(case["differ"])
        for quotes in found(case):
            told += 1
            right += any(
                stands(a, case["a"], quotes[0]) and stands(b, case["b"], quotes[1])
                for a, b in case["differ"]
            )
    return told, right, real


def test_half_of_330_pairs_are_traps() -> None:
    assert len(cases()) == 330
    assert sum(bool(case["differ"]) for case in cases()) == 165


def test_what_is_told_as_a_difference_is_one() -> None:
    told, right, _ = outcomes()
    assert right / told >= FLOORS["precision"]


def test_most_differences_are_told() -> None:
    _, right, real = outcomes()
    assert right / real >= FLOORS["recall"]
