"""Where a figure went, and whether a newer one stands beside it: read from the words around it.

Every look is bounded (`_REACH` characters), so that a text of nothing but figures stays linear.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsletter.text.cues import (
    ADDING,
    ADVERBS,
    BREAKS,
    CUES,
    FUNDING,
    LOWS,
    NOUNS,
    PARTICLES,
    PHRASAL,
)
from newsletter.text.late import late
from newsletter.text.units import TIME_UNITS, listed

if TYPE_CHECKING:
    from newsletter.model import Direction

_REACH = 110  # characters: a clause of wire copy is seldom longer
_WORDS_BEFORE = 14
_WORDS_BEHIND = 3

_WORD = re.compile(r"\d+(?:[.,]\d+)*|\w[\w'’-]*|[,;:()—–]|--|[.!?](?=\s)|\n\n")
_ASIDE = re.compile(r"\([^()]*\)")
_STOPS = frozenset((";", ":", "(", ")", "—", "–", "--", ".", "!", "?", "\n\n"))
_AFTER_COMMA = frozenset(("up", "down", "higher", "lower"))
_EACH = re.compile(r"\s(?:a|per|an)\s(?:share|barrel|ounce|tonne|ton|unit|pound)\b|\sapiece\b")
_NOT_BEHIND = frozenset(("to", "from", "of", "on", "in", "at", "by", "per"))

_LATER = late(
    r"(?:\s?\([^()]{0,40}\))?(?:[^.;:()]|\.\s?(?=\d)){0,90}?(?:,|--|—|–)\s(?:or\s[^,;]{1,40},\s)?(?:and\s|still\s|also\s)?(?:(?P<adverb>up|down|higher(?=\s(?:than|from|by|on|at|over|in|for)\b|\s?[,.;]|$)"
    r"|lower(?=\s(?:than|from|by|on|at|over|in|for)\b|\s?[,.;]|$)|rising|falling|climbing|dropping|narrowing|widening)\b(?!\sto\b)"
    r"|(?:marking\s|representing\s)?an?\s[\w.,%$€£-]{0,12}\s?(?:\w+\s){0,2}?(?P<noun>increase|rise|gain|jump"
    r"|surge|improvement|decrease|decline|drop|fall|slump|plunge)\b)"
    r"|\s(?:is|was|were|marks|marked)\sthe\s\w{2,12}est\s(?:[\w-]+\s){0,4}?(?P<most>increase|rise|gain"
    r"|jump|surge|improvement|decrease|decline|drop|fall|slump|plunge)\b"
)

_LATER_WORDS = (", up", ", down", "igher", "lower", "est ", "ing ", ", a", " up ", " down ")

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
_NOT = frozenset(("not", "never", "cannot", "without", "neither", "hardly"))
_FAILED = [[word, "to"] for word in ("failed", "fails", "fail", "failing", "unable", "yet")]
_MUCH = frozenset(("much", "many", "little"))
_LOSSES = (["loss", "of"], ["losses", "of"])
_LEVEL_OR_BY = ("at", "to", "by")
_TUNE = ["to", "the", "tune", "of"]
# Two words whose direction is not that of the second alone.
_PHRASES: dict[tuple[str, ...], Direction] = {
    **{(word, "up"): "down" for word in ("gave", "give", "gives", "given", "giving")},
    **{
        (word, "down"): "down" for word in ("come", "comes", "came", "coming", "put", "pay", "paid")
    },
}
_PUT: dict[tuple[str, ...], Direction] = {
    **{(word, "on"): "up" for word in ("put", "puts", "putting", "piled")},
    **{("narrower", noun): "down" for noun in ("loss", "losses", "deficit", "gap", "net")},
    **{("wider", noun): "up" for noun in ("loss", "losses", "deficit", "gap", "net")},
}
_VALUE = late(r"\s(?:\w+\s){0,3}(?:value|worth|capitali[sz]ation|wealth)\b")
_LEVEL = frozenset(("to", "from", "at"))
_TRADED = late(r"\b(?:trad|clos|open|settl|quot|pegg|stood|stand|fix)\w*(?:\s\w+){0,2}?\sat\s$")


def direction(text: str, start: int, end: int, unit: str) -> Direction | None:
    """The direction that the clause around `text[start:end]` gives to a figure in `unit`."""
    own = CUES.get(text[start:end].lower())
    if own is not None:
        return (
            own if not _is_denied(_WORD.findall(text[max(0, start - 30) : start].lower())) else None
        )
    if text[start] in "+-−":
        return "up" if text[start] == "+" else "down"
    behind, near = _behind(text, end, unit)
    if near:
        return behind
    return _before(text, start, end, unit) or behind or _later(text, end)


def named_behind(text: str, end: int) -> Direction | None:
    """The direction that a noun right behind a figure gives to it: "a 5% rise"."""
    word = _WORD.match(text, end + 1, end + 24)
    return NOUNS.get(word[0].lower()) if word else None


def _behind(text: str, end: int, unit: str) -> tuple[Direction | None, bool]:
    """The movement word just behind, and whether it stands right there."""
    each = _EACH.match(text, end)
    begin = each.end() if each else end
    words = _WORD.findall(text[begin : end + 60].lower())[: _WORDS_BEHIND + 1]
    if words[:1] == [","] and words[1:2] and words[1] in _AFTER_COMMA:
        return ADVERBS[words[1]], False
    for place, word in enumerate(words[:_WORDS_BEHIND]):
        if place == 0 and word in ADVERBS:
            if word == "off" and unit.islower() and unit not in _CHANGES:
                break  # "100 vessels off the coast"
            return ADVERBS[word], True
        if word in NOUNS and words[place - 1 : place] != ["cash"]:
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
    word = later["adverb"] or later["noun"] or later["most"]
    return ADVERBS.get(word) or CUES[word]


def _before(text: str, start: int, end: int, unit: str) -> Direction | None:
    window = _ASIDE.sub(" ", text[max(0, start - _REACH) : start])
    words = _WORD.findall(window.lower())[-_WORDS_BEFORE:]
    if _is_about_another(words, unit):
        return None
    for place in range(len(words) - 1, -1, -1):
        if _is_over(words, place) or _is_found(text, words, place, end, unit):
            return None
        if unit in _CHANGES and words[place : place + 2] in _LOSSES:
            return "down"
        found = _cue(words, place)
        if found is not None:
            return found
    return None


def _is_over(words: list[str], place: int) -> bool:
    """Whether another statement begins here, so that what stands before it says nothing."""
    word = words[place]
    if word == ",":
        return place + 1 < len(words) and words[place + 1].endswith("ing")
    return word in _STOPS or (word in BREAKS and not _is_harmless(words, place))


def _is_found(text: str, words: list[str], place: int, end: int, unit: str) -> bool:
    """Whether the word says that a quantity was raised or added: it came, it did not rise."""
    word = words[place]
    if word in FUNDING:
        return unit.isupper() and _is_direct(words[place + 1 :])
    return word in ADDING and unit not in _CHANGES and not _VALUE().search(text, end, end + 40)


def _is_about_another(words: list[str], unit: str) -> bool:
    """Whether what moved is another thing than the figure: "raised tariffs on $2bn of goods"."""
    place = len(words) - 1
    while place > 0 and words[place] in _DIRECT:
        place -= 1
    if place < 1 or words[place] != "on":
        return False
    return not (unit in _CHANGES and words[place - 1] in ("put", "puts", "putting", "piled"))


def _is_direct(between: list[str]) -> bool:
    """Whether nothing but "about", "more than" and the like stands between verb and figure."""
    return between[:1] != ["to"] and _DIRECT.issuperset(between)


def _is_harmless(words: list[str], place: int) -> bool:
    """Whether a word that else begins a statement does not: "as much as", "more than"."""
    word, before, behind = words[place], words[place - 1 : place], words[place + 1 :]
    if word == "as":
        return not _MUCH.isdisjoint([*before, *behind[:1]])
    if word == "than":
        return not _MORE_THAN.isdisjoint(before)
    if word == "before":
        return not TIME_UNITS.isdisjoint(before)
    if word == "for":  # "fell for a third month in a row to 5.2"
        return not TIME_UNITS.isdisjoint(behind[:4])
    if word == "since":  # "fell since May, at 7 percent": what "since" began is over
        return behind[-2:-1] == [","] and behind[-1] in _LEVEL_OR_BY
    return word == "and" and (
        behind[-1:] in ([], ["by"]) or behind[-4:] == _TUNE or "in" in behind[:1]
    )


def _cue(words: list[str], place: int) -> Direction | None:
    word = words[place]
    if word in LOWS:
        near = place >= len(words) - 3
        return LOWS[word] if near and _is_extreme(words, place) else None
    if word not in CUES:
        return _PUT.get((word, *words[place + 1 : place + 2]))
    if word in PARTICLES and place and words[place - 1] in PHRASAL:
        return _PHRASES.get((words[place - 1], word))
    return (
        None if _is_denied(words[:place]) or _is_measure(word, words[place + 1 :]) else CUES[word]
    )


def _is_measure(word: str, behind: list[str]) -> bool:
    """Whether the word only says how much: "a higher price of $5", "up to $5 million"."""
    if word in ("higher", "lower"):
        return behind[:1] not in ([], ["by"], ["at"], ["to"])
    return word == "up" and behind == ["to"]


def _is_denied(words: list[str]) -> bool:
    """Whether the words before say that it did not move: "did not rise", "failed to gain"."""
    last = words[-2:]
    return bool(last) and (last[-1] in _NOT or last[-1].endswith(("n't", "n’t")) or last in _FAILED)


def _is_extreme(words: list[str], place: int) -> bool:
    """Whether the market went there: "a record of", "a new low of", "a fresh high of"."""
    if words[place + 1 : place + 2] not in (["of"], ["at"]):
        return False
    return words[place] == "record" or not _MARKS.isdisjoint(words[max(0, place - 2) : place])


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
