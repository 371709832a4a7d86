"""How likely two figures measure one quantity, by what is said around them."""

from __future__ import annotations

from math import fsum, log
from typing import TYPE_CHECKING

from newsletter.digest import contrast
from newsletter.digest.cuelists import cue_lists
from newsletter.text.tokens import stem
from newsletter.text.units import listed

if TYPE_CHECKING:
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
_WORDS, _NAMES = 6.0, 4.0  # of what can be had from words and names in common


def comparable(one: Quantity, other: Quantity) -> bool:
    """Whether nothing forbids that both measure one quantity."""
    if one.old or other.old or not same_unit(one, other) or not _of_one_size(one, other):
        return False
    if contrast.kinds_apart(one, other) or not contrast.same_time(one, other):
        return False
    return not (
        contrast.elsewhere(one, other)
        or contrast.other_fields(one, other)
        or contrast.restricted(one, other)
        or contrast.otherwise_named(one, other)
        or contrast.other_day(one, other)
        or contrast.other_year(one, other)
        or one.whole != other.whole
        or _foreseen(one, other)
        or (one.form == "time" and not one.close & other.close)
        or (contrast.firmly_apart(one, other) and not _one_thing(one, other))
    )


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
    if not (first and second):
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


def _digits(one: Quantity) -> str:
    return f"{abs(one.figure.value):.6g}".replace(".", "").rstrip("0")


# Of 27 differences told in 80 pairs that neither weights nor word lists had seen 21 were right,
# of 41; at 3.0, 19 of 22.
SURE = 1.7

# By benchmarks/train_disagree.py: logistic regression (Cox 1958, L2 penalty).
WEIGHTS = {
    "bias": 0.97,
    "rate": -0.06,
    "count": 0.34,
    "measure": 0.48,  # what both say that they measure
    "apart": -0.5,  # they say what, and it is not the same
    "people": 0.21,
    "strange": -0.5,  # two nouns that no list knows to count the same
    "clause": 0.76,  # words that both clauses have, by how telling they are
    "sentence": 0.35,
    "names": 1.3,
    "anchors": 0.28,  # sentences with a figure on which both reports agree
    "ratio": -1.95,
    "slip": 1.08,
    "deep": -0.71,  # sentences that stand before
    "rivals": -1.22,  # other pairs that one of the two could be in
    "subject": 0.26,
    "same_role": 0.31,
    "hedged": 0.58,
    "year": -0.57,  # that only one of the texts names
    "same_time": 0.79,
}


def likeness(one: Quantity, other: Quantity, common: Common, rivals: int) -> float:
    """The logarithm of the odds that both measure one quantity.

    `rivals` are the pairs, this one included, that one of them could be in.
    """
    found = features(one, other, common, rivals)
    return fsum(weight * value for weight, value in zip(WEIGHTS.values(), found, strict=True))


def features(one: Quantity, other: Quantity, common: Common, rivals: int) -> tuple[float, ...]:
    """What speaks for one quantity and what against, in the order of `WEIGHTS`."""
    close = one.close & other.close
    rest = (one.stems & other.stems) - close
    return (
        1.0,
        float(one.form == "rate"),
        float(one.dimension == "count"),
        float(bool(_told(one) & _told(other))),
        float(contrast.apart(one, other)),
        float(_of_people(one) or _of_people(other)),
        float(one.dimension == "count" and _strangers(one, other)),
        min(_WORDS, fsum(common.stems.get(word, 0.0) for word in close)),
        min(_WORDS, fsum(common.stems.get(word, 0.0) for word in rest)),
        min(_NAMES, fsum(common.names.get(name, 0.0) for name in one.names & other.names)),
        float((one.place in common.places[0]) + (other.place in common.places[1])),
        abs(log(one.size / other.size)),
        _slip(one, other),
        log(1 + one.place) + log(1 + other.place),
        log(rivals),
        float(contrast.other_subject(one, other)),
        float(one.form == "rate" and one.role == other.role != ""),
        float(one.hedged != other.hedged),
        float(_alone(one, other) or _alone(other, one)),
        float(bool(one.periods & other.periods)),
    )


def _told(one: Quantity) -> frozenset[str]:
    return one.measures or one.said


def _of_people(one: Quantity) -> bool:
    return "people" in _groups(one)


def _alone(one: Quantity, other: Quantity) -> bool:
    """Whether a clause names a year that the other's text does not know."""
    return any(year not in other.around for year in one.years)
