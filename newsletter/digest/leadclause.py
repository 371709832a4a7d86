"""The clause of a lead that can stand as a headline: its start, verbatim, cut where it may end.

The lists of words are English; elsewhere a sentence ends early at its own commas only where the
script has no letter case, or not at all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsletter.digest.clause import own_start
from newsletter.digest.cuts import ends
from newsletter.digest.salience import OPEN_ENDS, POINTING, SPEAKER, TURNING
from newsletter.digest.verbs import words_of
from newsletter.text.sentences import balanced
from newsletter.text.tokens import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsletter.digest.passages import Passage

LIMIT = 16  # words a headline should have at most
FEWEST = 4  # words that can be a clause
LONGEST = 600  # characters of a sentence that are looked at: a longer one is no sentence
MOST = 200  # characters of a headline, where a sentence has no place to cut: two lines and a half

# Where sentences of other scripts may end early, and how few letters are too few for a clause.
_FOREIGN = re.compile(r"[，；、](?=.)|،(?=\s)")
_STOPS = f".。．।۔… \n\t\r\u00a0{OPEN_ENDS}"
_ADDRESS = re.compile(r"https?://|\bwww\.|\w@\w")


def shortcomings(passage: Passage, length: int) -> tuple[tuple[str, float], ...]:
    """What keeps a sentence from saying enough by itself, in points to add; none is above zero.

    `length` is how much of it would be the headline.
    """
    opening = passage.opening
    clause = len(words(passage.text[:length]))
    return (
        ("place", -0.7 * passage.order),
        ("hangs", -_leans(passage)),
        ("speaker", -1.0 * any(word in SPEAKER for word in (opening, *passage.words))),
        ("question", -1.5 * passage.text.rstrip("\"'”’)").endswith(("?", "？"))),
        ("exclamation", -1.0 * passage.text.rstrip("*_ ").endswith(("!", "！"))),
        ("quoted", -0.7 * (passage.text[0] in '"“„«「')),
        ("short", -1.0 * (passage.size < FEWEST)),
        ("long", -0.04 * max(0, clause - LIMIT)),
        ("unended", -1.0 * (passage.text[-1] in OPEN_ENDS)),
        ("address", -1.0 * bool(_ADDRESS.search(passage.text))),
        ("halved", -2.0 * (not balanced(passage.text))),
    )


def _leans(passage: Passage) -> float:
    """How much it leans on what was said before; a first "it" more often points ahead."""
    if passage.order == 0 and passage.opening == "it":
        return 0.5
    return 1.0 * (passage.opening in POINTING or passage.opening in TURNING)


def lead_clause(sentence: str) -> int:
    """How much of a sentence, from its start, makes a headline; its full stop is left out.

    The longest clause of at most LIMIT words that has a verb and whole quotations; where there
    is none, the shortest longer one, or as many of its words as a headline can hold.
    """
    whole = sentence.rstrip(_STOPS) or sentence
    whole = whole[: words_within(whole, LONGEST)]
    if _short(whole) and len(whole) <= MOST:
        return len(whole)
    ends = list(_clauses(whole))
    fitting = [end for end in ends if _short(whole[:end]) and end <= MOST]
    return max(fitting) if fitting else words_within(whole[: min([*ends, len(whole)])], MOST)


def words_within(text: str, limit: int) -> int:
    """How much of the text whole words within `limit` characters make."""
    if len(text) <= limit:
        return len(text)
    cut = text.rfind(" ", 1, limit + 1)
    return len(text[:cut].rstrip()) if cut > 0 else limit


def _short(text: str) -> bool:
    """Scripts without spaces count pairs of characters as words: twice as many are as long."""
    return len(words(text)) <= LIMIT * (1 if " " in text.strip() else 2)


def _clauses(text: str) -> Iterator[int]:
    found = words_of(text)
    yield from ends(text, found, own_start(text, found))
    for cut in _FOREIGN.finditer(text):
        if cut.start() > FEWEST and balanced(text[: cut.start()]):
            yield cut.start()
