"""On which day, of which year and for which term a figure is told, so far as its words say."""

from __future__ import annotations

import re

_DAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_DATE = re.compile(
    r"\b(?:on|of)\s((?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))[a-z]*\.?\s(\d{1,2})\b"
)
_SAID_ON = re.compile(
    r"\b(?:said|announced|reported|told|showed|published|confirmed|estimated|forecast|decided|ruled"
    r"|agreed|figures|data|statement|report)\b[^,.;]{0,40}?\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:['’]s)?"
    r"|\b(?:by|By|As\sof|as\sof|until|since|Since|before)\s(?:late\s|early\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day['’]s\s(?:report|figures|data|announcement|statement|notice|ruling)"
)
_TERM = re.compile(r"\b(\d+|two|three|five|seven|ten|twenty|thirty)[- ](?:year|month)\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# "Their worst day since 2021": how rare it is, not when it was.
_SINCE = re.compile(
    r"\b(?:since|than|in|before|after)\s[^.;,]{0,40}?\b(?:since|after|before)\s(?:19|20)\d\d\b"
    r"|\bthan\s(?:in|it\s(?:did|was|had)\sin)\s(?:19|20)\d\d\b"
    r"|\bsince\s(?:\w+\s)?(?:19|20)\d\d\b"
)


def days(clause: str) -> frozenset[str]:
    """The days of the week on which what is counted happened, not those on which it was said."""
    return frozenset(_DAY.findall(_SAID_ON.sub(" ", clause)))


def all_days(said: str) -> frozenset[str]:
    """All days of the week that are named."""
    return frozenset(_DAY.findall(said))


def dates(clause: str) -> frozenset[tuple[str, str]]:
    """The days of a month that a clause names."""
    return frozenset(_DATE.findall(clause))


def terms(clause: str) -> frozenset[str]:
    """For how many years or months something runs: "10-year notes"."""
    return frozenset(_TERM.findall(clause))


def years(clause: str) -> frozenset[str]:
    """The years that a clause names, those left out since when nothing was like it."""
    return frozenset(_YEAR.findall(_SINCE.sub(" ", clause)))
