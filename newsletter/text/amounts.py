"""Numbers with the unit that stands beside them: money, rates, counts.

Also the plain numbers that only a neighbour makes a figure ("3" in "3 to 5 percent").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from newsletter.text import numbers, parts, tails, units
from newsletter.text.late import late
from newsletter.text.nouns import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsletter.text.numbers import Number
    from newsletter.text.tails import Kind, Tail


class Amount(NamedTuple):
    """A number with its unit; `number` as written, `factor` its magnitude.

    `firm` is false for what is no figure unless a neighbour makes it one; `signed` money has
    its currency before it.
    """

    start: int
    end: int
    number: float
    factor: float
    unit: str
    kind: Kind
    firm: bool = True
    vague: bool = False
    signed: bool = False

    @property
    def value(self) -> float:
        return numbers.exact(self.number * self.factor)


# Where a number may begin: cheap, since every character of the text is asked.
_PLACE = re.compile(
    r"\d(?:[\d.,]*\d)?|[½¼¾]|(?<![\w$£€-])(?:"
    + numbers.by_first_letter(
        [*units.NUMBER_WORDS, *units.MULTIPLES, "half", "tens", "dozens", "hundreds"]
    )
    + r"|[Aa]n?(?=\s(?:hundred|thousand|million|billion|trillion|dozen|lakh|crore|penny|cent|per"
    r"|third|quarter|fifth|tenth)))(?:(?![^\W_])|(?=fold))"
)
_IN_WORDS = late(f"{parts.SEED}|{numbers.WORDS}")

_CURRENCIES = frozenset((*units.SIGNS, *units.CODES))
_LONGEST_CURRENCY = max(map(len, _CURRENCIES))
_CURRENCY_ENDS = frozenset(name[-1] for name in _CURRENCIES)

_NO_SPACES = "\u2e80"  # scripts from here on put no space between a word and a number
_CLOCK = re.compile(r":\d|\s?[apAP]\.?[mM]\b|\s(?:GMT|ET|EST|EDT|BST|CET|UTC|IST)\b|\so['’]clock\b")


def amounts(text: str) -> Iterator[Amount]:
    """All numbers that are, or with a neighbour may be, figures: in order, none overlapping."""
    done = 0
    for place in _PLACE.finditer(text):
        if place.start() >= done:
            amount = _read(text, place, done)
            if amount is not None:
                done = amount.end
                yield amount


def _read(text: str, place: re.Match[str], done: int) -> Amount | None:
    start, end = place.span()
    part = parts.ratio(text, start, end)
    if part is not None:
        return Amount(part.start, part.end, part.value, 1.0, part.unit, "share")
    if not text[start].isalpha():
        number = numbers.from_digits(text, start, end)
        return None if number is None else _amount(text, number, done)
    seed = _IN_WORDS().match(text, start)
    if seed is None:
        return None
    if seed["part"] or seed["multiple"]:
        return _part(text, seed)
    return _amount(text, numbers.from_words(seed), done)


def _part(text: str, seed: re.Match[str]) -> Amount | None:
    part = parts.read(text, seed)
    if part is None:
        return None
    kind: Kind = "multiple" if part.unit == "multiple" else "share"
    return Amount(part.start, part.end, part.value, 1.0, part.unit, kind)


def _amount(text: str, number: Number, done: int) -> Amount | None:
    start, currency = number.start, ""
    if number.digits:
        start, currency = _currency_before(text, start, done)
        start = _sign_before(text, start)
    if start > done and text[start - 1].isalnum() and text[start - 1] < _NO_SPACES:
        return None  # G7, A320, x86
    tail = tails.read(text, number)
    if currency:
        return _money(text, number, start, currency, tail)
    return _measured(text, number, start, tail)


def _currency_before(text: str, start: int, done: int) -> tuple[int, str]:
    """Where the longest currency right before a number begins, and its code."""
    end = start - text[start - 1 : start].isspace()
    if text[end - 1 : end] not in _CURRENCY_ENDS:
        return start, ""
    for begin in range(max(done, end - _LONGEST_CURRENCY), end):
        name = text[begin:end]
        if name in _CURRENCIES and not _runs_on(text, begin, done):
            return begin, units.SIGNS.get(name, name)
    return start, ""


def _runs_on(text: str, begin: int, done: int) -> bool:
    """Whether a word runs on into `text[begin]`; behind the amount before, a sign may stand."""
    if not text[max(0, begin - 1) : begin].isalnum():
        return False
    return begin > done or text[begin].isalnum()


def _sign(text: str, start: int) -> float:
    return -1.0 if text[start] in "-−" else 1.0


_SIGNED = ("-", "−", "+")


def _sign_before(text: str, start: int) -> int:
    signed = text[start - 1 : start] in _SIGNED and not text[max(0, start - 2) : start - 1].strip(
        " (\n"
    )
    return start - 1 if signed else start


def _money(text: str, number: Number, start: int, currency: str, tail: Tail) -> Amount:
    end = tail.end if tail.kind == "money" and tail.share == 1 else tail.scaled
    factor = tail.factor * _sign(text, start)
    return Amount(
        start, end, number.value, factor, currency, "money", vague=tail.vague, signed=True
    )


def _measured(text: str, number: Number, start: int, tail: Tail) -> Amount | None:
    if tail.kind == "bare":
        return _counted(text, number, start, tail)
    factor = tail.factor * tail.share * _sign(text, start)
    vague = number.vague or tail.vague
    return Amount(start, tail.end, number.value, factor, tail.unit, tail.kind, vague=vague)


def _counted(text: str, number: Number, start: int, tail: Tail) -> Amount | None:
    """A number without money or rate: it counts things, or waits for a neighbour to say what."""
    end, scaled = tail.scaled, tail.factor > 1
    if tail.letter and not _is_count(text, number, tail):
        return None
    if text[end : end + 1].isalnum() or _CLOCK.match(text, end):
        return None
    vague = number.vague or tail.vague
    noun = counted(text, number, start, end, scaled=scaled)
    if noun is None:
        firm = scaled or "," in text[number.start : number.end]
        return Amount(start, end, number.value, tail.factor, "", "bare", firm=firm, vague=vague)
    kind: Kind = "time" if noun.time else "count"
    firm = not _is_second(text, start)
    return Amount(
        start, noun.end, number.value, tail.factor, noun.unit, kind, firm=firm, vague=vague
    )


def _is_second(text: str, start: int) -> bool:
    """Whether the number ends a pair ("5-6 years", "3-1 wins"): alone it is no figure."""
    return text[start - 1 : start] in ("-", "–") and text[max(0, start - 2) : start - 1].isdigit()


_DISTANCE = late(
    r"\s(?:\w+['’]s\s|women|men|freestyle|hurdles|butterfly|backstroke|breaststroke|medley|relay"
    r"|sprint|final|champion|race|record|world|olympic|title|gold|silver|bronze|heats?)",
    re.IGNORECASE,
)


def _is_count(text: str, number: Number, tail: Tail) -> bool:
    """Whether a letter behind a number is a magnitude: "601m" is, a 400m final and 4K are not."""
    letter = tail.letter
    if letter in "Tt" or not number.digits:
        return False
    if letter in "Kk":
        return number.value not in (4.0, 5.0, 8.0, 10.0)
    return not (letter in "mM" and _DISTANCE().match(text, tail.scaled))
