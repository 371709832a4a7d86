"""Where a figure went, and whether a newer one stands beside it: read from the words around it.

Every look is bounded (`_REACH` characters), so that a text of nothing but figures stays linear.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsletter.text.cues import BEHIND, BREAKS, CUES, PARTICLES, PHRASAL

if TYPE_CHECKING:
    from newsletter.model import Direction

_REACH = 100
_WORDS_BEFORE = 9
_WORDS_BEHIND = 3

_WORD = re.compile(r"[^\W\d_][\w'’-]*|[;:()—–]|[.!?](?=\s)|\n\n")
_STOP = re.compile(r"[;:()—–.!?]|\n\n")
_OLD = re.compile(
    r"(?:\bfrom|\b(?:compared|compares|comparing)\s(?:with|to)|\bagainst|\bversus|\bvs\.?"
    r"|\b(?:up|down)\sfrom|\bthan\s(?:the|a|an|its|their))"
    r"(?:\s(?:about|around|nearly|almost|some|just|only|over|roughly|approximately|an?|the|its"
    r"|their|earlier|previous|revised|year-ago|year-earlier|low|high|level|levels|record"
    r"|more\sthan|less\sthan|profit|loss|net|revenue|income|losses|earnings|sales|of|in|at"
    r"|estimated|expected|forecast))*\s$",
    re.IGNORECASE,
)
_AWAITED = re.compile(
    r"\b(?:(?:analysts|economists|wall\sstreet|markets?|consensus|street)[\w'’\s,]{0,40}"
    r"\b(?:expect|expected|forecast|estimate|estimated|estimates|predicted|looking|expectations?)"
    r"|expectations|estimates|consensus|forecasts)\b[\w'’\s,]{0,30}$",
    re.IGNORECASE,
)
_THEN_AWAITED = re.compile(
    r"[\w\s]{0,12}\b(?:expected\sby|forecast\sby|expected\b(?!\sto)|consensus|estimate)",
    re.IGNORECASE,
)
_A_YEAR_AGO = re.compile(
    r"(?:,?\s[\w-]+){0,3}\s(?:a\syear|the\syear|one\syear|a\smonth|a\squarter)\s(?:earlier|ago|before)"
    r"|\s(?:in|for|during)\sthe\s(?:same|year-ago|year-earlier|prior|previous|corresponding)\b"
)


def direction(text: str, start: int, end: int) -> Direction | None:
    """The direction that the clause around `text[start:end]` gives it, or None."""
    own = CUES.get(text[start:end].lower())
    if own is not None:
        return own
    close, near = _behind(text, end)
    if close is not None and near:
        return close
    before = _before(text, start)
    return before if before is not None else close


def _behind(text: str, end: int) -> tuple[Direction | None, bool]:
    """The movement word just behind, and whether it stands right there."""
    words = _WORD.findall(text, end, end + 40)[:_WORDS_BEHIND]
    for place, word in enumerate(words):
        lower = word.lower()
        if _STOP.match(lower):
            break
        if lower in BEHIND:
            return BEHIND[lower], place == 0
        if lower in BREAKS or lower in ("to", "from", "of", "on", "in", "at", "by"):
            break
    return None, False


def _before(text: str, start: int) -> Direction | None:
    words = _WORD.findall(text, max(0, start - _REACH), start)[-_WORDS_BEFORE:]
    for place in range(len(words) - 1, -1, -1):
        word = words[place].lower()
        if _STOP.match(word) or word in BREAKS:
            return None
        if word in CUES and not _is_particle(words, place):
            return CUES[word]
    return None


def _is_particle(words: list[str], place: int) -> bool:
    return words[place].lower() in PARTICLES and place > 0 and words[place - 1].lower() in PHRASAL


def superseded(text: str, start: int, end: int) -> bool:
    """Whether the figure is what was before, or what had been expected: never the news."""
    if _OLD.search(text[max(0, start - _REACH) : start]):
        return True
    return bool(_A_YEAR_AGO.match(text, end, end + _REACH))
