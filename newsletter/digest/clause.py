"""Cuts the clause out of a long sentence that a bullet needs, at exact offsets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMIT = 22  # words a bullet should have at most

# Where a clause may end: before these, with the comma left out.
_END = re.compile(
    r"(?:,|;|:|\s[-–—]{1,2})(?=\s)|\s(?=(?:while|as|after|because|although|though|whereas|but|and"
    r"|when|which|who|since|amid|following|despite|according)\s)"
)
# Where a clause may begin: after these.
_BEGIN = re.compile(
    r"(?:,|;|:|\s[-–—]{1,2})\s+(?:(?:and|but|while|as|though|although|whereas|because|so)\s+)?"
    r"|\s(?:that|while|because|although|whereas|but|and)\s+"
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|should|must|does|did|do"
    r"|rose|fell|grew|made|said|says|sank|shot|slid|cut|hit|lost|won|held|saw|stood|came|took|went"
    r"|[a-z]{2,}ed|[a-z]{3,}s)\b"
)
# What a clause cannot begin with: it would hang in the air.
_ORPHAN = re.compile(
    r"(?:which|who|whom|whose|that|to|of|by|with|than|or|from|for|in|on|at|said|says|also|it|he|she"
    r"|they|this|these|those|his|her|\w+ing)\b"
)
_PAIRS = (("(", ")"), ("[", "]"), ("“", "”"), ("«", "»"))


def clause(text: str, first: int, last: int) -> tuple[int, int]:
    """The stretch of `text` to print of what stands from `first` to `last`.

    The whole sentence where it has at most LIMIT words or where no clause of it can stand
    alone: with a finite verb, whole quotations and brackets, and everything from `first` to
    `last`. Of those within LIMIT the longest, else the shortest.
    """
    whole = (0, len(text))
    if _words(text) <= LIMIT:
        return whole
    able = [
        (start, end)
        for start in _starts(text, first)
        for end in _ends(text, last)
        if _stands(text, start, end)
    ]
    fitting = [span for span in able if _words(text[slice(*span)]) <= LIMIT]
    if fitting:
        return max(fitting, key=lambda span: (span[0] == 0, span[1] - span[0]))
    return min([*able, whole], key=lambda span: span[1] - span[0])


def _words(text: str) -> int:
    return len(text.split())


def _starts(text: str, first: int) -> Iterator[int]:
    yield 0
    for cut in _BEGIN.finditer(text):
        if cut.end() <= first:
            yield cut.end()


def _ends(text: str, last: int) -> Iterator[int]:
    for cut in _END.finditer(text):
        if cut.start() >= last:
            yield cut.start()
    yield len(text)


def _stands(text: str, start: int, end: int) -> bool:
    piece = text[start:end]
    if start and _ORPHAN.match(piece):
        return False
    return whole_marks(piece) and _words(piece) > 3 and bool(_FINITE.search(piece))  # noqa: PLR2004


def whole_marks(piece: str) -> bool:
    """Whether every quotation and bracket that opens in the piece closes in it."""
    if any(piece.count(left) != piece.count(right) for left, right in _PAIRS):
        return False
    return piece.count('"') % 2 == 0
