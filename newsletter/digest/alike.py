"""Whether two figures measure one quantity, by what is said around them: precision first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsletter.digest.cuelists import cue_lists
from newsletter.digest.period import same_period
from newsletter.text.tokens import stem
from newsletter.text.units import listed

if TYPE_CHECKING:
    from newsletter.digest.cuelists import Kinds
    from newsletter.digest.quantity import Quantity

SURE = 1.75  # from here on two figures are one quantity
RATIO = 3.2  # of two values of one quantity; what is further apart is another quantity

_MEASURE, _ELSEWHERE = 2.0, 1.0  # both say what is measured; one says it, the other's text does
_NOUN, _OTHER_NOUN = 1.6, -1.0
_STEM, _STEMS = 0.45, 2.0  # a word that both sentences have, and all of them
_NAME, _NAMES = 0.3, 0.6
_DEEP = -0.6  # for each that does not stand where an article tells its news
_LOOSE = frozenset(("value", "deal"))  # said of orders, loans and rights as well
_SLIPS = frozenset((10.0, 100.0, 1000.0))  # "million" for "billion"

_THOUSAND = 1000
_CROWNS = frozenset(("SEK", "NOK", "DKK", "CZK", "ISK"))
_NO_OTHER = frozenset(
    listed(
        """
        metre metres meter meters kilometre kilometres kilometer kilometers km mile miles foot feet
        inch inches yard yards centimetre centimetres centimeter centimeters millimetre millimetres
        hectare hectares acre acres tonne tonnes ton tons kilogram kilograms kilo kilos kg gram
        grams pound pounds ounce ounces barrel barrels litre litres liter liters gallon gallons
        bushel bushels degree degrees watt watts kilowatt kilowatts megawatt megawatts gigawatt
        gigawatts kilowatt-hours megawatt-hours gigawatt-hours mw gw gwh mwh volts knots mph
        states countries cities towns villages provinces counties districts schools hospitals
        companies banks seats
        """
    )
)
_ANYBODY = frozenset(
    listed(
        """
        people person passengers workers jobs employees staff positions posts residents
        households homes families men
        """
    )
) | {""}


def likeness(one: Quantity, other: Quantity) -> float:
    """How sure it is that both measure one quantity: `SURE` or more where it is, 0 where not."""
    if one.old or other.old or not _of_one_size(one, other) or not same_unit(one, other):
        return 0.0
    if not same_kind(one, other) or _set_apart(one, other) or _elsewhere(one, other):
        return 0.0
    shared = {word for word in one.stems & other.stems if len(word) > 1}
    return (
        _evidence(one, other)
        + min(_STEMS, _STEM * len(shared))
        + min(_NAMES, _NAME * len(one.names & other.names))
        + _DEEP * (one.deep + other.deep)
    )


def same_unit(one: Quantity, other: Quantity) -> bool:
    """Whether their values can be compared; "crowns" are those of any country that has some."""
    if one.form != other.form or one.form == "time":
        return False
    mine, theirs = one.figure.unit, other.figure.unit
    if one.form == "money" and mine != theirs:
        said = f"{one.figure.text} {other.figure.text}".lower()
        return "crown" in said and {mine, theirs} <= _CROWNS
    return mine == theirs or (one.form == "count" and _countable(one) and _countable(other))


def _countable(one: Quantity) -> bool:
    """Whether another noun may stand for the counted one; a metre or a country is that."""
    unit = one.figure.unit
    return unit not in _NO_OTHER if unit else one.figure.value >= _THOUSAND


def same_kind(one: Quantity, other: Quantity) -> bool:
    """Whether nothing says that they measure different things, or different times."""
    measures = one.measures | other.measures
    if one.measures and other.measures and not one.measures & other.measures:
        loose = one.measures <= _LOOSE and other.measures & one.near
        if not loose and not (other.measures <= _LOOSE and one.measures & other.near):
            return False
    return same_period(one.periods, other.periods, timed=bool(measures & cue_lists().timed))


def _of_one_size(one: Quantity, other: Quantity) -> bool:
    low, high = sorted((one.figure.value, other.figure.value))
    slip = low >= _THOUSAND and round(high / low, 6) in _SLIPS
    return low > 0 and (high <= RATIO * low or slip)


def _set_apart(one: Quantity, other: Quantity) -> bool:
    """Whether a word makes one of them another kind: adjusted, per share, electric, at worst."""
    measures = one.measures | other.measures
    for name, table in cue_lists().kinds.items():
        mine = {kind for about, kind in one.kinds if about == name}
        theirs = {kind for about, kind in other.kinds if about == name}
        spoken = (mine or theirs) and (not table.of or table.of & measures)
        if spoken and _excluded(table, mine, theirs):
            return True
    return False


def _excluded(table: Kinds, mine: set[str], theirs: set[str]) -> bool:
    if table.never or (mine and theirs and not mine & theirs):
        return True
    return table.alone and not (mine and theirs)


def _elsewhere(one: Quantity, other: Quantity) -> bool:
    """Whether they speak of different places, or of different companies or parties."""
    for mine, theirs in ((one, other), (other, one)):
        if any(name not in theirs.around for name in mine.within):
            return True
    if one.fields and other.fields and not one.fields & other.fields:
        known = any(word in other.around for word in one.fields)
        if not known and not any(word in one.around for word in other.fields):
            return True
    if _otherwise_named(one, other):
        return True
    if one.places and other.places:
        known = any(name in other.around for name in one.places)
        if not known and not any(name in one.around for name in other.places):
            return True
    named = one.form != "count" and one.subjects and other.subjects
    return bool(named) and not one.names & other.names


def _otherwise_named(one: Quantity, other: Quantity) -> bool:
    """Whether a noun of both has modifiers that the other's text does not know: "pear harvest"."""
    mine, theirs = dict(sorted(one.heads)), dict(sorted(other.heads))
    for noun in mine.keys() & theirs.keys() & one.stems & other.stems:
        if mine[noun] not in other.around.lower() and theirs[noun] not in one.around.lower():
            return True
    return False


def _evidence(one: Quantity, other: Quantity) -> float:
    """What their measures and nouns say for one quantity."""
    value = 0.0
    if one.measures & other.measures:
        value = _MEASURE
    elif one.measures & other.near or other.measures & one.near:
        value = _ELSEWHERE
    if one.form != "count":
        return value
    mine, theirs = (stem(each.figure.unit, "en") for each in (one, other))
    if mine == theirs and one.figure.unit not in _ANYBODY:
        return value + _NOUN
    return value if value == _MEASURE else value + _OTHER_NOUN
