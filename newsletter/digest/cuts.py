"""Where an English sentence may end early, and still be one."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from newsletter.digest.dropped import FURTHER, droppable
from newsletter.digest.verbs import RELATIVES, SAYING, has_verb, is_finite, main_verb
from newsletter.text.late import late
from newsletter.text.sentences import balanced
from newsletter.text.units import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsletter.digest.verbs import Word

LEAST = 4  # words under which nothing is said
_SUBJECT = 12  # words of an attribution before and behind its verb

_EDGE = re.compile(
    r"[,;](?=\s)|(?<![,;:])\s(?=[-–—]{1,3}\s)|—"
    r"|(?<![,;:])\s(?=(?:while|because|although|though|whereas|despite|following|amid|as|after|before"
    r"|according\sto|and|but|on\s(?:fears|hopes|concerns?|worries|expectations|signs|news|speculation"
    r"|reports)\s(?:that|of|the)|compared\s(?:with|to)|due\sto|thanks\sto|in\s(?:an?\s)?(?:order|effort"
    r"|attempt|bid|hope|move)\s(?:to|that)|at\sa\stime\swhen|including)\s)"
)
_ONLY = late(r"\b[Nn]ot\s(?:only|just|merely|simply)\b")
_WHEN = frozenset(listed("on in at to today yesterday late early after during by via"))
# A clause ends with none of these: something must follow.
_HANGING = frozenset(
    listed("""
    a an the of in on at by for to from with into and or but nor that than as which who its their
    his her our this these those such said says told is are was were has have had will would can
    could may might shall should must be been being less more most about around nearly almost not
    only just even ever long shortly soon mainly partly largely between under over up down.
    mr mrs ms dr sen gen rep gov st prof no inc. vs also both either
""")
) - {"up", "over", "under", "more", "less", "his"}


def ends(text: str, words: list[Word], own: int = 0, last: int = 0) -> Iterator[int]:
    """The places in the sentence where it may end early, in its order, none before `last`.

    What stands before each, from `own` on, has a main verb and its quotations and brackets
    whole.
    """
    if not balanced(text[:own]):
        return
    first = _at(words, own)
    verb = main_verb(words, first, len(words))
    starts = [word.start for word in words]
    for cut in _EDGE.finditer(text, max(own, last)):
        end = cut.start()
        kept = bisect_left(starts, end)
        told = verb is not None and verb < kept and _tells(words, verb, kept, text[own:end])
        if (
            (told or (own == 0 and _is_attribution(text, words, kept, end)))
            and kept - first >= LEAST
            and _closes(text, words, own, kept)
            and balanced(text[own:end])
            and droppable(text, words, kept, end)
        ):
            yield end


def _tells(words: list[Word], verb: int, kept: int, piece: str) -> bool:
    """Whether the piece says more than that somebody said something."""
    if words[verb].core not in SAYING or any(sign in piece for sign in '"”'):
        return True
    return words[verb].core not in ("said", "says", "say") or has_verb(words, verb + 1, kept)


def _is_attribution(text: str, words: list[Word], kept: int, end: int) -> bool:
    """Whether who said it is all that follows: whatever stands before is a sentence."""
    if kept >= len(words) or any(word.comma for word in words[kept:]) or text[end] != ",":
        return False
    verb = main_verb(words, kept, len(words))
    if verb is None or words[verb].core not in SAYING or not 0 < verb - kept < _SUBJECT:
        return False
    behind = [word.core for word in words[verb + 1 :]]
    return len(behind) <= _SUBJECT and (
        not behind or words[verb].core == "told" or behind[0] in _WHEN or behind[0].endswith("day")
    )


def _closes(text: str, words: list[Word], own: int, kept: int) -> bool:
    """Whether the piece asks for nothing more: it does not stop at "the", "said", "not only"."""
    last = words[kept - 1]
    if last.core in _HANGING and not (last.core in SAYING and text[last.start - 2] in '"”’'):
        return False
    if (
        last.core.endswith("ed")
        and is_finite(words, kept - 1)
        and last.comma
        and "," in text[own : last.start]
    ):
        return False
    relative = next((n for n in range(kept - 1, 0, -1) if words[n].core in RELATIVES), 0)
    if words[relative].start > own and relative and not has_verb(words, relative, kept):
        return False
    joined = [cut.end() for cut in FURTHER().finditer(text, own, last.start)]
    if joined and not has_verb(words, _at(words, joined[-1]), kept):
        return False  # "..., and Ann Roy": her verb is still to come
    return not _ONLY().search(text, own, last.end)


def _at(words: list[Word], start: int) -> int:
    return next((place for place, word in enumerate(words) if word.start >= start), len(words))
