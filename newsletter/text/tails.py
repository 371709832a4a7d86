"""What stands behind a number: its magnitude and its unit, or nothing that is one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from newsletter.text import units

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsletter.text.numbers import Number

Kind = Literal["money", "rate", "multiple", "share", "count", "time", "bare"]


def any_of(words: Iterable[str]) -> str:
    """The words as a pattern, the longest first; a space is any white space."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in longest_first)


_SUFFIX = "[円元ドルユーロウォン원달러€£$₽]"
_END = r"(?![^\W_])"
TAIL = re.compile(
    r"(?P<more>\+?(?:-odd)?)"
    rf"(?:(?P<letter>[KkMmBbTt]){_END}"
    rf"|[\s-]?(?P<magnitude>(?i:{any_of(w for w in units.MAGNITUDES if len(w) > 1)}))"
    rf"(?:(?<=illion)(?!aire|th)|{_END})(?:\.(?=\s(?:Euro|Franken|Dollar)))?"
    r"|(?P<myriad>[万億亿兆만억조]))?"
    rf"(?:[\s-]?(?P<rate>[%％٪](?!-?\spoints|-points)|(?i:{any_of(units.RATES)}){_END})"
    rf"|(?P<small>[pc¢]){_END}|[\s-]?(?P<fold>fold)\b|(?P<fold_x>[x×]){_END}"
    r"|\s(?P<times>times)(?=\s(?:as|more|higher|larger|bigger|greater|faster|less|lower|its|their"
    r"|the|what|last|over|earnings|sales|revenue|forward|book|expected|annual|oversubscribed|core)\b)"
    rf"|[\s-]?(?:(?:de|di|of)\s|d['’])?(?:(?P<adjective>(?i:{any_of(units.ADJECTIVES)}))\s)?"
    rf"(?:(?P<cents>(?i:{any_of(w for w in units.CENTS if len(w) > 1)})){_END}"
    rf"|(?P<money>(?i:{any_of(units.MONEY)}))(?:(?<={_SUFFIX})(?!\s?\d)|{_END})))?"
)
# Words for money that are also other words count only behind a magnitude or an adjective.
_AMBIGUOUS = frozenset(("won", "mark", "marks", "sol", "dong", "leu", "lei", "元", "buck", "$"))
_LINES_OF_SCREENS = frozenset((480.0, 720.0, 1080.0, 1440.0, 2160.0))


def scale(tail: re.Match[str]) -> float:
    """What the number is multiplied by: 1e6 behind "m", "mln" or "million"."""
    word = tail["letter"] or tail["magnitude"] or tail["myriad"]
    return units.MAGNITUDES[" ".join(word.lower().split())] if word else 1.0


def magnitude_end(tail: re.Match[str]) -> int:
    """Where number and magnitude end, the unit left out."""
    return max(tail.end("more"), tail.end("letter"), tail.end("magnitude"), tail.end("myriad"))


def unit(text: str, number: Number, tail: re.Match[str]) -> tuple[str, Kind, float]:
    """The unit that the words behind the number say, its kind, and its part of the unit."""
    if tail["rate"]:
        rate = units.RATES[" ".join(tail["rate"].lower().split())]
        return ("", "bare", 1.0) if _is_idle_point(number, rate, tail) else (rate, "rate", 1.0)
    if tail["fold"] or tail["times"] or (tail["fold_x"] and number.digits):
        return "multiple", "multiple", 1.0
    if tail["small"] and number.digits and number.value not in _LINES_OF_SCREENS:
        return units.CENTS[tail["small"]], "money", 0.01
    if tail["cents"] or tail["money"]:
        return _spoken_money(text, number, tail)
    return "", "bare", 1.0


def _is_idle_point(number: Number, unit: str, tail: re.Match[str]) -> bool:
    """Whether it is an idiom: "at one point" counts nothing."""
    return (
        unit == "points"
        and not number.digits
        and tail["rate"].lower() == "point"
        and number.value == 1
    )


def _spoken_money(text: str, number: Number, tail: re.Match[str]) -> tuple[str, Kind, float]:
    word = " ".join((tail["money"] or tail["cents"]).lower().split())
    adjective = " ".join((tail["adjective"] or "").lower().split())
    scaled = bool(tail["letter"] or tail["magnitude"] or adjective)
    weight = word in ("pound", "pounds") and not scaled and _weighs(text, number, tail)
    if weight or (word in _AMBIGUOUS and not scaled):
        return "", "bare", 1.0
    known = units.CENTS.get(word) or units.MONEY[word]
    share = 0.01 if tail["cents"] else 1.0
    return units.ADJECTIVES.get(adjective, known), "money", share


def _weighs(text: str, number: Number, tail: re.Match[str]) -> bool:
    """Whether pounds are a weight: "200 pounds of flour", "a 200-pound man"."""
    return text[number.end] == "-" or text.startswith((" of ", " in weight"), tail.end())
