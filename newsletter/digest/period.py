"""Which stretch of time a figure is about, so far as its clause says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsletter.model import Article

Periods = frozenset[tuple[str, str]]

_FLAGS = re.IGNORECASE
_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
# What a figure is compared with, or dated by, is not the period that it measures.
_ASIDE = re.compile(
    r"\b(?:from|than|over|on|compared\swith|against)\s(?:(?:it|they|he|she)\s(?:did|was|were|had)\s)?(?:an?|the|one)\s(?:same\s\w+\s(?:of|in)\s)?"
    r"(?:year|month|quarter|week)\s(?:earlier|ago|before)|\byear[\s-](?:on|over)[\s-]year"
    rf"|\b(?:since|by|from|until|before|after)\s(?:the\s\w+\sof\s|late\s|early\s)?(?:(?:{_MONTH})\s)?(?:19|20)\d\d"
    rf"|\b(?:{_MONTH})['’]s|\b(?:same|year[\s-](?:ago|earlier))\s(?:period|quarter|month)\b[^,.]*"
    r"|\b(?:worst|best|biggest|largest|highest|lowest|steepest|sharpest|strongest|weakest|most)\b"
    r"[^.;,]{0,40}\bsince\b[^.;,]*"
    r"|\b(?:second|third|fourth|fifth|sixth)\s(?:[a-z]+\s){1,3}(?:this|in\sa)\syear"
    r"|\bthan\slast\s(?:year|month)|\bfrom\slast\s(?:year|month)",
    _FLAGS,
)
_BY = re.compile(r"\bby\s(?:the\send\sof\s|late\s|early\s)?((?:19|20)\d\d)\b", _FLAGS)
_ORDINAL = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4}
_SPAN = re.compile(rf"\b({_MONTH})\s(?:to|and|through|until|till)\s({_MONTH})\b", _FLAGS)
_TO = re.compile(
    r"\b(three|six|nine|twelve)\smonths\b"
    r"|\byear\s(?:to|ended|ending)\b|\b(?:financial|fiscal|full|business|calendar)[\s-]year\b"
    r"|\b(?:whole|entire)\syear\b|\bannual(?:ly|ised|ized)?\b|\bfor\s(?:last|the|all\sof)\syear\b",
    _FLAGS,
)
_QUARTER = re.compile(
    r"\b(first|second|third|fourth|final)[\s-](?:fiscal[\s-])?quarter|\bq([1-4])\b", _FLAGS
)
_HALF = re.compile(r"\b(first|second)[\s-](?:half|six\smonths)|\bh([12])\b|\bhalf[\s-]year", _FLAGS)
_YEAR = re.compile(r"(?<![\d,.$£€-])((?:19|20)\d\d)(?![\d,%]|\.\d)")
_MONTHS = re.compile(
    rf"\b(?:in|for|of|to|mid-|during|late|early|through|until|as\sof|end\sof)\s({_MONTH})\b", _FLAGS
)
_LAST = re.compile(
    r"\b(last|this|next|previous|past|coming)\s(year|month|week|quarter|season)\b", _FLAGS
)
_LENGTH = re.compile(r"\b(quarter(?:ly)?|month(?:ly)?|weekly|week|weekend|daily)\b", _FLAGS)
_LONG = frozenset(("quarter", "half", "nine months", "year"))
_MEMORY = 4  # sentences
_LONGEST = 800  # characters of a sentence
_LENGTHS = {3: "quarter", 6: "half", 9: "nine months", 12: "year"}
_WHICH = {"past": "last", "previous": "last", "coming": "next"}
_WORDS = {"three": 3, "six": 6, "nine": 9, "twelve": 12}


def told_in(clause: str) -> Periods:
    """What a clause says: of `length`, `quarter`, `half`, `year`, `month`."""
    by = (("which year", found[1]) for found in _BY.finditer(clause))
    return frozenset((*_found(without_comparisons(clause)), *by))


def without_comparisons(text: str) -> str:
    """The text without "from a year earlier" and the like, which speak of another figure."""
    return _ASIDE.sub(" ", text).replace("gross domestic product", "gdp")


def told_before(article: Article, place: int) -> Periods:
    """Of which length the last sentences spoke that named one: what follows speaks of the same."""
    for sentence in reversed(article.sentences[max(0, place - _MEMORY) : place]):
        said = told_in(article.text_of(sentence)[:_LONGEST])
        lengths = {length for about, length in said if about == "length" and length in _LONG}
        if lengths:
            return frozenset(("before", length) for length in lengths)
    return frozenset()


def same_period(one: Periods, other: Periods, *, timed: bool) -> bool:
    """False where both say the same of different things: other quarters, other lengths.

    `timed` are measures that are always told for a length: what earlier sentences said counts.
    """
    for about in {name for name, _ in one} & {name for name, _ in other} - {"before"}:
        if not _of(one, about) & _of(other, about):
            return False
    mine, theirs = _lengths(one), _lengths(other)
    return not timed or not mine or not theirs or bool(mine & theirs)


def _of(periods: Periods, *abouts: str) -> frozenset[str]:
    return frozenset(value for about, value in periods if about in abouts)


def _lengths(periods: Periods) -> frozenset[str]:
    return _of(periods, "length", "before") & _LONG


def _found(clause: str) -> Iterator[tuple[str, str]]:
    yield from _spans(clause)
    clause = _SPAN.sub(" ", clause)
    for total in _TO.finditer(clause):
        yield "length", _LENGTHS[_WORDS[total[1].lower()]] if total[1] else "year"
    clause = _TO.sub(" ", clause)
    for about, pattern in (("quarter", _QUARTER), ("half", _HALF)):
        for found in pattern.finditer(clause):
            yield "length", about
            if found[1] or found[2]:
                yield about, str(_ORDINAL[found[1].lower()]) if found[1] else found[2]
        clause = pattern.sub(" ", clause)
    yield from _dates(clause)


def _spans(clause: str) -> Iterator[tuple[str, str]]:
    """Lengths from one month to another: April to June is the second quarter."""
    names = _MONTH.split("|")
    for span in _SPAN.finditer(clause):
        first, last = names.index(span[1].lower()), names.index(span[2].lower())
        months = (last - first) % 12 + 1
        yield "length", _LENGTHS.get(months, f"{months} months")
        if months == 3 and first % 3 == 0:  # noqa: PLR2004 - a quarter
            yield "quarter", str(first // 3 + 1)


def _dates(clause: str) -> Iterator[tuple[str, str]]:
    for year in _YEAR.finditer(clause):
        yield "year", year[1]
    for month in _MONTHS.finditer(clause):
        yield "month", month[1].lower()
    for said in _LAST.finditer(clause):
        which, what = said[1].lower(), said[2].lower()
        yield f"which {what}", _WHICH.get(which, which)
        yield "length", what
    for length in _LENGTH.finditer(_LAST.sub(" ", clause)):
        yield "length", length[1].lower().removesuffix("ly").replace("dai", "day")
