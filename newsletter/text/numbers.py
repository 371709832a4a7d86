"""How texts write a number: digits in several fashions, fractions, words.

Everything looks at a bounded stretch, so that a scan over hostile text stays linear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsletter.text.units import NUMBER_WORDS, VULGAR

LONGEST = 24  # characters of a number; what is longer is an identifier or an attack
_THREE = 3

_TENS = "|".join(word for word, n in NUMBER_WORDS.items() if n >= 20)  # noqa: PLR2004 - where tens begin
_ONES = "|".join(word for word, n in NUMBER_WORDS.items() if 0 < n < 10)  # noqa: PLR2004 - below ten
_SMALL = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))


def either_case(alternatives: str) -> str:
    """The words as they stand in and at the head of a sentence: faster than ignoring case."""
    return "|".join(f"[{w[0].upper()}{w[0]}]{w[1:]}" for w in alternatives.split("|"))


# A named group for each fashion; `numbers.read` knows them.
SEED = (
    r"(?P<run>\d(?:[\d.,]*\d)?)|(?P<vulgar>[½¼¾])"
    r"|(?<![\w$£€-])(?:"
    rf"(?P<words>(?:(?:{either_case(_TENS)})(?:[-\s](?:{_ONES}))?|{either_case(_SMALL)})"
    r"(?:\sand\sa\shalf)?)(?=[\s-])"
    r"|(?P<one>[Hh]alf\sa|[Aa]n?)(?=\s(?:hundred|thousand|million|billion|trillion|dozen"
    r"|lakh|crore|penny|cent|percentage|per\scent|percent)\b)"
    r"|(?P<many>[Tt]ens|[Dd]ozens|[Hh]undreds)(?=\sof\s(?:thousand|million|billion|trillion)s)"
)
END_OF_SEED = ")"

_WELL_FORMED = re.compile(r"\d+(?:\.\d+)?|\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?")
_EUROPEAN = re.compile(r"\d+,\d{1,2}|\d{1,3}(?:\.\d{3})+,\d{1,2}|\d{1,3}(?:\.\d{3}){2,}")
_SPACED = re.compile(r"(?:[\u00a0\u202f\u2009]\d{3})+(?!\d)")
_FRACTION = re.compile(
    r"(?:(?P<glue>[\s-])(?P<top>\d{1,2}))?/(?P<below>\d{1,2})(?![\d/])|\s?(?P<vulgar>[½¼¾⅓⅔⅛⅜⅝⅞])"
)
_MANY = {"tens": 10.0, "dozens": 12.0, "hundreds": 100.0}


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written; `plain` is a bare whole number, which might be a year or a name."""

    start: int
    end: int
    value: float
    digits: bool = True
    plain: bool = False
    fraction: bool = False
    vague: bool = False


def read(text: str, seed: re.Match[str]) -> Number | None:
    """The number that begins at a match of SEED, or None where the digits are none."""
    start, end = seed.span()
    if seed["run"]:
        return _from_digits(text, start, end)
    if seed["vulgar"]:
        return Number(start, end, VULGAR[seed[0]], fraction=True)
    if seed["one"]:
        value = 0.5 if seed["one"].lower().startswith("half") else 1.0
        return Number(start, end, value, digits=False)
    if seed["many"]:
        value = _MANY[seed["many"].lower()]
        return Number(start, end + len(" of"), value, digits=False, vague=True)
    return Number(start, end, _from_words(seed["words"].lower()), digits=False)


def _from_words(words: str) -> float:
    head, _, _ = words.partition(" and ")
    half = 0.5 if words.endswith("half") else 0.0
    return sum(NUMBER_WORDS[word] for word in re.split(r"[-\s]", head)) + half


def _from_digits(text: str, start: int, end: int) -> Number | None:
    if end - start > LONGEST:
        return None
    run = text[start:end]
    if len(run) <= _THREE and (spaced := _SPACED.match(text, end, end + LONGEST)):
        end = spaced.end()
        run += "".join(c for c in spaced[0] if c.isdecimal())
        return Number(start, end, float(run))
    if _WELL_FORMED.fullmatch(run):
        value = float(run.replace(",", ""))
    elif _EUROPEAN.fullmatch(run):
        value = float(run.replace(".", "").replace(",", "."))
    else:
        return None
    plain = run.isdecimal()
    if (
        plain
        and text[start - 1 : start] == "."
        and not text[max(0, start - 2) : start - 1].isalnum()
    ):
        return Number(start - 1, end, float(f"0.{run}"))
    if plain and (fraction := _FRACTION.match(text, end)):
        return _with_fraction(start, value, fraction)
    return Number(start, end, value, plain=plain)


def _with_fraction(start: int, value: float, fraction: re.Match[str]) -> Number:
    if fraction["vulgar"]:
        value += VULGAR[fraction["vulgar"]]
    else:
        below = float(fraction["below"]) or 1.0
        value = value + float(fraction["top"]) / below if fraction["top"] else value / below
    return Number(start, fraction.end(), value, fraction=True)
