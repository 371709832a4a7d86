"""Cuts the clause out of a long sentence that a bullet needs, at exact offsets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMIT = 22  # words a bullet should have at most
LEAST = 4  # words under which nothing is said

_JOINS = "while|as|after|because|although|though|whereas|when|since|amid|following|despite|before"
# A clause may end before these; "and" needs its comma, else it may join two nouns.
_END = re.compile(
    rf"[,;:](?=\s)|(?<![,;:])\s(?=[-–—]{{1,2}}\s)"
    rf"|(?<![,;:])(?<!\bsuch)(?<!\bwell)(?<!\bsame)(?<!\bknown)\s(?=(?:{_JOINS}|according\sto)\s)"
)
# A clause may begin after these.
_BEGIN = re.compile(
    r"(?:[,;:]|\s[-–—]{1,2})\s(?:(?:and|but|while|though|although|whereas|because|so)\s)?"
    r"|\s(?:that|while|because|although|whereas|but)\s"
)
_AUXILIARY = (
    "is|are|was|were|has|have|had|will|would|can|could|may|might|should|must|does|did|do|cannot"
)
_PAST = (
    "rose|fell|grew|made|said|sank|shot|slid|cut|hit|lost|won|held|saw|stood|came|took|went|sold|"
    "bought|built|paid|beat|gave|began|led|met|set|spent|sent|shed|kept|put|ran"
)
_VERB = re.compile(
    rf"\b(?:{_AUXILIARY}|{_PAST}|says|expects?|plans?|sees|aims?|[a-z]{{2,}}ed|remains?|faces?)\b"
)
# What a clause may begin with besides a name or a figure.
_HEAD = re.compile(
    r"[“\"]?[A-Z0-9$£€₹]|(?:the|a|an|its|their|our|some|many|most|several|both|each|all|no|analysts"
    r"|investors|traders|economists|officials|shares|stocks|bonds|prices|sales|revenues?|profits?"
    r"|earnings|net|operating|annual|quarterly|total|demand|production|output|growth|inflation"
    r"|about|around|nearly|almost|more\sthan|at\sleast|up\sto)\b"
)
_HANGING = re.compile(r"(?:Which|Who|That|He|She|It|They|This|These|Those|And|But|Or)\b")
# A phrase before the main clause; what else has no verb before a comma is part of the subject.
_OPENING = re.compile(
    r"(?:in|on|at|for|by|after|before|despite|as|under|with|from|during|while|although|though|over"
    r"|more|last|this|meanwhile|however|still|yet|overall|combined|looking|excluding|based|since"
    r"|according|depending|following|amid|separately|also|when|if|globally|elsewhere|earlier"
    r"|compared|unlike|like|and|but|so)\b",
    re.IGNORECASE,
)
_PAIRS = (("(", ")"), ("[", "]"), ("“", "”"), ("«", "»"))


def clause(
    text: str, first: int, last: int, *, limit: int = LIMIT, shortest: bool = False
) -> tuple[int, int]:
    """The stretch of `text` to print of what stands from `first` to `last`.

    The whole sentence where it has at most `limit` words or where no clause of it can stand
    alone: with subject and verb, whole quotations and brackets, and everything from `first` to
    `last`. Of those within `limit` words the longest from the sentence's beginning, else the
    longest; with `shortest` the shortest of all.
    """
    whole = (0, len(text))
    if len(text.split()) <= limit and not shortest:
        return whole
    able = [
        (start, end)
        for start in _starts(text, first)
        for end in _ends(text, last)
        if _stands(text, start, end)
    ]
    fitting = [span for span in able if len(text[slice(*span)].split()) <= limit]
    if fitting and not shortest:
        return max(fitting, key=lambda span: (span[0] == 0, span[1] - span[0]))
    return min([*able, whole], key=lambda span: span[1] - span[0])


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
    """Whether the piece has a subject and a verb behind it, and nothing that opens only."""
    piece = text[start:end]
    verb = _VERB.search(piece)
    if verb is None or len(piece.split()) < LEAST or not whole_marks(piece):
        return False
    if start and not (whole_marks(text[:start]) and _begins(text[:start], piece, verb.start())):
        return False
    told = piece.rfind(" that ")
    return told < 0 or end == len(text) or bool(_VERB.search(piece, told + len(" that ")))


def _begins(before: str, piece: str, verb: int) -> bool:
    """Whether the piece opens with a subject of its own."""
    if not verb or "," in piece[:verb] or _HANGING.match(piece) or not _HEAD.match(piece):
        return False
    return bool(_VERB.search(before) or _OPENING.match(before))


def whole_marks(piece: str) -> bool:
    """Whether every quotation and bracket that opens in the piece closes in it."""
    if any(piece.count(left) != piece.count(right) for left, right in _PAIRS):
        return False
    return piece.count('"') % 2 == 0
