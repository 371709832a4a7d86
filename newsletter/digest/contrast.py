"""What sets two figures apart: another kind, period, place or company, by the words around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsletter.digest.cuelists import cue_lists
from newsletter.digest.period import same_period

if TYPE_CHECKING:
    from newsletter.digest.cuelists import Kinds
    from newsletter.digest.quantity import Quantity

LOOSE = frozenset(("value", "deal"))  # said of orders, loans and rights as well


def apart(one: Quantity, other: Quantity) -> bool:
    """Whether both say what they measure, and it is not the same."""
    if not one.measures or not other.measures or one.measures & other.measures:
        return False
    if any(one.measures & group and other.measures & group for group in cue_lists().alike):
        return False
    loose = one.measures <= LOOSE and other.measures & one.near
    return not loose and not (other.measures <= LOOSE and one.measures & other.near)


def firmly_apart(one: Quantity, other: Quantity) -> bool:
    """Whether what they say that they measure is never taken for each other."""
    firm = cue_lists().firm
    return apart(one, other) and bool(one.measures & firm) and bool(other.measures & firm)


def same_time(one: Quantity, other: Quantity) -> bool:
    """Whether nothing says that they measure different times."""
    timed = bool((one.measures | other.measures) & cue_lists().timed)
    return same_period(one.periods, other.periods, timed=timed)


def same_kind(one: Quantity, other: Quantity) -> bool:
    """Whether nothing says that they measure different things, or different times."""
    return not apart(one, other) and same_time(one, other)


def kinds_apart(one: Quantity, other: Quantity) -> tuple[str, ...]:
    """The tables of which a word makes one another kind: adjusted, per share, electric."""
    measures = one.measures | other.measures | one.said | other.said
    found = []
    for name, table in cue_lists().kinds.items():
        mine = {kind for about, kind in one.kinds if about == name}
        theirs = {kind for about, kind in other.kinds if about == name}
        spoken = (mine or theirs) and (not table.of or table.of & measures)
        if table.forms and one.form not in table.forms:
            continue
        if spoken and _excluded(table, mine, theirs):
            found.append(name)
    return tuple(found)


def _excluded(table: Kinds, mine: set[str], theirs: set[str]) -> bool:
    if table.never or (mine and theirs and not mine & theirs):
        return True
    return table.alone and not (mine and theirs)


def restricted(one: Quantity, other: Quantity) -> bool:
    """Whether one is told of a place that the other's text does not know."""
    for mine, theirs in ((one, other), (other, one)):
        if any(name not in theirs.around for name in mine.within):
            return True
    return False


def elsewhere(one: Quantity, other: Quantity) -> bool:
    """Whether they speak of different places."""
    if not one.places or not other.places:
        return False
    known = any(name in other.around for name in one.places)
    return not known and not any(name in one.around for name in other.places)


def other_fields(one: Quantity, other: Quantity) -> bool:
    """Whether they are taken in different fields: "in smartphones"."""
    if not one.fields or not other.fields or one.fields & other.fields:
        return False
    known = any(word in other.around for word in one.fields)
    return not known and not any(word in one.around for word in other.fields)


def other_day(one: Quantity, other: Quantity) -> bool:
    """Whether what happened did so on other days of the week."""
    return bool(one.days and other.days) and not one.days & other.days


def grown(one: Quantity, other: Quantity) -> bool:
    """Whether a count that grows is told of a later day by one: all days of the other, and more."""
    growing = bool((one.measures | other.measures) & cue_lists().growing)
    return (
        growing
        and (one.when < other.when or other.when < one.when)
        and bool(one.when and other.when)
    )


def other_date(one: Quantity, other: Quantity) -> bool:
    """Whether their clauses name other days of a month."""
    return bool(one.dates and other.dates) and not one.dates & other.dates


def other_year(one: Quantity, other: Quantity) -> bool:
    """Whether their clauses name other years."""
    if one.terms and other.terms and not one.terms & other.terms:
        return True
    return bool(one.years and other.years) and not one.years & other.years


def other_subject(one: Quantity, other: Quantity) -> bool:
    """Whether their clauses name nobody in common."""
    return bool(one.subjects and other.subjects) and not one.names & other.names


def otherwise_named(one: Quantity, other: Quantity) -> bool:
    """Whether a noun of both has modifiers that the other's text does not know: "pear harvest"."""
    mine, theirs = dict(sorted(one.heads)), dict(sorted(other.heads))
    for noun in mine.keys() & theirs.keys() & one.stems & other.stems:
        if mine[noun] not in other.around.lower() and theirs[noun] not in one.around.lower():
            return True
    return False
