"""Figures of one quantity in which independent reports differ.

Read in English only: what sets two figures apart is said in words, and those are listed.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from newsletter.digest.alike import SURE, likeness, same_kind, same_unit
from newsletter.digest.cuelists import cue_lists
from newsletter.digest.quantity import quantities
from newsletter.model import Difference, Quote, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsletter.digest.quantity import Quantity
    from newsletter.model import Article

REPORTS = 8  # of a story that are compared, the first; each pair costs a millisecond or two
LINES = 3  # of a story: where more seems to differ, two events are told as one
_LATER = 3 * 3600  # seconds after which a count that grows has grown

_ENGLISH = frozenset(("en", "und"))

Place = tuple[int, int]  # of a report, and of a quantity in it


@dataclass(frozen=True, slots=True)
class _Told:
    article: Article
    quantities: tuple[Quantity, ...]


def differences(articles: Sequence[Article]) -> tuple[Difference, ...]:
    """What the articles, each an independent report, tell with different values; surest first.

    The order of `articles` is that of the values in a line, and changes nothing else.
    """
    if len(articles) == 1:
        return ()
    told = [
        _Told(article, quantities(article))
        for article in articles[:REPORTS]
        if article.revision.language in _ENGLISH
    ]
    lines: list[dict[int, int]] = []
    for _, (one, mine), (other, theirs) in sorted(_found(told)):
        _add(lines, (one, mine), (other, theirs), told)
    return tuple(
        Difference(tuple(_quote(told[report], line[report]) for report in sorted(line)))
        for line in lines[:LINES]
    )


def _found(told: Sequence[_Told]) -> Iterator[tuple[tuple[float, int], Place, Place]]:
    for one, other in combinations(range(len(told)), 2):
        for sure, mine, theirs in _pairs(told[one], told[other]):
            figures = told[one].quantities[mine].figure, told[other].quantities[theirs].figure
            yield (-sure, sum(each.start for each in figures)), (one, mine), (other, theirs)


def _add(lines: list[dict[int, int]], one: Place, other: Place, told: Sequence[_Told]) -> None:
    """Put a pair into the line that tells one of its figures, where all of that line agree to it.

    A report stands in a line once; a chain of likenesses would lead from deaths to states.
    """
    for line in lines:
        if one in line.items() or other in line.items():
            for report, place in (one, other):
                quantity = told[report].quantities[place]
                others = (told[each].quantities[at] for each, at in line.items())
                if report not in line and all(_one_thing(quantity, each) for each in others):
                    line[report] = place
            return
    lines.append(dict((one, other)))


def _one_thing(one: Quantity, other: Quantity) -> bool:
    return _agree(one, other) or likeness(one, other) >= SURE


def _pairs(one: _Told, other: _Told) -> Iterator[tuple[float, int, int]]:
    """The figures that differ, each in one pair: the surest first."""
    mine, theirs = _unmatched(one, other), _unmatched(other, one)
    grown = _hours_apart(one, other)
    found = []
    for first in mine:
        for second in theirs:
            near, far = one.quantities[first], other.quantities[second]
            if grown and (near.measures | far.measures) & cue_lists().growing:
                continue
            sure = likeness(near, far)
            if sure >= SURE:
                found.append((-round(sure, 6), near.figure.start + far.figure.start, first, second))
    taken: set[int] = set()
    given: set[int] = set()
    for sure, _, first, second in sorted(found):
        if first not in taken and second not in given:
            taken.add(first)
            given.add(second)
            yield -sure, first, second


def _unmatched(one: _Told, other: _Told) -> list[int]:
    """The quantities of which the other report does not tell the same value."""
    return [
        place
        for place, mine in enumerate(one.quantities)
        if not any(_agree(mine, theirs) for theirs in other.quantities)
    ]


def _agree(one: Quantity, other: Quantity) -> bool:
    if not (one.low < other.high and other.low < one.high):
        return False
    bare = not (one.figure.unit and other.figure.unit)
    return (bare or same_unit(one, other)) and same_kind(one, other)


def _hours_apart(one: _Told, other: _Told) -> bool:
    first, second = one.article.entry.published, other.article.entry.published
    if first is None or second is None:
        return False
    return abs((first - second).total_seconds()) > _LATER


def _quote(told: _Told, place: int) -> Quote:
    """The sentence with that figure alone."""
    quantity, revision = told.quantities[place], told.article.revision
    span = Span(revision.id, "text", quantity.sentence.start, quantity.sentence.end)
    return Quote(told.article.text_of(quantity.sentence), span, (quantity.figure,))
