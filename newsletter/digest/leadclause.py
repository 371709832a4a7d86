"""The clause of a lead that can stand as a headline: its start, verbatim, cut where it may end.

The lists of words are English; elsewhere a sentence ends early at its own commas only where the
script has no letter case, or not at all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsletter.digest.salience import POINTING, SPEAKER, TURNING
from newsletter.text.sentences import balanced
from newsletter.text.tokens import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsletter.digest.passages import Passage

LIMIT = 16  # words a headline should have at most
FEWEST = 4  # words that can be a clause
LONGEST = 600  # characters of a sentence that are looked at: a longer one is no sentence
MOST = 200  # characters of a headline, where a sentence has no place to cut: two lines and a half

_END = re.compile(
    r",(?=\s)|;(?=\s)|\s[-–—]{1,3}(?=\s)|—"
    r"|\s(?=(?:after|while|because|although|whereas|amid|despite|following|according)\s)"
    r"|[，；、](?=.)|،(?=\s)"
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|should|must|does|did|rose"
    r"|fell|grew|made|said|says|sank|shot|slid|cut|hit|lost|won|held|saw|stood|came|took|went|met"
    r"|put|set|gave|began|bought|sold|led|left|built|told|sent|found|paid|kept|rises|falls|wants"
    r"|makes|takes|warns|faces|seeks|sees|shows|buys|sells|cuts|hits|wins|loses|expects|begins"
    r"|gets|gives|leads|plans|raises|agrees|opens|closes|appears|\w{2,}ed)\b"
)
# A sentence that starts with one of these says its own after the first comma.
_BEFORE = re.compile(
    r"(?:after|as|when|while|with|in|for|during|at|if|although|though|despite|since|amid|on|by|to"
    r"|from|before|until|unlike|given|following|because|under|over|two|more)\b",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"\b(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|shortly|soon|just|ever"
    r"|long|even|only|not|is|are|was|were|mainly|partly|largely)$"
)
_LIST = re.compile(r",?\s+(?:\w+\s+){1,3}(?:and|or)\s|,\s+(?:\w+\s+){0,2}\w+,\s|,?\s+(?:and|or)\s")
_DASH = re.compile(r"\s[-–—]{1,3}\s|—")
_STOPS = ".。．।۔… \n\t\r\u00a0"


def shortcomings(passage: Passage, length: int) -> tuple[tuple[str, float], ...]:
    """What keeps a sentence from saying enough by itself, in points to add; none is above zero.

    `length` is how much of it would be the headline.
    """
    opening = passage.words[0] if passage.words else ""
    clause = len(words(passage.text[:length]))
    return (
        ("place", -0.7 * passage.order),
        ("hangs", -1.0 * (opening in POINTING or opening in TURNING)),
        ("speaker", -1.0 * any(word in SPEAKER for word in passage.words)),
        ("question", -1.5 * passage.text.rstrip("\"'”’)").endswith(("?", "？"))),
        ("exclamation", -1.0 * passage.text.endswith(("!", "！"))),
        ("quoted", -0.7 * (passage.text[0] in '"“„«「')),
        ("short", -1.0 * (passage.size < FEWEST)),
        ("long", -0.04 * max(0, clause - LIMIT)),
        ("halved", -2.0 * (not balanced(passage.text))),
    )


def lead_clause(sentence: str) -> int:
    """How much of a sentence, from its start, makes a headline; its full stop is left out.

    The longest clause of at most LIMIT words that has a verb and whole quotations; where there
    is none, the shortest longer one, or as many of its words as a headline can hold.
    """
    whole = sentence.rstrip(_STOPS) or sentence
    whole = whole[: _words_within(whole, LONGEST)]
    if _short(whole) and len(whole) <= MOST:
        return len(whole)
    ends = list(_clauses(whole))
    fitting = [end for end in ends if _short(whole[:end]) and end <= MOST]
    return max(fitting) if fitting else _words_within(whole[: min([*ends, len(whole)])], MOST)


def _words_within(text: str, limit: int) -> int:
    """How much of the text whole words within `limit` characters make."""
    if len(text) <= limit:
        return len(text)
    cut = text.rfind(" ", 1, limit + 1)
    return len(text[:cut].rstrip()) if cut > 0 else limit


def _short(text: str) -> bool:
    """Scripts without spaces count pairs of characters as words: twice as many are as long."""
    return len(words(text)) <= LIMIT * (1 if " " in text.strip() else 2)


def _clauses(text: str) -> Iterator[int]:
    own = text.find(",") + 1 if _BEFORE.match(text) else 0
    for cut in _END.finditer(text):
        end = cut.start()
        if (
            end > own
            and text[end - 1] not in ",;"
            and balanced(text[:end])
            and _stands(text, own, end)
        ):
            yield end


def _stands(text: str, own: int, end: int) -> bool:
    piece = text[own:end]
    if piece.endswith((",", ";")):
        return False
    if " " not in piece.strip():
        return not piece.isascii() and len(piece) > FEWEST
    return (
        len(piece.split()) >= FEWEST
        and bool(_VERB.search(piece))
        and not _MEASURE.search(piece)
        and not (text[end] == "," and len(_DASH.findall(piece)) % 2)
        and not (text[end] == "," and _LIST.match(text, end))
    )
