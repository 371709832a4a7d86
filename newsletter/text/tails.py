"""What stands behind a number: its magnitude and its unit, or nothing that is one.

Words are looked up rather than matched: one pattern over all of them took 13 ms to compile.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from newsletter.text import units
from newsletter.text.late import late

if TYPE_CHECKING:
    from newsletter.text.numbers import Number

Kind = Literal["money", "rate", "multiple", "share", "count", "time", "bare"]
Word = tuple[str, int]  # in lower case, and where it ends

_WORD = re.compile(r"[\s-]?(U\.S\.|[^\W\d_]+|[%％٪¢€£$₽×])(?![\d_])")
_MORE = re.compile(r"\+(?:-odd)?|-odd\b")
_LINK = re.compile(r"\s(?:of|de|di)(?=\s)|\sd['’]")
_GLUED = late(r"(?:m|b|tr)illion(?!aire|th)", re.IGNORECASE)
_MYRIADS = frozenset("万億亿兆만억조")
_CJK_MONEY = ("円", "人民元", "元", "ドル", "ユーロ", "ウォン", "원", "달러")
_COMPARED = late(
    r"\s(?:as|more|higher|larger|bigger|greater|faster|less|lower|its|their|the|what|last|over"
    r"|earnings|sales|revenue|forward|book|expected|annual|oversubscribed|core)\b"
)

_LETTERS = frozenset("kmbt")
_SCALES = {name: value for name, value in units.MAGNITUDES.items() if len(name) > 1}
_ABBREVIATED = frozenset(("mio", "mrd", "mln", "mld", "tsd"))
_NAMES = frozenset((*units.RATES, *units.MONEY, *(name for name in units.CENTS if len(name) > 1)))
_FIRST = frozenset(name.split()[0] for name in (*_NAMES, *units.ADJECTIVES))
_LONGEST_NAME = 3
_CODE = 3  # letters of a currency's code

# Words for money that are also other words count only behind a magnitude or an adjective.
_AMBIGUOUS = frozenset(("won", "mark", "marks", "sol", "dong", "leu", "lei", "元", "buck", "$"))
_LINES_OF_SCREENS = frozenset((480.0, 720.0, 1080.0, 1440.0, 2160.0))


class Tail(NamedTuple):
    """What was read behind a number: its magnitude ends at `scaled`, a cent has a `share` of 0.01.

    `letter` is a magnitude of one letter, which may as well be metres or the name of a screen.
    """

    end: int
    scaled: int
    factor: float = 1.0
    unit: str = ""
    kind: Kind = "bare"
    share: float = 1.0
    letter: str = ""
    vague: bool = False


def read(text: str, number: Number) -> Tail:
    """The magnitude and the unit behind a number."""
    more = _MORE.match(text, number.end)
    begin = more.end() if more else number.end
    factor, scaled, letter = _magnitude(text, begin)
    unit, kind, share, end = _unit(text, number, scaled, named=factor > 1)
    return Tail(end, scaled, factor, unit, kind, share, letter, vague=more is not None)


def _words(text: str, begin: int, most: int) -> list[Word]:
    """Up to `most` words in a row behind a place, each after one space or hyphen."""
    words: list[Word] = []
    while len(words) < most and (word := _WORD.match(text, begin)):
        begin = word.end()
        words.append((word[1].lower(), begin))
    return words


def _magnitude(text: str, begin: int) -> tuple[float, int, str]:
    """The factor, where it ends, and the letter it was if it was one."""
    words = _words(text, begin, 2)
    if not words:
        return 1.0, begin, ""
    first, end = words[0]
    if len(first) == 1 and first in _LETTERS and end == begin + 1:
        return units.MAGNITUDES[first], end, text[begin]
    for name, close in ((" ".join(word for word, _ in words), words[-1][1]), (first, end)):
        if name in _SCALES:
            return _SCALES[name], close, ""
    return _run_on(text, begin)


def _run_on(text: str, begin: int) -> tuple[float, int, str]:
    """The magnitude that runs on into what follows: "$1.9 billionincluding", "1200億円"."""
    if text[begin] in _MYRIADS:
        return units.MAGNITUDES[text[begin]], begin + 1, ""
    glued = _GLUED().match(text, begin + (not text[begin].isalpha()))
    if glued:
        return _SCALES[glued[0].lower()], glued.end(), ""
    return 1.0, begin, ""


def _unit(text: str, number: Number, begin: int, *, named: bool) -> tuple[str, Kind, float, int]:
    """Unit, kind, the part of the unit that was named, and where it ends."""
    link = _LINK.match(text, begin) if named else None
    start = link.end() if link else begin
    words = _words(text, start, _LONGEST_NAME + 1)
    if not words:
        return _after_abbreviation(text, number, begin) if named else ("", "bare", 1.0, begin)
    if words[0][0] in _FIRST:
        for count in range(min(len(words), _LONGEST_NAME + 1), 0, -1):
            found = _named(text, number, words[:count], named=named)
            if found is not None:
                return found
    if text.startswith(_CJK_MONEY, start):
        name = next(name for name in _CJK_MONEY if text.startswith(name, start))
        return units.MONEY[name], "money", 1.0, start + len(name)
    return _short(text, number, words[0], begin)


def _after_abbreviation(text: str, number: Number, begin: int) -> tuple[str, Kind, float, int]:
    """The money behind an abbreviation and its full stop: "5 Mio. Euro"."""
    if text[begin : begin + 2] == ". " and text[max(0, begin - 3) : begin].lower() in _ABBREVIATED:
        unit, kind, share, end = _unit(text, number, begin + 1, named=False)
        if kind == "money":
            return unit, kind, share, end
    return "", "bare", 1.0, begin


def _named(
    text: str, number: Number, words: list[Word], *, named: bool
) -> tuple[str, Kind, float, int] | None:
    name, end = " ".join(word for word, _ in words), words[-1][1]
    if name in units.RATES:
        idle = name == "point" and not number.digits and number.value == 1  # "at one point"
        return None if idle else (units.RATES[name], "rate", 1.0, end)
    currency = _currency(name, named=named)
    if currency is None:
        return None
    if name in ("pound", "pounds") and not named and _weighs(text, number, end):
        return None
    return currency[0], "money", currency[1], end


def _currency(name: str, *, named: bool) -> tuple[str, float] | None:
    """The currency of a name and how much of it that is, an adjective before it decides."""
    if name in units.CENTS and len(name) > 1:
        return units.CENTS[name], 0.01
    if name in units.MONEY:
        return None if name in _AMBIGUOUS and not named else (units.MONEY[name], 1.0)
    adjective, _, noun = name.rpartition(" ")
    if adjective in units.ADJECTIVES and (noun in units.MONEY or noun in units.CENTS):
        return units.ADJECTIVES[adjective], 0.01 if noun in units.CENTS else 1.0
    return None


def _weighs(text: str, number: Number, end: int) -> bool:
    """Whether pounds are a weight: "200 pounds of flour", "a 200-pound man"."""
    return text[number.end] == "-" or text.startswith((" of ", " in weight"), end)


def _short(text: str, number: Number, word: Word, begin: int) -> tuple[str, Kind, float, int]:
    """The units of a letter that stand at the number itself, and the multiples."""
    name, end = word
    glued = end == begin + len(name)
    if number.digits and text[end - _CODE : end] in units.CODES:
        return text[end - _CODE : end], "money", 1.0, end  # "3.5bn USD"
    if name == "fold" and text[begin] in "-f":
        return "multiple", "multiple", 1.0, end
    if name in ("x", "×") and glued and number.digits:
        return "multiple", "multiple", 1.0, end
    if name == "times" and _COMPARED().match(text, end):
        return "multiple", "multiple", 1.0, end
    small = glued and len(name) == 1 and number.digits and number.value not in _LINES_OF_SCREENS
    if small and name in units.CENTS and text[begin] in "pc¢":
        return units.CENTS[name], "money", 0.01, end
    return "", "bare", 1.0, begin
