"""The terms by which sentences are compared: stems of words, names, numbers and days."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from newsletter.digest.stopwords import STOPWORDS
from newsletter.text.tokens import stem, words
from newsletter.text.units import NUMBER_WORDS, listed

if TYPE_CHECKING:
    from collections.abc import Mapping

Kind = Literal["number", "name", "word", "date", "day"]

_POSSESSIVE = re.compile(r"['’]s?$")
_NAME = re.compile(r"(?<=[\w,;'’\-“\"(] )[^\W\d_a-z][\w&-]+")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_MONTHS = listed(
    "january february march april may june july august september october november december"
)
_DAYS = frozenset(
    listed(
        """
    monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow morning
    afternoon evening night
    """
    )
)
_MONTH = "|".join(name.capitalize() for name in _MONTHS)
_DATE = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?(?:{_MONTH})\b|\b(?:{_MONTH})\s\d{{1,2}}\b"
    r"|\b(?:19|20)\d\d\b|\b\d{1,2}[:.]\d\d(?=\s(?:local|GMT|UTC|a\.?m|p\.?m|o['’]clock))"
)
_DIGIT = re.compile(r"\d[\d.,]*")
_SPELLED = {word: value for word, value in NUMBER_WORDS.items() if value > 1} | {"dozen": 12.0}


def terms(text: str, language: str) -> Mapping[str, Kind]:
    """What a text speaks of, each once; words without a meaning of their own are left out.

    Numbers are the same spelled and in digits, with and without separators; parts of dates are
    no numbers.
    """
    dates = {_number(part) for date in _DATE.findall(text) for part in _DIGIT.findall(date)}
    names = {name.lower() for name in _NAME.findall(text)}
    found: dict[str, Kind] = {}
    for word in words(text):
        core = _POSSESSIVE.sub("", word)
        if core in _SPELLED:
            found[f"{_SPELLED[core]:g}"] = "number"
        elif not core or core in STOPWORDS:
            continue
        elif core[0].isdigit():
            number = _number(core)
            found.setdefault(number, "date" if number in dates else "number")
        elif core in _DAYS or core in _MONTHS:
            found[core] = "day"
        else:
            found[stem(core, language)] = "name" if core in names else "word"
    return found


def _number(digits: str) -> str:
    """One writing of a number: "1,240" and "1240", "3.0" and "3"."""
    digits = digits.rstrip(".,")
    plain = digits.replace(",", "") if _THOUSANDS.fullmatch(digits) else digits.replace(",", ".")
    try:
        return f"{float(plain):.12g}"
    except ValueError:
        return digits
