"""How likely two figures measure one quantity, by what is said around them."""

from __future__ import annotations

from math import fsum, log
from typing import TYPE_CHECKING

from newsletter.digest import contrast
from newsletter.digest.cuelists import cue_lists
from newsletter.digest.odds import AGAINST, UNKNOWN, WEIGHTS
from newsletter.text.tokens import stem
from newsletter.text.units import listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsletter.digest.candidates import Candidate
    from newsletter.digest.common import Common
    from newsletter.digest.quantity import Quantity

_THOUSAND = 1000
_SLIPS = frozenset((10.0, 100.0, 1000.0))  # "million" for "billion"
_RATIO = 4.0  # of two values of one quantity; what is further apart is another quantity
_LEAST_STRANGE = 10  # "two partners" are no "three cargoes"
_CROWNS = frozenset(("SEK", "NOK", "DKK", "CZK", "ISK"))
_NONE: frozenset[str] = frozenset()
_HUMAN = frozenset(listed("people dead hurt work travel ill trial users crowd fled held fire"))
_AGENTS = tuple(listed("ers ors ists ants ents ees men women children ians"))
# Some writers tell all in their first sentence: at 1.0 of the others only 15 in 42 are told.
_DEPTH = 0.3
_DEEPEST = 0.35  # others tell by the way what somebody else leads with
_WORDS, _NAMES = 6.0, 4.0  # of what can be had from words and names in common


def in_common(one: Quantity, other: Quantity, telling: Mapping[str, float]) -> float:
    """How much is the same in what is said of both: measures, and words of their clauses."""
    close = fsum(telling.get(word, 0.0) for word in one.close & other.close)
    return close + 2 * bool(_told(one) & _told(other)) + float(_same_thing(one, other))


def comparable(one: Quantity, other: Quantity) -> bool:
    """Whether both are values of today, in one unit, and of one order of magnitude."""
    return not (one.old or other.old) and same_unit(one, other) and _of_one_size(one, other)


def objections(one: Quantity, other: Quantity) -> frozenset[str]:
    """What speaks against one quantity, by name: kinds that differ, times, places, fields.

    None of them forbids it: as vetoes they cost 12 of 41 differences of pairs never seen.
    """
    said = {
        "time": not contrast.same_time(one, other),
        "elsewhere": contrast.elsewhere(one, other),
        "fields": contrast.other_fields(one, other),
        "restricted": contrast.restricted(one, other),
        "named": contrast.otherwise_named(one, other),
        "day": contrast.other_day(one, other),
        "date": contrast.other_date(one, other),
        "years": contrast.other_year(one, other),
        "whole": one.whole != other.whole,
        "foreseen": _foreseen(one, other),
        "grown": contrast.grown(one, other),
        "unlike": one.form == "time" and not one.close & other.close,
        "firm": contrast.firmly_apart(one, other) and not _one_thing(one, other),
    }
    kinds = contrast.kinds_apart(one, other)
    return frozenset((*(name for name, holds in said.items() if holds), *kinds))


def _one_thing(one: Quantity, other: Quantity) -> bool:
    """Whether a noun that both count says more than the verbs around: "closes", "will not open"."""
    if one.dimension != "count" or not one.figure.unit or not other.figure.unit:
        return False
    mine, theirs = _groups(one), _groups(other)
    return not (mine | theirs) & _HUMAN and (_noun(one) == _noun(other) or bool(mine & theirs))


def _foreseen(one: Quantity, other: Quantity) -> bool:
    """Whether two houses each tell their own forecast."""
    return one.forecast and other.forecast and not one.names & other.names


def same_unit(one: Quantity, other: Quantity) -> bool:
    """Whether their values can be compared; "crowns" are those of any country that has some."""
    mine, theirs = one.figure.unit, other.figure.unit
    if one.form == "money" and mine != theirs:
        said = f"{one.figure.text} {other.figure.text}".lower()
        return "crown" in said and {mine, theirs} <= _CROWNS
    if one.dimension != other.dimension:
        return False
    if one.dimension != "count":
        return True
    return _same_noun(one, other)


def _noun(one: Quantity) -> str:
    return stem(one.figure.unit, "en")


def _same_noun(one: Quantity, other: Quantity) -> bool:
    mine, theirs = one.figure.unit, other.figure.unit
    if not mine or not theirs or _noun(one) == _noun(other):
        return True
    first, second = _groups(one), _groups(other)
    if first & second:
        return True
    if not (first and second) and not (first | second) & _HUMAN:
        return min(one.size, other.size) >= _LEAST_STRANGE
    return ("people" in first and _human(theirs, second)) or (
        "people" in second and _human(mine, first)
    )


def _strangers(one: Quantity, other: Quantity) -> bool:
    """Whether no list knows that both nouns may count the same."""
    if not one.figure.unit or not other.figure.unit or _noun(one) == _noun(other):
        return False
    return not _groups(one) & _groups(other)


def _groups(one: Quantity) -> frozenset[str]:
    return cue_lists().nouns.get(one.figure.unit, _NONE)


def _human(noun: str, groups: frozenset[str]) -> bool:
    return bool(groups & _HUMAN) or (not groups and noun.endswith(_AGENTS))


def _of_one_size(one: Quantity, other: Quantity) -> bool:
    low, high = sorted((one.size, other.size))
    return low > 0 and (high <= _RATIO * low or _slip(one, other) > 0)


def _slip(one: Quantity, other: Quantity) -> float:
    """Whether the digits are the same, in another order, or of another magnitude."""
    low, high = sorted((one.size, other.size))
    if low >= _THOUSAND and round(high / low, 6) in _SLIPS:
        return 1.0
    mine, theirs = (sorted(_digits(each)) for each in (one, other))
    return float(mine == theirs and len(set(mine)) > 1 and high < 10 * low)


def _apart(one: Quantity, other: Quantity) -> float:
    """The logarithm of their ratio; none for a slip, whose digits say why they are far apart."""
    return 0.0 if _slip(one, other) else abs(log(one.size / other.size))


def _digits(one: Quantity) -> str:
    return f"{abs(one.figure.value):.6g}".replace(".", "").rstrip("0")


def likeness(one: Quantity, other: Quantity, common: Common, candidate: Candidate) -> float:
    """The logarithm of the odds that both measure one quantity."""
    found = features(one, other, common, candidate)
    speaks = (weight * value for weight, value in zip(WEIGHTS.values(), found, strict=True))
    return fsum((*speaks, *(AGAINST.get(name, UNKNOWN) for name in sorted(candidate.against))))


def features(
    one: Quantity, other: Quantity, common: Common, candidate: Candidate
) -> tuple[float, ...]:
    """What speaks for one quantity and what against, in the order of `WEIGHTS`."""
    close = one.close & other.close
    rest = (one.stems & other.stems) - close
    return (
        1.0,
        float(one.form == "rate"),
        float(one.dimension == "count"),
        float(bool(_told(one) & _told(other))),
        float(_of_people(one) or _of_people(other)),
        min(_WORDS, fsum(common.stems.get(word, 0.0) for word in close)),
        min(_WORDS, fsum(common.stems.get(word, 0.0) for word in rest)),
        min(_NAMES, fsum(common.names.get(name, 0.0) for name in one.names & other.names)),
        float((one.place in common.places[0]) + (other.place in common.places[1])),
        _apart(one, other),
        _slip(one, other),
        _behind(one, one.place) + _behind(other, other.place),
        log(candidate.rivals),
        float(contrast.other_subject(one, other)),
        float(_alone(one, other) or _alone(other, one)),
        float(bool(one.periods & other.periods)),
        float(one.foretold != other.foretold),
        float({one.tense, other.tense} == {"ahead", "done"}),
        float(_same_thing(one, other)),
        float(abs(one.digits - other.digits)),
        _behind(one, one.order) + _behind(other, other.order),
        candidate.agreement,
        float(bool(common.days[0] & common.days[1])),
        float(all(common.days) and not common.days[0] & common.days[1]),
    )


def _behind(one: Quantity, others: int) -> float:
    """How much stands before a figure, of what a title does not say."""
    return 0.0 if one.headed else min(_DEEPEST, _DEPTH * log(1 + others))


def _same_thing(one: Quantity, other: Quantity) -> bool:
    """Whether both count the same, and say what: "34 hotels" and "43 hotels"."""
    return (
        one.dimension == "count"
        and bool(one.figure.unit and other.figure.unit)
        and not _strangers(one, other)
        and not (_of_people(one) or _of_people(other))
    )


def _told(one: Quantity) -> frozenset[str]:
    return one.measures or one.said


def _of_people(one: Quantity) -> bool:
    return "people" in _groups(one)


def _alone(one: Quantity, other: Quantity) -> bool:
    """Whether a clause names a year that the other's text does not know."""
    return any(year not in other.around for year in one.years)
