"""Quantities read from a text: value, unit, direction, and which of them is the new one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsletter.model import Figure
from newsletter.text.amounts import amounts
from newsletter.text.movement import direction, superseded
from newsletter.text.ranges import first_word, lower_end, pairs

if TYPE_CHECKING:
    from newsletter.text.amounts import Amount

_APPROX = re.compile(
    r"(?:\b(?:about|around|some|roughly|nearly|almost|approximately|circa|approx\.?|over|under"
    r"|(?:more|less|fewer|greater|better|lower|higher)\sthan|at\s(?:least|most)|up\sto|close\sto"
    r"|as\s(?:much|many|little|few)\sas|an?\sestimated|estimated|upwards?\sof|north\sof"
    r"|well\s(?:over|above)|just\s(?:over|under|above|below)|in\sexcess\sof)\s(?:an?\s|the\s)?|[~≈]\s?)$",
    re.IGNORECASE,
)
_OR_SO = re.compile(r"\sor\s(?:so|more|less)\b|\s(?:plus|or\sthereabouts)\b")


def figures(text: str) -> tuple[Figure, ...]:
    """All figures of a text, in its order, none overlapping; each is `text[start:end]`.

    Money in its ISO 4217 currency (cents as parts of it), `percent`, `points`, `basis_points`,
    `multiple` ("doubled" is 2), else the counted noun as said, in lower case; `""` where the
    text names none ("rose to 1.4 billion"). Years, dates, times, ages, scores and names with
    numbers in them are no figures.
    """
    return tuple(
        _figure(text, low, high)
        for low, high in pairs(text, amounts(text))
        if _is_figure(low, high)
    )


def _is_figure(low: Amount, high: Amount | None) -> bool:
    return low.firm or high is not None


def _figure(text: str, low: Amount, high: Amount | None) -> Figure:
    last = low if high is None else high
    start, end = low.start if high is None else first_word(text, low), last.end
    old = superseded(text, start, end)
    before = text[max(0, start - 24) : start]
    return Figure(
        text=text[start:end],
        start=start,
        end=end,
        value=low.value if high is None else lower_end(low, high),
        unit=last.unit or low.unit,
        direction=None if old else direction(text, start, end),
        high=None if high is None else high.value,
        approx=last.vague or low.vague or bool(_APPROX.search(before) or _OR_SO.match(text, end)),
    )


def current(found: tuple[Figure, ...], text: str) -> tuple[Figure, ...]:
    """The figures that a bullet shows, the key figure first; superseded ones are left out."""
    return tuple(figure for figure in found if not superseded(text, figure.start, figure.end))
