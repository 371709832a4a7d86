"""What two reports have in common: the words and names of both, and the figures that agree."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from newsletter.digest.alike import in_common, same_unit
from newsletter.digest.contrast import same_kind
from newsletter.digest.dated import all_days
from newsletter.digest.mentions import all_names, stems

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from newsletter.digest.quantity import Quantity
    from newsletter.model import Article

_SENTENCES = 60  # of a report that are read for what is telling in it
_LONGEST = 800  # characters of a sentence
_CONVERTED = 0.06  # "50 miles" are 78 kilometres
_WEIGHED = 0.12  # ounces of gold are a tenth heavier, and tons have three sizes
_EXPLAINED = 1.5  # ratio of values up to which "more than" one explains the other
_FREEZING, _DEGREES, _DEGREE = 32.0, 1.8, 1.0


@dataclass(frozen=True, slots=True)
class Background:
    """In how many of a report's sentences each stem and name stands, and of how many.

    `days` are the days of the week that it names.
    """

    stems: Counter[str]
    names: Counter[str]
    sentences: int
    days: frozenset[str]


@dataclass(frozen=True, slots=True)
class Common:
    """How telling the stems and names of both are, and which figures of each agree.

    Of those that agree it is said how much is the same of what is said of both.
    `places` are the sentences in which figures agree, of one report and of the other;
    `both` is how many figures of today agree, `days` are those of the week that each names.
    """

    stems: Mapping[str, float]
    names: Mapping[str, float]
    agreed: tuple[Mapping[int, float], Mapping[int, float]]
    places: tuple[frozenset[int], frozenset[int]]
    both: int
    days: tuple[frozenset[str], frozenset[str]]


def background(article: Article) -> Background:
    """What a report's sentences say, of the first sixty."""
    found: tuple[Counter[str], Counter[str]] = Counter(), Counter()
    days: set[str] = set()
    sentences = article.sentences[:_SENTENCES]
    for sentence in sentences:
        said = article.text_of(sentence)[:_LONGEST]
        found[0].update(set(stems(said, (), 0)))
        found[1].update(set(all_names(said)))
        days |= all_days(said)
    return Background(*found, len(sentences), frozenset(days))


def common(
    one: tuple[Background, Sequence[Quantity]], other: tuple[Background, Sequence[Quantity]]
) -> Common:
    """What two reports share; each is given with its quantities."""
    (first, mine), (second, theirs) = one, other
    pairs = [
        (here, there)
        for here, near in enumerate(mine)
        for there, far in enumerate(theirs)
        if near.dimension == far.dimension and agree(near, far)
    ]
    today = [(i, j) for i, j in pairs if not (mine[i].old or theirs[j].old)]
    stems = _telling(first.stems, second.stems, (first.sentences, second.sentences))
    agreed: tuple[dict[int, float], dict[int, float]] = ({}, {})
    for i, j in pairs:
        if _explains(mine[i], theirs[j]):
            share = in_common(mine[i], theirs[j], stems)
            agreed[0][i] = max(share, agreed[0].get(i, 0.0))
            agreed[1][j] = max(share, agreed[1].get(j, 0.0))
    return Common(
        stems,
        _telling(first.names, second.names, (first.sentences, second.sentences)),
        agreed,
        (frozenset(mine[i].place for i, _ in pairs), frozenset(theirs[j].place for _, j in pairs)),
        min(len({i for i, _ in today}), len({j for _, j in today})),
        (first.days, second.days),
    )


def agree(one: Quantity, other: Quantity) -> bool:
    """Whether both values may be true of one quantity, as precisely as each was written."""
    if one.figure.unit and other.figure.unit and not same_unit(one, other):
        return False
    if one.low < other.high and other.low < one.high:
        return True
    if one.dimension == "heat" and (_same_heat(one, other) or _same_heat(other, one)):
        return True
    converted = one.scale != other.scale and one.dimension == other.dimension
    near = _WEIGHED if one.dimension == "mass" else _CONVERTED
    return converted and abs(one.size - other.size) <= near * max(one.size, other.size)


def _same_heat(one: Quantity, other: Quantity) -> bool:
    """Whether one is the other's in Fahrenheit, which is not always said."""
    return abs((one.size - _FREEZING) / _DEGREES - other.size) <= _DEGREE


def _explains(one: Quantity, other: Quantity) -> bool:
    low, high = sorted((one.size, other.size))
    return same_kind(one, other) and high <= _EXPLAINED * low


def _telling(
    mine: Mapping[str, int], theirs: Mapping[str, int], sentences: tuple[int, int]
) -> dict[str, float]:
    """A word tells the more the fewer sentences of the two have it."""
    first, second = (each + 1 for each in sentences)
    return {
        word: 0.5 * log(first * second / ((mine[word] + 0.5) * (theirs[word] + 0.5)))
        for word in mine.keys() & theirs.keys()
    }
