"""Regular expressions of a newsletter's settings, held to what cannot hang.

Python's matcher has no time limit and goes back and forth for as long as it takes. Refused is
what makes that exponential (a repeated group, a reference, a look around); what is left takes
the third power of a length at most, and the length is bounded: texts are read in stretches.
"""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 200  # characters of an expression
REPEATS = 2  # of which that many may be open: with a third the worst takes seconds, not 20 ms
MOST = 99  # times that something may be repeated by number

_STRETCH, _STEP = 200, 150  # what is longer than 50 characters may lie across two stretches
_READ = 3000  # characters of a text

_PIECE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{\d*,?\d*\}|.", re.DOTALL)
_REPEAT = re.compile(r"[*+]|\{\d*,?\d*\}")
_NUMBER = re.compile(r"\d+")


def expression(said: str) -> re.Pattern[str] | None:
    """The expression of "/batter(y|ies)/", letters of either case; None where it is a phrase.

    ValueError says what is wrong with it.
    """
    if len(said) < 3 or not (said.startswith("/") and said.endswith("/")):  # noqa: PLR2004 - "/./"
        return None
    pattern = said[1:-1]
    for problem in _problems(pattern):
        raise ValueError(problem)
    try:
        with warnings.catch_warnings():  # "[||]" may mean more in a later Python
            warnings.simplefilter("ignore", FutureWarning)
            return re.compile(pattern, re.IGNORECASE)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"is no regular expression: {error}") from None


def found_in(pattern: re.Pattern[str], text: str) -> bool:
    """Whether it stands in one line of the text's first 3,000 characters."""
    return any(
        pattern.search(line, at, at + _STRETCH)
        for line in text[:_READ].split("\n")
        for at in range(0, max(1, len(line) - _STRETCH + _STEP), _STEP)
    )


def _problems(pattern: str) -> Iterator[str]:
    if len(pattern) > LONGEST:
        yield f"is longer than {LONGEST} characters"
        return
    pieces = ["", *_PIECE.findall(pattern), ""]
    repeats = [at for at, piece in enumerate(pieces) if _REPEAT.fullmatch(piece)]
    if any(piece[:1] == "\\" and piece[1:].isdigit() for piece in pieces):
        yield "refers to what it found before, which can take forever"
    if any(
        pieces[at : at + 2] == ["(", "?"] and pieces[at + 2] != ":" for at in range(len(pieces))
    ):
        yield "looks around, names a group or sets flags; only (?:...) is understood"
    if any(pieces[at - 1] == ")" for at in repeats):
        yield "repeats a group, which can take forever; repeat single characters"
    if any(int(number) > MOST for at in repeats for number in _NUMBER.findall(pieces[at])):
        yield f"repeats something more than {MOST} times"
    if len(repeats) > REPEATS:
        yield f"has {len(repeats)} open repetitions, which can take forever; {REPEATS} are allowed"
