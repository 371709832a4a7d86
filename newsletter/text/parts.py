"""Quantities said in a word: doubled, halved, a third, two-thirds, half."""

from __future__ import annotations

import re
from typing import NamedTuple

from newsletter.text.late import late
from newsletter.text.numbers import by_first_letter, exact
from newsletter.text.units import FRACTIONS, MULTIPLES, NUMBER_WORDS

# How a part begins; stands before numbers.WORDS, because "two-thirds" begins with a number.
SEED = (
    r"(?P<part>(?:[Aa]|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our)[\s-](?:third|quarter|fifth|tenth)s?|[Hh]alf)"
    r"(?!\sa\s(?:hundred|thousand|million|billion|trillion|dozen|lakh|crore|per|cent|penny))"
    r"(?![\w-])"
    rf"|(?P<multiple>{by_first_letter(MULTIPLES)})(?![\w-])"
)

_RATIO = late(
    r"\s(?:in|out\sof)\s(?:every\s)?(?P<whole>\d{1,3}|"
    + by_first_letter(NUMBER_WORDS)
    + r")(?![\w%]|[.,:/-]\d)(?!\s(?:per|pct|mi|bi|hundred|thousand|[ap]\.?m\b)|[\s-](?:seconds?"
    r"|minutes?|hours?|days?|weeks?|months?|quarters?|years?|seasons?|games?|matches|starts|attempts"
    r"|innings))"
)
_WHOLES = frozenset((*range(2, 21), 50, 100))

_COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4}
_BY = late(
    r"\b(?:by|than|about|around|almost|nearly|roughly|over|up|down|lost|shed|wiped|gained|just"
    r"|cut|slashed)\s(?:a\s)?$",
    re.IGNORECASE,
)
_OF = late(
    r"\s(?:of|off|less|lower|higher|more|below|above|smaller|bigger|larger|drop|fall|rise|decline"
    r"|increase|cut|stake|its|their|his|her|from)\b"
)
_HALF_OF = late(r"\s(?:of|its|their|his|her|the|all|off)\b")
_OF_ALL = (" in ", " out of ")
_NO_PART = late(
    r"\s(?:of\s)?(?:an?|the)\s(?:century|hour|year|mile|time|game|match|season|day|way|minute|week"
    r"|month|decade|half|field|pitch|\d)"
    r"|\s(?:consecutive|straight|successive|day|time|year|quarter|term|person|party)"
)
_MEANT = late(
    r"\b(?:than|nearly|almost|to|will|would|could|may|might|should|can|about|roughly|just|and)\s$"
)
_OBJECT = late(r"\s(?:the|its|their|his|her|last|what|from|in|this|to|that|since|over|by)\b")
_NOT_A_MULTIPLE = late(r"\s(?:down|over|up|back|check|standards?|agent|life|murder)\b")


class Part(NamedTuple):
    """A quantity in a word: `unit` is `percent` of the whole, or `multiple` of what was."""

    start: int
    end: int
    value: float
    unit: str


def read(text: str, seed: re.Match[str]) -> Part | None:
    """The quantity at a match of SEED, or None where the word means something else."""
    return _multiple(text, seed) if seed["multiple"] else _fraction(text, seed)


def ratio(text: str, start: int, end: int) -> Part | None:
    """The share that "one in five" is, whose first number is `text[start:end]`."""
    said = _RATIO().match(text, end) if text.startswith(_OF_ALL, end) else None
    if said is None:
        return None
    part, whole = _number(text[start:end]), _number(said["whole"])
    if whole not in _WHOLES or not 0 < part < whole:
        return None
    return Part(start, said.end(), exact(100 * part / whole), "percent")


def _number(word: str) -> float:
    return float(word) if word.isdecimal() else NUMBER_WORDS.get(word.lower(), 0.0)


def _multiple(text: str, seed: re.Match[str]) -> Part | None:
    word = seed["multiple"].lower()
    if _NOT_A_MULTIPLE().match(text, seed.end()):
        return None
    verb = word.endswith(("d", "ing"))
    said = verb or _MEANT().search(text[max(0, seed.start() - 10) : seed.start()])
    if not (said or (_OBJECT().match(text, seed.end()) and word != "halves")):
        return None
    return Part(seed.start(), seed.end(), MULTIPLES[word], "multiple")


def _fraction(text: str, seed: re.Match[str]) -> Part | None:
    words = re.split(r"[\s-]", seed["part"].lower())
    if _NO_PART().match(text, seed.end()):
        return None
    before = text[max(0, seed.start() - 16) : seed.start()]
    if words == ["half"]:
        meant = _BY().search(before) or _HALF_OF().match(text, seed.end())
        return Part(seed.start(), seed.end(), 50.0, "percent") if meant else None
    count, name = _COUNTS[words[0]], words[1]
    plural = name.endswith("s")
    if plural != (count > 1):
        return None
    hyphen = "-" in seed["part"] and plural
    if not (hyphen or _BY().search(before) or _OF().match(text, seed.end())):
        return None
    if name == "quarters" and not hyphen and not text.startswith(" of the", seed.end()):
        return None  # three quarters of growth: nine months
    value = exact(count * FRACTIONS[name.removesuffix("s")])
    return Part(seed.start(), seed.end(), value, "percent")
