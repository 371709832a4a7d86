"""Page furniture: what stands around an article and is no part of what it says."""

from __future__ import annotations

import re

from newsletter.text.phrases import CONTAINS, CREDITS, LABELS, STARTS, WHOLE

_SHORT = 45  # words; longer stretches are judged by what they contain only
_NAMES = 9  # words that a byline has at most
_STOPS = frozenset(".!?…。！？؟।")
_CLOSERS = "\"'”’»)]」』）*_ "
_EDGES = " \t\n\r.:!|·•*_-–—>»›…()[]\u00a0×;"
_BYLINE = re.compile(r"(?:By|BY|Von|Par|Por|Di|Door|Text by|Written by|Posted by|Author:)\s")
_SMALL_WORDS = (
    "and und et y e en i with for of the in von van de der den di da du la le del dos & |"
)
_SMALL = frozenset(_SMALL_WORDS.split())
_ADDRESS = re.compile(r"\(?(?:https?://|www\.)\S+\)?|\(?[\w.+-]+@[\w-]+(?:\.[\w-]+)+\)?|@\w+")
_STAMP = re.compile(
    r"(?:[\d:/.,()\s-]|jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*"
    r"|\d+(?:st|nd|rd|th)|mon\w*|tue\w*|wed\w*|thu\w*|fri\w*|sat\w*|sun\w*|[ap]\.?m\.?|at|on|updated"
    r"|published|posted|read|ago|hours?|minutes?|mins?|days?|e[sd]?t|gmt|utc|ist|bst|cet|[cmp][sd]t)++"
)
_LETTER = re.compile(
    r"(?:Dear|Hi|Hello|Liebe[rs]?|Hallo|Chère?|Estimad[oa]) [^!?\n]{1,40},"
    r"|(?:On|Am|Le|El) [^\n]{6,90}(?:wrote|schrieb|écrit|escribió):"
)
_SIGNED = re.compile(r"[-–—]{1,2}\s?[A-Z][\w.'’-]+(?: (?:[A-Z][\w.'’-]+|and|&|[-–—]))*+")
_GLUED_TEASER = re.compile(r"(?:More|Related|Watch|Read|Latest|Top)\s\w*[a-z]{2}[A-Z]\w+")


def is_furniture(stretch: str, *, whole: bool = False) -> bool:
    """Whether a paragraph or sentence is page furniture: credits, buttons, teasers, notices.

    `whole` asks whether all of a paragraph is, not only a sentence somewhere in it.
    """
    folded = stretch.casefold().strip()
    if not folded:
        return False
    if not whole and any(phrase in folded for phrase in CONTAINS):
        return True
    if len(folded) > 600 and len(folded.split()) > _SHORT * 3:  # noqa: PLR2004 - spares the split
        return False
    return (
        folded.startswith(STARTS)
        or folded.strip(_EDGES) in WHOLE
        or _is_labelled(folded)
        or _is_shaped(stretch.strip(), folded)
    )


def ends_with_stop(stretch: str) -> bool:
    """Whether a sentence's end stands at the end, quotation marks and brackets aside."""
    return stretch.rstrip(_CLOSERS)[-1:] in _STOPS


def _is_labelled(folded: str) -> bool:
    label, colon, rest = folded.partition(":")
    return bool(colon) and label.strip(_EDGES) in LABELS and len(rest.split()) <= _SHORT


def _is_shaped(stretch: str, folded: str) -> bool:
    """What is known by its shape: bylines, times, addresses, signatures, credits."""
    if not any(sign.isalnum() for sign in stretch[:80]):
        return True
    if _ADDRESS.fullmatch(stretch) or _STAMP.fullmatch(folded[:80]) or _is_symbols(stretch):
        return len(stretch) <= 300  # noqa: PLR2004 - a long address at most
    if _LETTER.fullmatch(stretch[:100]) or stretch.startswith("SOURCE "):
        return len(stretch) <= 100  # noqa: PLR2004 - one short line
    if ends_with_stop(stretch) and not stretch.endswith(")"):
        return False
    if len(stretch.split(None, _SHORT)) >= _SHORT:
        return False
    return (
        any(phrase in folded for phrase in CREDITS)
        or bool(_SIGNED.fullmatch(stretch[:80]))
        or bool(_GLUED_TEASER.match(stretch))
        or _is_byline(stretch)
    )


def _is_symbols(stretch: str) -> bool:
    return stretch.startswith("--") and stretch.endswith("--")


def _is_byline(stretch: str) -> bool:
    """Names and nothing else, as in "By Ann Lee and Bo Li, Staff Writer"."""
    lead = _BYLINE.match(stretch)
    if lead is None:
        return False
    names = stretch[lead.end() :].replace(",", " ").split()
    return 0 < len(names) <= _NAMES and all(
        not name[0].islower() or name in _SMALL for name in names
    )
