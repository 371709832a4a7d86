"""Figures that a report tells a number by, those included that no bullet would show.

"Nine schools", "seventeen dead", "put the number at 290", "magnitude 5.9", "1,080MW".
"""

from __future__ import annotations

import re
from bisect import bisect
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from newsletter.model import Figure
from newsletter.text.amounts import amounts
from newsletter.text.figures import figures
from newsletter.text.nouns import counted
from newsletter.text.numbers import Number, is_year
from newsletter.text.units import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsletter.text.amounts import Amount

_MOST = 4000  # numbers of one text
_LEAD = 60
_LEAST = 2
_LEAST_BARE = 10
_SYMBOLS = frozenset(listed("mm cm km kg mw gw kw mwh gwh twh kwh mph kph ha c f"))
_SIGNS = {"N": "NGN", "Sh": "KES"}
_SCALES = {"m": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9, "trn": 1e12, "trillion": 1e12}

_GLUED = re.compile(
    r"(?<![\w.,:/-])(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s?°?(?P<unit>[a-zA-Z/]{1,4})\b"
)
_SIGNED = re.compile(
    r"(?<!\w)(?P<sign>N|Sh)(?P<number>\d[\d,]*(?:\.\d+)?)\s?(?P<scale>m|bn|trn|million|billion|trillion)\b"
)
_MAGNITUDE = re.compile(
    r"\bmagnitude(?:\sof)?[\s-](?P<one>\d(?:\.\d)?)(?!\d|[.,]\d)|\b(?P<two>\d\.\d)[\s-]magnitude\b"
    r"|\b(?:measured|registered)\s(?P<three>\d\.\d)\son\sthe\b"
)
_TOLD = re.compile(
    r"\b(?:number|toll|tally|attendance|crowd|majority|margin|total|count|score|those|figure|dead"
    r"|victims|aboard|deaths|killed|cases|membership|workforce|headcount)\b[^.;:]*"
    r"\b(?:at|as|of|to|was|were|is|are|reached|reaches|hit|stood)\s(?:about\s|around\s|some\s|nearly\s)?$",
    re.IGNORECASE,
)
_NO_COUNT = re.compile(
    r"\s?(?:[ap]\.?m\b|st\b|nd\b|rd\b|th\b|[-–/:]\d|(?:%|percent\b))", re.IGNORECASE
)
_DATE = re.compile(
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s$|\b(?:No|no|page|aged?)\.?\s$"
)
_MONTH = re.compile(r"\s(?:of\s)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")
_IN_PRISON = re.compile(r"(?:\syears)?(?P<after>\s(?:in|behind)\s(?:prison|jail|bars)\b)")
_LASTING = re.compile(r"\s(?P<unit>hours?|days?|weeks?|months?|years?)\s(?:before|after)\b")
_MEN = re.compile(r"\s(?:[a-z]+\s)?(?P<unit>[a-z]{2,}(?:men|women)|fighters|troops|police)\b")
_ARE = re.compile(
    r"\s(?:are|were|have|remain)\s(?:still\s)?(?P<unit>missing|dead|injured|unaccounted|hurt|killed)\b"
)
_FAVOUR = re.compile(r"\s(?:votes?\s)?in\sfavou?r\b")
_CREW = re.compile(r"\b(?P<unit>crew|party|convoy|fleet)\sof\s(?:about\s|some\s)?$")
_POINT = re.compile(r"[\s-](?:percentage[\s-])?point\b")
_OF_THE = re.compile(r"\sof\s(?:the|its|their|his|her|these|those)\s(?:[\w-]+['’]s?\s)?")
_SMALL_NO = re.compile(
    r"\s(?:ways?|times?|reasons?|things?|sides?|sets?|kinds?|sorts?|halves|parts?|others?)\b"
)


def readings(text: str) -> tuple[Figure, ...]:
    """All figures of a text with those that are only told, in order, none overlapping."""
    found = list(_magnitudes(text))
    taken = [(each.start, each.end) for each in found]
    for more in (_shown, _terms, _signed, _glued, _counts):
        for each in more(text):
            place = bisect(taken, (each.start, each.end))
            before = taken[place - 1][1] if place else 0
            if before <= each.start and (place == len(taken) or each.end <= taken[place][0]):
                taken.insert(place, (each.start, each.end))
                found.append(each)
    return tuple(sorted(found, key=lambda each: each.start))


def _shown(text: str) -> Iterator[Figure]:
    return (each for each in figures(text) if not _POINT.match(text, each.end))


def _signed(text: str) -> Iterator[Figure]:
    for found in islice(_SIGNED.finditer(text), _MOST):
        value = float(found["number"].replace(",", "")) * _SCALES[found["scale"]]
        yield Figure(found[0], found.start(), found.end(), value, _SIGNS[found["sign"]], None)


def _terms(text: str) -> Iterator[Figure]:
    """Years in prison, which are no age and no length of time that a bullet would show."""
    for amount in islice(amounts(text), _MOST):
        found = _IN_PRISON.match(text, amount.end)
        if found is not None and amount.unit in ("", "years"):
            end = amount.end if amount.unit else found.start("after")
            yield Figure(text[amount.start : end], amount.start, end, amount.value, "years", None)


def _magnitudes(text: str) -> Iterator[Figure]:
    for found in islice(_MAGNITUDE.finditer(text), _MOST):
        group = found.lastgroup or "one"
        start, end = found.span(group)
        yield Figure(text[start:end], start, end, float(found[group]), "magnitude", None)


def _glued(text: str) -> Iterator[Figure]:
    for found in islice(_GLUED.finditer(text), _MOST):
        if (unit := found["unit"].lower()) in _SYMBOLS:
            value = float(found["number"].replace(",", ""))
            yield Figure(found[0], found.start(), found.end(), value, unit, None)


def _counts(text: str) -> Iterator[Figure]:
    for amount in islice(amounts(text), _MOST):
        if amount.kind in ("bare", "count") and not amount.firm:
            figure = _counted(text, amount)
            if figure is not None:
                yield figure


def _counted(text: str, amount: Amount) -> Figure | None:
    start, end = amount.start, amount.end
    lead = text[max(0, start - _LEAD) : start]
    value = amount.value
    if (
        value < _LEAST
        or _NO_COUNT.match(text, end)
        or _DATE.search(lead)
        or _MONTH.match(text, end)
    ):
        return None
    digits = text[start].isdigit()
    if digits and (is_year(value) or text[start - 1 : start] in ("-", "–", "/", ":")):
        return None
    bare = Figure(text[start:end], start, end, value, "", None)
    begin = found.end() - 1 if (found := _OF_THE.match(text, end)) else end
    if not _SMALL_NO.match(text, begin):
        number = Number(start, begin, value, digits=digits)
        noun = counted(text, number, start, begin, scaled=True)
        if noun is not None and not noun.time:
            return replace(bare, text=text[start : noun.end], end=noun.end, unit=noun.unit)
    return _named(text, bare, lead)


def _named(text: str, bare: Figure, lead: str) -> Figure | None:
    """A number with what stands around it, where no noun follows."""
    start, end = bare.start, bare.end
    for pattern in (_LASTING, _MEN, _ARE):
        if (named := pattern.match(text, end)) is not None:
            close = named.end("unit") if pattern is not _ARE else end
            return replace(bare, text=text[start:close], end=close, unit=named["unit"])
    if _FAVOUR.match(text, end):
        return replace(bare, unit="votes")
    if led := _CREW.search(lead):
        return replace(bare, unit=led["unit"])
    return bare if bare.value >= _LEAST_BARE and _TOLD.search(lead) else None
