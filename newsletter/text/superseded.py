"""Whether a figure is the news, or what was before, or what had been expected.

Every look is bounded (`_REACH` characters), so that a text of nothing but figures stays linear.
"""

from __future__ import annotations

import re

from newsletter.text.late import late

_REACH = 110  # characters: a clause of wire copy is seldom longer
_APPOSITION = 30  # characters between a figure and its other saying

# What stands between "compared with" and the older figure.
_QUALIFIERS = (
    r"(?:\s(?:about|around|nearly|almost|some|just|only|over|roughly|approximately|an?|the|its"
    r"|their|earlier|previous|previously|prior|revised|upwardly|downwardly|year-ago|year-earlier"
    r"|low|high|last|peak|year['’]s|quarter['’]s|month['’]s|week['’]s|level|levels|record|more\sthan"
    r"|less\sthan|profit|loss|net|revenue|income|losses|earnings|sales|of|at|between|up|down"
    r"|estimated|expected|forecast|market|analysts['’]?|consensus|average|estimates?|forecasts?"
    r"|expectations|calls|for|target|planned|guidance|range|rate|total|figure))*\s$"
)
_OLD = late(
    r"(?:\bfrom|\b(?:compared?|compares|comparing)\s(?:with|to)|\bagainst|\bversus|\bvs\.?"
    r"|\bthan\s(?:the|an?|its|their)|\brather\sthan|\binstead\sof|\b(?:up|down)\son"
    r"|\b(?:previous|prior|earlier|initial|original)\s(?:guidance|forecast|estimate|outlook|target)"
    rf"\sof){_QUALIFIERS}",
    re.IGNORECASE,
)
_OLD_WORDS = (
    "from", "compar", "against", "versus", "vs", "than ", "instead", "up on", "down on",
    "previous", "prior", "earlier", "initial", "original",
)  # fmt: skip
_AWAITED = late(
    r"\b(?:(?:analysts|economists|wall\sstreet|the\sstreet|consensus)\b[\w'’\s-]{0,40}?"
    r"\b(?:expected|forecast|estimated|predicted|anticipated|looking\sfor|projected|estimates?"
    r"|expectations|forecasts?|calls)"
    r"|(?:beat|miss|topp|top|exceed|surpass|below|above|ahead\sof|short\sof)\w*\s[\w'’\s-]{0,40}?"
    r"\b(?:expectations|estimates?|consensus|forecasts?|target|guidance)"
    r"|had\s(?:\w+ly\s)?(?:expected|forecast|predicted|projected|targeted|guided|budgeted|hoped"
    r"|planned)(?:\s(?:to|on|in)\s\w+)?)"
    r"(?:\s(?:an?|the|profit|earnings|revenue|sales|loss|of|about|around|for|at|eps|net|income"
    r"|growth|rise|drop|gain|increase|decline|only|some|to))*\s$",
    re.IGNORECASE,
)
_WHO = r"(?:analysts|economists|wall\sstreet|the\sstreet|the\smarket|investors)"
_THEN_AWAITED = late(
    rf"[\w\s]{{0,16}}?\s(?:(?:that\s|which\s)?{_WHO}\s(?:had\s|were\s|was\s)?(?:been\s)?"
    r"(?:(?:expect|anticipat|predict|estimat|project|look|hop|pencil)(?:l?ed|ing)|forecast|forecasting)\b"
    r"|(?:expected|forecast|predicted|anticipated|estimated|projected|seen|pencilled\sin|penciled"
    rf"\sin)\sby\s(?:\w+\s)?{_WHO}"
    r"|(?:expected|forecast|predicted|anticipated|estimated|projected)\sby\s(?:a|the|\w+\spolled)"
    r"|(?:it|they|he|she|the\scompany)\shad\s(?:\w+ly\s)?(?:expected|forecast|predicted|planned))",
    re.IGNORECASE,
)
_EXPECTED = re.compile(
    r"[eE]xpect|[fF]orecast|[eE]stimat|[cC]onsensus|[aA]nalyst|[tT]arget|planned|anticipat|calls"
    r"|predict|project|looking|guid|budgeted|hoped|seen\sby|penci"
)
_A_YEAR_AGO = re.compile(
    r"(?:\s(?:a|per)\sshare)?,?\s(?:a|the|one)\s(?:year|month|quarter|week)\s(?:earlier|ago|before)\b"
    r"|,?\s(?:in|for|during)\sthe\s(?:same|year-ago|year-earlier|prior|previous|corresponding)\s"
    r"(?:period|quarter|month|year|week)"
)
# "Compared with $10 trillion at Vanguard": another's figure, not an older one.
_ANOTHERS = late(r"\s(?:at|for|by)\s(?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))[A-Z]")
_APPOSED = late(
    r"(?:\s(?:a|per)\s[\w-]+)?,?\s?(?:\bor\s|\(\s?)(?:about\s|around\s|some\s|roughly\s|~)?"
)
_UP_TO = late(r"\s(?:to|and|or)\s(?:up|down|plus|minus)\s")


def is_past(text: str, start: int, end: int) -> bool:
    """Whether the figure says what was before: not what had been expected, nor another's."""
    old = _old(text[max(0, start - _REACH) : start])
    if old is not None:
        if _EXPECTED.search(old[0]) or _ANOTHERS().match(text, end):
            return False
        return not (_EXPECTED.search(text, end, end + 40) and _then_awaited(text, end))
    return _A_YEAR_AGO.match(text, end, end + _REACH) is not None


def superseded(text: str, start: int, end: int) -> bool:
    """Whether the figure is what was before, or what had been expected: never the news."""
    before = text[max(0, start - _REACH) : start]
    if _old(before) or _A_YEAR_AGO.match(text, end, end + _REACH):
        return True
    if _EXPECTED.search(before) and _AWAITED().search(before):
        return True
    return _then_awaited(text, end)


def with_older(text: str, end: int, start: int) -> bool:
    """Whether what starts at `start` ends the range that an older figure began at `end`."""
    return start - end <= _APPOSITION and _UP_TO().fullmatch(text, end, start) is not None


def apposed(text: str, end: int, start: int) -> bool:
    """Whether what starts at `start` says again what ended at `end`: ", or 58 cents", "($29m)"."""
    return start - end <= _APPOSITION and _APPOSED().fullmatch(text, end, start) is not None


def _old(before: str) -> re.Match[str] | None:
    """Asks a few words first, which costs a tenth of the search."""
    lower = before.lower()
    return _OLD().search(before) if any(word in lower for word in _OLD_WORDS) else None


def _then_awaited(text: str, end: int) -> bool:
    behind = text[end : end + 70]
    return bool(_EXPECTED.search(behind) and _THEN_AWAITED().match(behind))
