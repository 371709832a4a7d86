"""Whether the rest of an English sentence may be left out without changing what was said.

Who said it may go, and relative and participle clauses, asides and further clauses; never a
condition, a negation, an exception, a member of a list, or that it was denied.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsletter.digest.verbs import (
    ATTRIBUTING,
    AUXILIARIES,
    has_verb,
    is_finite,
    main_verb,
)
from newsletter.text.late import late
from newsletter.text.units import listed

if TYPE_CHECKING:
    from newsletter.digest.verbs import Word

_SUBJECT = 12  # words of a clause among which its verb stands
_FEW = 6  # words before a cut in which "both" or "so" counts

_CONDITIONS = (
    r"\b(?:if|unless|provided|providing|assuming|except|pending|subject\sto|as\slong\sas|whether"
    r"|on\scondition|contingent|depending|until|till|once|without|otherwise)\b"
)
CONDITION = late(_CONDITIONS, re.IGNORECASE)
_CONDITION = late(
    r"(?:^|[,;—]|\s[-–]{1,2}|\bsaid)\s?(?:\s(?:only|even|but|and))?\s?" + _CONDITIONS, re.IGNORECASE
)
# An attribution that says that it may not be so.
DOUBT = late(
    r"\b(?:den(?:y|ies|ied)|disput(?:es?|ed)|reject(?:s|ed)|claim(?:s|ed)|alleg\w+|insist(?:s|ed)|joked"
    r"|rumou?r\w*|falsely|wrongly|unconfirmed|untrue|supposed\w*|purported\w*|reportedly|doubt\w*"
    r"|fear(?:s|ed)?|warn\w*|caution(?:s|ed)?|bets?|speculat\w+|never|not|n['’]t|nobody)\b",
    re.IGNORECASE,
)
_BINDING = late(
    r"[,;]?\s(?:(?:and|but|or|though|although|albeit|even)\s)?(?:only|not|no|never|nor|or|if|unless"
    r"|rather|instead|neither|allegedly|reportedly|supposedly|too|respectively)\b"
)
_DENIED = late(
    r",\s(?:[^\s,;]+\s){0,8}?(?:den(?:y|ies|ied)|disput(?:es?|ed)|claim(?:s|ed)|alleg(?:es?|ed)"
    r"|insist(?:s|ed)|joked|rumou?red|falsely|wrongly|unconfirmed|untrue)\b"
)
_OPENS = late(
    r",\s(?:which|who|whose|whom|where|when|while|whereas|although|though|as|after|before|because"
    r"|since|so|with|despite|following|amid|even|up|down|compared|versus|against|from|to|in|on|at"
    r"|for|by|under|through|over|during|according|citing|due|thanks|part\sof|key\s(?:to|for|in)"
    r"|including|also|more\sthan|less\sthan|well\s(?:above|below|over|under|short|ahead)|far\s(?:above|below)"
    r"|meaning|based|driven|helped|hurt|led|given|fuelled|fueled"
    r"|boosted|especially|particularly|notably|mostly|mainly|largely|partly|[a-z]+ing"
    r"|[a-z]+ed\s(?:at|by|in|on|to|with|for|as|from))\b"
)
_NAMES_AGAIN = late(
    r",\s(?:an?|the|its|their|his|her|one|both|each|another|(?:most|some|many|much)\sof)\s"
)
FURTHER = late(r"[,;]\s(?:and|but|while|whereas)\s|;\s")
_LISTED = late(
    r",?\s(?:[^\s,;]+\s){0,4}?(?:and|or)\s|,\s[^,;]{1,40},\s(?:(?:and|or)\s|[^,;]{1,40},\s)"
)
_PRETAX = late(
    r"\s(?:after|before)\s(?:tax\w*|debt|interest|items|costs?|charges?|one-off\w*|deduct\w+)\b"
)
_PAIRED = frozenset(("both", "either", "between", "neither"))
_NEGATION = late(r"\b(?:[Nn]ot|[Nn]o|[Nn]ever)\b|n['’]t\b")
_CONTRAST = late(r"\bbut\s(?:because|rather|instead|to|by|for|of|as|on|only|from|that)\b")
_MEMBER = late(r",\s[^,;]*\b(?:and|or)\s(?:an?|the|its|their|one|two|three)\b")
_OBJECTS = frozenset(
    listed("""
    a an the its their his her our some all more no to by on in at with for from into that it them
    him about up down off out over
""")
)
_OPENERS = frozenset(listed("according in on at for by after as when while last with"))
_NO_CLAUSE = frozenset(listed("such well same known much far soon long as seen"))
_MEASURES = frozenset(
    listed("""
    second seconds minute minutes hour hours day days week weeks month months year years decade
    decades shortly soon just ever long even only not is are was were mainly partly largely the
    less a
""")
)
_DASH = late(r"\s[-–—]{1,3}\s|—")


def droppable(text: str, words: list[Word], kept: int, end: int) -> bool:
    """Whether what follows `end`, where `words[kept]` stands, may go."""
    if kept >= len(words) or _BINDING().match(text, end) or _is_bound(text, end):
        return False
    if text[end] == ";":
        return True
    if text[end] == ",":
        return _after_comma(text, words, kept, end)
    if _DASH().match(text, end):
        return len(_DASH().findall(text, 0, end)) % 2 == 0
    return _after_space(text, words, kept, end)


def _is_bound(text: str, end: int) -> bool:
    """Whether what stands before is held back by what follows: a condition, a denial, "but to".

    What follows in a further clause is that clause's own.
    """
    if _CONTRAST().search(text, end) and _NEGATION().search(text, 0, end):
        return True
    further = FURTHER().search(text, end)
    until = further.start() if further else len(text)
    return any(bound().search(text, end, until) for bound in (_CONDITION, _DENIED))


def _after_comma(text: str, words: list[Word], kept: int, end: int) -> bool:
    core = words[kept].core
    if core in ("and", "but"):
        further = kept + 1 < len(words) and words[kept + 1].core in _OPENERS
        return further or _is_clause(words, kept + 1) or _is_predicate(words, kept + 1)
    if core == "or" or core.isdigit():
        return False
    if _OPENS().match(text, end):
        return True
    if _is_clause(words, kept, plain=False):
        return True
    return bool(_NAMES_AGAIN().match(text, end)) and not (
        _LISTED().match(text, end) or _MEMBER().match(text, end)
    )


def _after_space(text: str, words: list[Word], kept: int, end: int) -> bool:
    core, before = words[kept].core, words[kept - 1].core
    recent = [word.core for word in words[max(0, kept - _FEW) : kept]]
    if core in ("and", "but"):
        told = has_verb(words, _part_start(words, kept), kept)
        return told and _is_predicate(words, kept + 1) and _PAIRED.isdisjoint(recent)
    if core == "as" and before not in _NO_CLAUSE and "so" not in recent:
        # Of "as bad and sacked nine" only "as bad" belongs to "as": no clause.
        joined = (place for place in range(kept, len(words)) if words[place].core == "and")
        return _is_clause(words[: next(joined, len(words))], kept + 1)
    if core in ("after", "before"):
        return before not in _MEASURES and not _PRETAX().match(text, end)
    if core == "because":
        return not DOUBT().search(text, 0, end)
    return (
        core != "as"
        and before not in ("a", "the", "even")
        and (core != "following" or before not in _MEASURES)
    )


def _part_start(words: list[Word], kept: int) -> int:
    """Where the part begins that ends at a cut: behind its last comma."""
    return next((n for n in range(kept - 1, 0, -1) if words[n - 1].comma), 0)


def _is_clause(words: list[Word], first: int, *, plain: bool = True) -> bool:
    """Whether a clause with a subject of its own begins there, up to the next comma.

    Without a conjunction a verb in "-ed" is none: "$3 million held in trust" is listed.
    """
    last = min(first + _SUBJECT, len(words))
    end = next((place + 1 for place in range(first, last) if words[place].comma), last)
    verb = main_verb(words, first, end)
    if verb is None or verb == first:
        return False
    return plain or words[verb].core in AUXILIARIES or words[verb].core in ATTRIBUTING


def _is_predicate(words: list[Word], first: int) -> bool:
    """Whether a second predicate begins there: "and will close", "but still expects"."""
    for place in range(first, min(first + 2, len(words))):
        word = words[place]
        if is_finite(words, place) or word.core == "forecast":
            behind = words[place + 1].core if place + 1 < len(words) else ""
            return not word.core.endswith("ed") or behind in _OBJECTS or not behind.isalpha()
        if not word.core.endswith("ly") and word.core not in ("also", "still", "now", "then"):
            return False
    return False
