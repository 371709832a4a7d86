"""Quantities read from a text: value, unit, direction, and which of them is the new one."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from newsletter.model import Figure
from newsletter.text.amounts import amounts
from newsletter.text.comparison import compared
from newsletter.text.late import late
from newsletter.text.movement import direction, is_level, named_behind
from newsletter.text.numbers import is_year
from newsletter.text.ranges import first_word, lower_end, pairs
from newsletter.text.superseded import apposed, superseded, with_older
from newsletter.text.units import TIME_UNITS, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsletter.model import Direction
    from newsletter.text.amounts import Amount

_LEAD = 24  # characters before a figure in which "about" may stand
_MOST = 20_000  # numbers of one text; what has more is a table, at 30 µs each
_KEY_UNITS = frozenset(("percent", "points", "basis_points", "multiple"))

_APPROX = re.compile(
    r"(?:\b(?:about|around|some|roughly|nearly|almost|approximately|circa|approx\.?|over|under"
    r"|(?:more|less|fewer|greater|better|lower|higher)\sthan|at\s(?:least|most)|up\sto|close\sto"
    r"|as\s(?:much|many|little|few)\sas|an?\sestimated|estimated|upwards?\sof|north\sof"
    r"|well\s(?:over|above)|just\s(?:over|under|above|below)|in\sexcess\sof)\s(?:an?\s|the\s)?|[~≈]\s?)$",
    re.IGNORECASE,
)
# The last two letters of every such word: asked first, it saves a tenth of all time.
_APPROX_ENDS = frozenset(listed("ut nd me ly st ca ox x. er an to as ed of ve ow ss a he ~ ≈"))
_PRICED = late(r"\s(?:a|per)\s(?:share|barrel|ounce|tonne|ton|unit)\b|\sto\sthe\s(?:dollar|euro)\b")
_RUNS_ON = frozenset("-–/")  # "330-350": a score
_LEAST_BARE = 10  # fewer are said in words, or are hours
_AT_ABOUT = late(r"\b(?:at|by|until|till|from|over|under|age[ds]?|be)\s(?:\w+\s)?$", re.IGNORECASE)
_AFTER_COUNT = late(
    r"(?:[.,;)](?:\s|$)|\s(?:since|in|of|on|at|to|were|had|are|have|more|others)\b)"
)
_LISTED = re.compile(r",?\s(?:and|or)\s(?:in\s\w+\s)?|,\s")
_OR_SO = re.compile(r"\sor\s(?:so|more|less)\b|\s(?:plus|or\sthereabouts)\b")


def figures(text: str) -> tuple[Figure, ...]:
    """All figures of a text, in its order, none overlapping; each is `text[start:end]`.

    Money in its ISO 4217 currency (cents as parts of it), `percent`, `points`, `basis_points`,
    `multiple` ("doubled" is 2), else the counted noun as said, in lower case; `""` where the
    text names none ("rose to 1.4 billion"). Years, dates, times, ages, scores and names with
    numbers in them are no figures.
    """
    found: list[Figure] = []
    for low, high in pairs(text, islice(amounts(text), _MOST)):
        if low.firm or high is not None or _stands(text, low):
            found.append(_figure(text, low, high, found[-1] if found else None))
    return tuple(compared(text, found))


def _stands(text: str, amount: Amount) -> bool:
    """Whether a plain number is a price or the level that an index moved to."""
    if is_year(amount.number) and text[amount.start : amount.end].isdecimal():
        return False
    if not text[amount.start].isdecimal() or text[amount.end : amount.end + 1] in _RUNS_ON:
        return False
    if _PRICED().match(text, amount.end) or is_level(text, amount.start):
        return True
    return amount.number >= _LEAST_BARE and _counts_something(text, amount)


def _counts_something(text: str, amount: Amount) -> bool:
    """Whether a number without a noun counts what was named before: "more than 200 since May"."""
    lead = text[max(0, amount.start - _LEAD) : amount.start]
    return (
        _is_about(lead)
        and not _AT_ABOUT().search(lead)
        and _AFTER_COUNT().match(text, amount.end) is not None
    )


def _figure(text: str, low: Amount, high: Amount | None, before: Figure | None) -> Figure:
    last = low if high is None else high
    start, end = low.start if high is None else first_word(text, low), last.end
    unit = last.unit or low.unit
    lead = text[max(0, start - _LEAD) : start]
    return Figure(
        text=text[start:end],
        start=start,
        end=end,
        value=low.value if high is None else lower_end(low, high),
        unit=unit,
        direction=_direction(text, start, end, unit, before),
        high=None if high is None else high.value,
        approx=last.vague or low.vague or _is_about(lead) or _OR_SO.match(text, end) is not None,
    )


def _is_about(lead: str) -> bool:
    return lead.rstrip()[-2:].lower() in _APPROX_ENDS and _APPROX.search(lead) is not None


def _direction(
    text: str, start: int, end: int, unit: str, before: Figure | None
) -> Direction | None:
    if superseded(text, start, end):
        return named_behind(text, end)
    if before is not None and apposed(text, before.end, start):
        return before.direction
    found = direction(text, start, end, unit)
    if found is None and before is not None and _LISTED.fullmatch(text, before.end, start):
        return before.direction
    return found


def current(found: Sequence[Figure], text: str) -> tuple[Figure, ...]:
    """The figures that a bullet shows, the key figure first; superseded ones are left out.

    `found` are figures of `text` in its order. Money, rates and multiples come before counts,
    counts before spans of time, each in the text's order. Where all are of the past or expected
    ("that compares with 8 percent"), nothing newer stands against them and all are shown.
    """
    kept: list[Figure] = []
    old = False
    for place, figure in enumerate(found):
        last = found[place - 1].end if old else figure.start
        follows = old and (
            apposed(text, last, figure.start)
            or (found[place - 1].unit == figure.unit and with_older(text, last, figure.start))
        )
        old = follows or superseded(text, figure.start, figure.end)
        if not old:
            kept.append(figure)
    return tuple(sorted(kept or found, key=_rank))


def _rank(figure: Figure) -> int:
    if figure.unit in TIME_UNITS:
        return 2
    return 0 if figure.unit in _KEY_UNITS or figure.unit.isupper() else 1
