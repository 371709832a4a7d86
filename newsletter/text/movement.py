"""Where a figure went, and whether a newer one stands beside it: read from the words around it.

Every look is bounded (`_REACH` characters), so that a text of nothing but figures stays linear.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsletter.text.cues import ADVERBS, BREAKS, CUES, FUNDING, LOWS, NOUNS, PARTICLES, PHRASAL
from newsletter.text.late import late
from newsletter.text.units import listed

if TYPE_CHECKING:
    from newsletter.model import Direction

_REACH = 110  # characters: a clause of wire copy is seldom longer
_APPOSITION = 30  # characters between a figure and its other saying
_WORDS_BEFORE = 14
_WORDS_BEHIND = 3

_WORD = re.compile(r"\d+(?:[.,]\d+)*|\w[\w'’-]*|[,;:()—–]|--|[.!?](?=\s)|\n\n")
_ASIDE = re.compile(r"\([^()]*\)")
_STOPS = frozenset((";", ":", "(", ")", "—", "–", "--", ".", "!", "?", "\n\n"))
_AFTER_COMMA = frozenset(("up", "down", "higher", "lower"))
_EACH = re.compile(r"\s(?:a|per|an)\s(?:share|barrel|ounce|tonne|ton|unit|pound)\b|\sapiece\b")
_NOT_BEHIND = frozenset(("to", "from", "of", "on", "in", "at", "by", "per"))

_LATER = late(
    r"(?:\s?\([^()]{0,40}\))?(?:[^.;:()]|\.\s?(?=\d)){0,90}?(?:,|--|—|–)\s(?:or\s[^,;]{1,40},\s)?(?:and\s|still\s|also\s)?(?:(?P<adverb>up|down|higher"
    r"|lower|rising|falling|climbing|dropping|narrowing|widening)\b(?!\sto\b)"
    r"|(?:marking\s|representing\s)?an?\s[\w.,%$€£-]{0,12}\s?(?:\w+\s){0,2}?(?P<noun>increase|rise|gain|jump"
    r"|surge|improvement|decrease|decline|drop|fall|slump|plunge)\b)"
)

_LATER_WORDS = (", up", ", down", "igher", "lower", "ing ", ", a", " up ", " down ")

_OLD = late(
    r"(?:\bfrom|\b(?:compared?|compares|comparing)\s(?:with|to)|\bagainst|\bversus|\bvs\.?"
    r"|\bthan\s(?:the|an?|its|their))"
    r"(?:\s(?:about|around|nearly|almost|some|just|only|over|roughly|approximately|an?|the|its"
    r"|their|earlier|previous|previously|revised|upwardly|downwardly|year-ago|year-earlier|low|high"
    r"|last|peak|year['’]s|quarter['’]s|month['’]s|week['’]s|level|levels|record|more\sthan|less\sthan|profit|loss|net|revenue|income|losses"
    r"|earnings|sales|of|at|estimated|expected|forecast|market|analysts['’]?|consensus|average"
    r"|estimates?|forecasts?|expectations|calls|for|target|planned))*\s$",
    re.IGNORECASE,
)
_AWAITED = late(
    r"\b(?:(?:analysts|economists|wall\sstreet|the\sstreet|consensus)\b[\w'’\s-]{0,40}?"
    r"\b(?:expected|forecast|estimated|predicted|anticipated|looking\sfor|projected|estimates?"
    r"|expectations|forecasts?|calls)"
    r"|(?:beat|miss|topp|top|exceed|surpass|below|above|ahead\sof|short\sof)\w*\s[\w'’\s-]{0,40}?"
    r"\b(?:expectations|estimates?|consensus|forecasts?|target|guidance))"
    r"(?:\s(?:an?|the|profit|earnings|revenue|sales|loss|of|about|around|for|at|eps|net|income"
    r"|growth|rise|drop|gain|increase|decline))*\s$",
    re.IGNORECASE,
)
_THEN_AWAITED = late(
    r"[\w\s]{0,16}?\s(?:(?:analysts|economists|wall\sstreet|the\sstreet|the\smarket)\s"
    r"(?:had\s|were\s|was\s)?(?:expected|anticipated|forecast|predicted|estimated|expecting"
    r"|forecasting|projected)|(?:expected|forecast|predicted|anticipated|estimated|projected)\sby\s"
    r"(?:analysts|economists|the|a|wall))",
    re.IGNORECASE,
)
_OLD_WORDS = ("from", "compar", "against", "versus", "vs", "than ")
_EXPECTED = re.compile(
    r"[eE]xpect|[fF]orecast|[eE]stimat|[cC]onsensus|[aA]nalyst|[tT]arget|planned|anticipat|calls"
    r"|predict|project|looking|guidance"
)
_A_YEAR_AGO = re.compile(
    r"(?:\s(?:a|per)\sshare)?,?\s(?:a|the|one)\s(?:year|month|quarter|week)\s(?:earlier|ago|before)\b"
    r"|,?\s(?:in|for|during)\sthe\s(?:same|year-ago|year-earlier|prior|previous|corresponding)\s"
    r"(?:period|quarter|month|year|week)"
)
_MORE_THAN = frozenset(("more", "less", "fewer", "greater", "rather", "better"))
_MARKS = frozenset(("record", "new", "fresh", "all-time", "session", "intraday", "lifetime"))
_CHANGES = frozenset(("percent", "points", "basis_points"))
_DIRECT = frozenset(
    listed(
        """
        about around another an a over more than as much up to nearly almost some further
        additional extra the group company at least roughly so far just
        """
    )
)
_LEVEL = frozenset(("to", "from", "at"))
_TRADED = late(r"\b(?:trad|clos|open|settl|quot|pegg|stood|stand|fix)\w*(?:\s\w+){0,2}?\sat\s$")


def direction(text: str, start: int, end: int, unit: str) -> Direction | None:
    """The direction that the clause around `text[start:end]` gives to a figure in `unit`."""
    own = CUES.get(text[start:end].lower())
    if own is not None:
        return own
    if text[start] in "+-−":
        return "up" if text[start] == "+" else "down"
    behind, near = _behind(text, end)
    if near:
        return behind
    return _before(text, start, unit) or behind or _later(text, end)


def _behind(text: str, end: int) -> tuple[Direction | None, bool]:
    """The movement word just behind, and whether it stands right there."""
    each = _EACH.match(text, end)
    begin = each.end() if each else end
    words = _WORD.findall(text[begin : end + 60].lower())[: _WORDS_BEHIND + 1]
    if words[:1] == [","] and words[1:2] and words[1] in _AFTER_COMMA:
        return ADVERBS[words[1]], False
    for place, word in enumerate(words[:_WORDS_BEHIND]):
        if place == 0 and word in ADVERBS:
            return ADVERBS[word], True
        if word in NOUNS:
            return NOUNS[word], place == 0
        if word == "," or word in _STOPS or word in BREAKS or word in _NOT_BEHIND:
            break
    return None, False


def _later(text: str, end: int) -> Direction | None:
    """What is said of a level behind it: "profit was $5 million in the quarter, up from ..."."""
    ahead = text[end : end + _REACH]
    if not any(word in ahead for word in _LATER_WORDS):
        return None
    later = _LATER().match(text, end, end + _REACH)
    if later is None:
        return None
    word = later["adverb"] or later["noun"]
    return ADVERBS.get(word) or CUES[word]


def _before(text: str, start: int, unit: str) -> Direction | None:
    window = _ASIDE.sub(" ", text[max(0, start - _REACH) : start])
    words = _WORD.findall(window.lower())[-_WORDS_BEFORE:]
    for place in range(len(words) - 1, -1, -1):
        word = words[place]
        if word in _STOPS or (word in BREAKS and not _is_harmless(words, place)):
            return None
        if word == "," and place + 1 < len(words) and words[place + 1].endswith("ing"):
            return None
        if word in FUNDING and unit.isupper() and _is_direct(words[place + 1 :]):
            return None
        if (
            unit in _CHANGES
            and word in ("loss", "losses")
            and words[place + 1 : place + 2] == ["of"]
        ):
            return "down"
        found = _cue(words, place)
        if found is not None:
            return found
    return None


def _is_direct(between: list[str]) -> bool:
    """Whether nothing but "about", "more than" and the like stands between verb and figure."""
    return between[:1] != ["to"] and _DIRECT.issuperset(between)


def _is_harmless(words: list[str], place: int) -> bool:
    """Whether a word that else begins a statement does not: "as much as", "more than"."""
    word = words[place]
    if word == "as":
        return bool({"much", "many", "little"}.intersection(words[place - 1 : place + 2]))
    if word == "than":
        return place > 0 and words[place - 1] in _MORE_THAN
    if word == "before":
        return place > 0 and words[place - 1] in ("year", "month", "quarter", "week", "day")
    return word == "and" and (place == len(words) - 1 or words[-1] == "by")


def _cue(words: list[str], place: int) -> Direction | None:
    word = words[place]
    if word in LOWS:
        near = place >= len(words) - 3
        return LOWS[word] if near and _is_extreme(words, place) else None
    if word not in CUES:
        return None
    if word in ("higher", "lower") and words[place + 1 : place + 2] not in (
        [],
        ["by"],
        ["at"],
        ["to"],
    ):
        return None  # "a higher price of $5" was not raised
    if word in PARTICLES:
        if place > 0 and words[place - 1] in PHRASAL:
            return None
        if word == "up" and words[place + 1 :] == ["to"]:
            return None  # "up to $5 million" says how much, not whereto
    return CUES[word]


def _is_extreme(words: list[str], place: int) -> bool:
    """Whether the market went there: "a record of", "a new low of", "a fresh high of"."""
    if words[place + 1 : place + 2] not in (["of"], ["at"]):
        return False
    return words[place] == "record" or not _MARKS.isdisjoint(words[max(0, place - 2) : place])


def is_past(text: str, start: int, end: int) -> bool:
    """Whether the figure says what was before: not what had been expected."""
    old = _old(text[max(0, start - _REACH) : start])
    if old is not None:
        return not _EXPECTED.search(old[0]) and not _EXPECTED.match(text, end + 1)
    return _a_year_ago(text, end)


def superseded(text: str, start: int, end: int) -> bool:
    """Whether the figure is what was before, or what had been expected: never the news."""
    before = text[max(0, start - _REACH) : start]
    if _old(before) or _a_year_ago(text, end):
        return True
    if _EXPECTED.search(before) and _AWAITED().search(before):
        return True
    behind = text[end : end + 60]
    return bool(_EXPECTED.search(behind) and _THEN_AWAITED().match(behind))


def _old(before: str) -> re.Match[str] | None:
    """Asks five words first, which costs a tenth of the search."""
    lower = before.lower()
    return _OLD().search(before) if any(word in lower for word in _OLD_WORDS) else None


def _a_year_ago(text: str, end: int) -> bool:
    return _A_YEAR_AGO.match(text, end, end + _REACH) is not None


_APPOSED = late(
    r"(?:\s(?:a|per)\s[\w-]+)?,?\s?(?:\bor\s|\(\s?)(?:about\s|around\s|some\s|roughly\s|~)?"
)


def apposed(text: str, end: int, start: int) -> bool:
    """Whether what starts at `start` says again what ended at `end`: ", or 58 cents", "($29m)"."""
    return start - end <= _APPOSITION and _APPOSED().fullmatch(text, end, start) is not None


def is_level(text: str, start: int) -> bool:
    """Whether a plain number says where something stands: "fell to 13.4 from 44.6"."""
    if text[max(0, start - 3) : start].lower() not in ("to ", "at ", "om "):
        return False
    words = _WORD.findall(text[max(0, start - 60) : start].lower())
    if not words or words[-1] not in _LEVEL:
        return False
    if words[-1] == "at":
        return bool(_TRADED().search(text[max(0, start - 40) : start]))
    return any(_cue(words, place) for place in range(max(0, len(words) - 12), len(words)))
