"""How texts write a number: digits in several fashions, fractions, words.

Everything looks at a bounded stretch, so that a scan over hostile text stays linear.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from newsletter.text.late import late
from newsletter.text.units import NUMBER_WORDS, VULGAR

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 24  # characters of a number; what is longer is an identifier or an attack
_THREE = 3
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


def by_first_letter(words: Iterable[str]) -> str:
    """The words, in lower case or with a capital, as a pattern that tries few of them.

    A flat alternation of these 60 words took 1.4 ms on a page of 350 words, this takes 0.2.
    """
    groups: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        groups.setdefault(word[0], []).append(word[1:])
    return "|".join(f"[{a.upper()}{a}](?:{'|'.join(rest)})" for a, rest in groups.items())


_TENS = by_first_letter(word for word, n in NUMBER_WORDS.items() if n >= 20)  # noqa: PLR2004 - where tens begin
_ONES = "|".join(word for word, n in NUMBER_WORDS.items() if 0 < n < 10)  # noqa: PLR2004 - below ten

# How a number begins that is written in words; `from_words` knows the groups.
WORDS = (
    rf"(?P<words>(?:(?:{_TENS})(?:[-\s](?:{_ONES}))?|{by_first_letter(NUMBER_WORDS)})"
    r"(?:\sand\sa\shalf)?)(?=[\s-]|fold)"
    r"|(?P<one>[Hh]alf\sa|[Aa]n?)(?=\s(?:hundred|thousand|million|billion|trillion|dozen"
    r"|lakh|crore|penny|cent|percentage|per\scent|percent)\b)"
    r"|(?P<many>[Tt]ens|[Dd]ozens|[Hh]undreds)(?=\sof\s(?:thousand|million|billion|trillion)s)"
)

_WELL_FORMED = re.compile(r"\d+(?:\.\d+)?|\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?")
_EUROPEAN = late(r"\d+,\d{1,2}|\d{1,3}(?:\.\d{3})+,\d{1,2}|\d{1,3}(?:\.\d{3}){2,}")
_SPACED = late(r"(?:[\u00a0\u202f\u2009]\d{3})+(?!\d)")
_SPACE = re.compile(r"\s")
_FRACTION = re.compile(
    r"(?:[\s-](?P<top>\d{1,2}))?/(?P<below>\d{1,2})(?![\d/])|\s?(?P<vulgar>[½¼¾⅓⅔⅛⅜⅝⅞])"
)
_MANY = {"tens": 10.0, "dozens": 12.0, "hundreds": 100.0}


def exact(value: float) -> float:
    """2.3 * 1e6 is 2299999.9999999995 in binary; who wrote it meant 2300000."""
    return float(f"{value:.15g}")


def is_year(value: float) -> bool:
    """Whether a bare number reads as a year of our time."""
    return _FIRST_YEAR <= value <= _LAST_YEAR


class Number(NamedTuple):
    """A number as written; `plain` is a bare whole number, which might be a year or a name."""

    start: int
    end: int
    value: float
    digits: bool = True
    plain: bool = False
    vague: bool = False


def from_words(seed: re.Match[str]) -> Number:
    """The number in words at a match of WORDS."""
    start, end = seed.span()
    if seed["one"]:
        value = 0.5 if seed["one"].lower().startswith("half") else 1.0
        return Number(start, end, value, digits=False)
    if seed["many"]:
        value = _MANY[seed["many"].lower()]
        return Number(start, end + len(" of"), value, digits=False, vague=True)
    return Number(start, end, _spelled(seed["words"].lower()), digits=False)


def _spelled(words: str) -> float:
    head, _, _ = words.partition(" and ")
    half = 0.5 if words.endswith("half") else 0.0
    return sum(NUMBER_WORDS[word] for word in re.split(r"[-\s]", head)) + half


def from_digits(text: str, start: int, end: int) -> Number | None:
    """The number whose digits and separators are `text[start:end]`, or None where it is none."""
    if text[start] in VULGAR:
        return Number(start, end, VULGAR[text[start]])
    if end - start > LONGEST:
        return None
    run = text[start:end]
    if len(run) <= _THREE and (spaced := _SPACED().match(text, end, end + LONGEST)):
        return Number(start, spaced.end(), float(run + _SPACE.sub("", spaced[0])))
    value = _value(run)
    if value is None or not run.isdecimal():
        return None if value is None else Number(start, end, value)
    return _from_whole(text, start, end, value)


def _from_whole(text: str, start: int, end: int, value: float) -> Number:
    if text[start - 1 : start] == "." and not text[max(0, start - 2) : start - 1].isalnum():
        return Number(start - 1, end, float(f"0.{text[start:end]}"))
    fraction = _FRACTION.match(text, end)
    if fraction is not None:
        return _with_fraction(start, value, fraction)
    return Number(start, end, value, plain=True)


def _value(run: str) -> float | None:
    if _WELL_FORMED.fullmatch(run):
        return float(run.replace(",", ""))
    if _EUROPEAN().fullmatch(run):
        return float(run.replace(".", "").replace(",", "."))
    return None


def _with_fraction(start: int, value: float, fraction: re.Match[str]) -> Number:
    if fraction["vulgar"]:
        value += VULGAR[fraction["vulgar"]]
    else:
        below = float(fraction["below"]) or 1.0
        value = value + float(fraction["top"]) / below if fraction["top"] else value / below
    return Number(start, fraction.end(), value)
