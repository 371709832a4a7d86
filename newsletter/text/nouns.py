"""What a number counts: "12,000 jobs", "2,000 new staff"; and numbers that count nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from newsletter.text.late import late
from newsletter.text.numbers import is_year
from newsletter.text.units import MEASURES, NO_NOUNS, PEOPLE_AND_THINGS, TIME_UNITS, listed

if TYPE_CHECKING:
    from newsletter.text.numbers import Number

_SHORTEST_PLURAL = 4
_REACH = 80  # characters behind a number in which its noun stands
_APOSTROPHE = re.compile(r"['’]s?$")

_WORDS = re.compile(
    r"(?:(?P<hyphen>-)|\s(?:of\s)?)(?P<first>[^\W\d_][\w'’-]*)"
    r"(?:\s(?P<second>[^\W\d_][\w'’-]*))?(?:\s(?P<third>[^\W\d_][\w'’-]*))?"
)
# Between a number and its noun there may be adjectives and other nouns, but no function word.
_FUNCTION = frozenset(
    listed("""
    a an the and or but nor of in on at by for to from with without into onto over under about
    after before since until during through per than as so that which who whom whose when where
    while if because though although not no is are was were be been being am has have had having
    do does did will would can could may might shall should must said says told it its he she they
    them him her his their our we you i this these those there here also only just even still
    already yet ago out up down off back again away around across against between among within
    outside near took got went came made gave left won lost rose fell each every both either
    more most less least vs via now then today yesterday tomorrow last next how why what
""")
) - {"more"}
_NAMED = late(
    r"(?:^|[\s(\"“‘'/-])(?P<word>[A-Za-z&.]*[A-Z][\w&.'’]*"
    r"|phase|grade|type|level|stage|chapter|page|section|day|week|round|game|number|class|group"
    r"|article|route|highway|channel|flight|tier|category|version|title|act|rule|aged?"
    r"|(?:[Oo]ne|two|three|four|five|six|seven|eight|nine)\s(?:in|out\sof))\s$"
)
_SENTENCE_WORDS = frozenset(
    listed(
    """
    The A An About Around Some Over More Nearly Almost Only At In On By For With And But Or
    Of From To Its Their His Her Our Your All Another These Those Up As Than After Before
    Since Under Just Roughly Approximately Between Fewer Less Those Both Most Every It He
    She They We I When While If So Then There Where Who That This Not Each Last Next Further
    Exactly Fully Total Says Said Yes No Reuters
    """
)
)  # fmt: skip
_AGED = re.compile(
    r"\s(?:ago|old|earlier|later|after|before|since|running|into|in\sprison|in\sjail)\b"
)
_HYPHENATED = frozenset(("barrel", "tonne", "ton", "ounce", "share", "mile", "metre", "meter",
                           "megawatt", "gigawatt", "acre", "hectare", "kilometre", "kilometer",
                           "litre", "liter", "unit", "foot", "km", "mw", "gw"))  # fmt: skip


class Counted(NamedTuple):
    """The noun that a number counts, as said, in lower case; the figure ends at `end`."""

    unit: str
    end: int
    time: bool = False


def counted(text: str, number: Number, start: int, end: int, *, scaled: bool) -> Counted | None:
    """The counted noun behind a number, or None where the number counts nothing."""
    if number.plain and not scaled and (is_year(number.value) or _is_name(text, start)):
        return None
    words = _WORDS.match(text, end, end + _REACH)
    if words is None:
        return None
    if words["hyphen"]:
        first = words["first"].lower()
        return Counted(first, words.end("first")) if first in _HYPHENATED else None
    group = _noun(words, scaled=scaled or number.value == 1)
    if group is None:
        return None
    noun = _APOSTROPHE.sub("", words[group])
    close = words.start(group) + len(noun)
    return _accepted(text, noun.lower(), close, small=not (number.digits or scaled))


def _accepted(text: str, noun: str, close: int, *, small: bool) -> Counted | None:
    """Spelled small numbers count only what is measured: "five gigawatts", not "two reasons"."""
    if noun in TIME_UNITS:
        return None if _AGED.match(text, close) else Counted(noun, close, time=True)
    return Counted(noun, close) if not small or noun in MEASURES else None


def _noun(words: re.Match[str], *, scaled: bool) -> str | None:
    """The group of the first noun; only adjectives may stand before it."""
    for group in ("first", "second", "third"):
        word = words[group]
        if word is None or _is_noun(_APOSTROPHE.sub("", word.lower()), scaled=scaled):
            return group if word else None
        if word.lower() in _FUNCTION or (word.endswith("ed") and group == "second"):
            return None
    return None


def _is_noun(word: str, *, scaled: bool) -> bool:
    if word in MEASURES or word in PEOPLE_AND_THINGS or word in TIME_UNITS:
        return True
    if word in NO_NOUNS or len(word) < _SHORTEST_PLURAL or "'" in word or "’" in word:
        return False
    return (word.endswith("s") and not word.endswith(("ss", "us", "sis", "nis"))) or (
        scaled and word == "person"
    )


def _is_name(text: str, start: int) -> bool:
    """Whether the number belongs to a name before it: "Boeing 737", "May 5", "No. 2"."""
    if text[start - 1 : start] in ("-", "/", "#", ".", "–"):
        return not text[max(0, start - 2) : start - 1].isdigit()
    named = _NAMED().search(text[max(0, start - 24) : start])
    return named is not None and named["word"] not in _SENTENCE_WORDS
