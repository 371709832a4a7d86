"""Figures of one quantity in which independent reports differ.

Read in English only: what sets two figures apart is said in words, and those are listed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

from newsletter.digest.alike import likeness
from newsletter.digest.candidates import candidates
from newsletter.digest.common import Background, agree, background, common
from newsletter.digest.cuelists import cue_lists
from newsletter.digest.odds import SURE
from newsletter.digest.quantity import quantities
from newsletter.model import Difference, Quote, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from newsletter.digest.quantity import Quantity
    from newsletter.model import Article

REPORTS = 8  # of a story that are compared, the first; each pair costs a millisecond or two
LINES = 3  # of a story: where more seems to differ, two events are told as one
_LATER = 3 * 3600  # seconds after which a count that grows has grown

_ENGLISH = frozenset(("en", "und"))

Place = tuple[int, int]  # of a report and of a quantity in it; or of two that may be one


@dataclass(frozen=True, slots=True)
class _Told:
    article: Article
    quantities: tuple[Quantity, ...]
    background: Background


@dataclass(slots=True)
class _Story:
    """The reports and, as they are found, the pairs of figures that measure one quantity."""

    told: Sequence[_Told]
    pairs: set[tuple[Place, Place]] = field(default_factory=set)

    def quantity(self, place: Place) -> Quantity:
        return self.told[place[0]].quantities[place[1]]

    def one_thing(self, one: Place, other: Place) -> bool:
        """Whether both tell one quantity, be it with one value or with two."""
        first, second = sorted((one, other))
        return (first, second) in self.pairs or agree(self.quantity(one), self.quantity(other))


def differences(articles: Sequence[Article]) -> tuple[Difference, ...]:
    """What the articles, each an independent report, tell with different values; surest first.

    The order of `articles` is that of the values in a line, and changes nothing else.
    """
    if len(articles) == 1:
        return ()
    told = [
        _Told(article, quantities(article), background(article))
        for article in articles[:REPORTS]
        if article.revision.language in _ENGLISH
    ]
    story = _Story(told)
    lines: list[dict[int, int]] = []
    for _, one, other in sorted(_found(story)):
        _add(lines, one, other, story)
    return tuple(
        Difference(tuple(_quote(told[report], line[report]) for report in sorted(line)))
        for line in lines[:LINES]
    )


def _found(story: _Story) -> Iterator[tuple[tuple[float, int], Place, Place]]:
    told = story.told
    for one, other in combinations(range(len(told)), 2):
        alike = list(_alike(told[one], told[other]))
        story.pairs.update(((one, mine), (other, theirs)) for _, mine, theirs in alike)
        for rank, mine, theirs in _assigned(alike):
            yield rank, (one, mine), (other, theirs)


def _add(lines: list[dict[int, int]], one: Place, other: Place, story: _Story) -> None:
    """Put a pair into the line that tells one of its figures, where all of that line agree to it.

    A report stands in a line once; a chain of likenesses would lead from deaths to states.
    """
    for line in lines:
        if one in line.items() or other in line.items():
            for report, place in (one, other):
                if report not in line and all(
                    story.one_thing((report, place), each) for each in line.items()
                ):
                    line[report] = place
            return
    lines.append(dict((one, other)))


def _assigned(
    alike: Iterable[tuple[tuple[float, int], int, int]],
) -> Iterator[tuple[tuple[float, int], int, int]]:
    """Each figure in one pair, the surest first."""
    taken: set[int] = set()
    given: set[int] = set()
    for rank, first, second in sorted(alike):
        if first not in taken and second not in given:
            taken.add(first)
            given.add(second)
            yield rank, first, second


def _alike(one: _Told, other: _Told) -> Iterator[tuple[tuple[float, int], int, int]]:
    """The figures that differ and measure one quantity, with what ranks them."""
    shared = common((one.background, one.quantities), (other.background, other.quantities))
    found = candidates(one.quantities, other.quantities, shared)
    grown = _hours_apart(one, other)
    for (first, second), candidate in found.items():
        near, far = one.quantities[first], other.quantities[second]
        if grown and (near.measures | far.measures) & cue_lists().growing:
            continue
        sure = likeness(near, far, shared, candidate)
        if sure >= SURE:
            yield (-round(sure, 6), near.figure.start + far.figure.start), first, second


def _hours_apart(one: _Told, other: _Told) -> bool:
    first, second = one.article.entry.published, other.article.entry.published
    if first is None or second is None:
        return False
    return abs((first - second).total_seconds()) > _LATER


def _quote(told: _Told, place: int) -> Quote:
    """The sentence with that figure alone."""
    quantity, revision = told.quantities[place], told.article.revision
    said, start, end = quantity.part, quantity.sentence.start, quantity.sentence.end
    text = revision.title if said == "title" else revision.text
    return Quote(text[start:end], Span(revision.id, said, start, end), (quantity.figure,))
