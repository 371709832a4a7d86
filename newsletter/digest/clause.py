"""Cuts the clause out of a long sentence that a bullet needs, at exact offsets."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from newsletter.digest.cuts import LEAST, ends
from newsletter.digest.dropped import CONDITION, DOUBT
from newsletter.digest.verbs import is_finite, main_verb, words_of
from newsletter.text.late import late
from newsletter.text.sentences import balanced
from newsletter.text.units import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsletter.digest.verbs import Word

LIMIT = 22  # words a bullet should have at most
LONGEST = 1_000  # characters of a sentence that is cut: a longer one is a table or an attack
_MOST = 12  # places to begin that are tried
_SUBJECT = 14  # words of a clause among which its verb stands

# A phrase before the main clause, which begins after a comma; the second kind has verbs in it.
_PHRASE = late(
    r"(?:in|on|at|for|by|despite|with|from|during|over|more|last|this|meanwhile|however|still|yet"
    r"|overall|combined|looking|based|following|amid|separately|also|globally|elsewhere|earlier"
    r"|later|today|yesterday|now|then|compared|like|and|but|so|given|through|across|among|together"
    r"|under|moreover|additionally|furthermore|according|responding|speaking)\b",
    re.IGNORECASE,
)
_SUBORDINATE = late(
    r"(?:after|before|as|while|although|though|since|because|when|even|if|unless|until|once|had|were"
    r"|(?:\w+\s){0,3}?(?:years?|months?|weeks?|days?|hours?|minutes?|moments|shortly|soon|long|just)"
    r"\s(?:after|before))\b",
    re.IGNORECASE,
)
_EXCEPTION = late(
    r"(?:if|unless|until|once|when|without|except|excluding|unlike|not|never|even|contrary|assuming"
    r"|provided|depending|subject|under|based\son|had|were)\b",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"(?P<joined>,\s(?:(?:and|but)(?:\syet|\sso|\sthen)?|while|whereas|so|yet)|;(?:\s(?:and|but))?|:|\s[-–—]{1,3}|—)\s"
    r"|(?P<said>\s(?:said|says|announced|reported|confirmed|disclosed|told\s(?:\w+\s){0,3}?\w+)"
    r"(?:\s(?:on\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\stoday|\syesterday|\sin\sa\sstatement)?"
    r"(?P<that>\sthat)?)\s"
)
_DASH = re.compile(r"\s[-–—]{1,3}\s|—")
_DOUBTED = late(
    r"\b(?:den(?:y|ies|ied)|disput\w+|claim\w*|alleg\w+|doubt\w*|fear\w*|warn\w*|caution\w*|bets?|rumou?r\w*"
    r"|speculat\w+|not|never|n['’]t)\b[^,;]{0,30}\sthat\s",
    re.IGNORECASE,
)
_THAT = re.compile(r"\sthat\s")
_WHICH = ("which", "who", "whose", "whom", "where")
_NO_HEAD = frozenset(
    listed("""
    which who whose whom where that what when why how if unless whether and but or nor so yet
    it he she they this these those him them there i we you to of in on at by for from with into
    onto about over under after before during through across against between among within without
    as since until despite amid following than not only also even then thus both either neither
    because although though while whereas including excluding compared according up down such
    citing per via like unlike given due thanks more less
""")
)


def clause(
    text: str, first: int, last: int, *, limit: int = LIMIT, shortest: bool = False
) -> tuple[int, int]:
    """The stretch of `text` to print of what stands from `first` to `last`.

    The whole sentence where it has at most `limit` words or where no clause of it can stand
    alone: with subject and verb, whole quotations and brackets, everything from `first` to
    `last`, and no condition, negation or doubt left behind. Of those within `limit` words the
    longest from the sentence's beginning, else the longest; with `shortest` the shortest of all.
    """
    whole = (0, len(text))
    if len(text) > LONGEST or (len(text.split()) <= limit and not shortest):
        return whole
    words = words_of(text)
    able = _pieces(text, words, _starts(text, words), first, last)
    if shortest and not any(start for start, _ in able):
        able += _pieces(text, words, _after_that(text, words), first, last)
    fitting = [span for span in able if len(text[slice(*span)].split()) <= limit]
    if fitting and not shortest:
        return max(fitting, key=lambda span: (span[0] == 0, span[1] - span[0]))
    return min([*able, whole], key=lambda span: span[1] - span[0])


def own_start(text: str, words: list[Word]) -> int:
    """Where the main clause of a sentence begins: behind what opens it, else 0."""
    first = next((place for place, word in enumerate(words) if word.comma), None)
    if first is None:
        return 0
    opening = _PHRASE().match(text) and main_verb(words, 0, first + 1) is None
    if not opening and not _SUBORDINATE().match(text):
        return 0
    commas = [place + 1 for place, word in enumerate(words[:-1]) if word.comma][:3]
    stands = (
        words[place].start
        for place in commas
        if _stands(text, words, words[place].start, plain=True)
    )
    return next(stands, words[first + 1].start if first + 1 < len(words) else 0)


def _pieces(
    text: str, words: list[Word], starts: Iterator[int], first: int, last: int
) -> list[tuple[int, int]]:
    found = []
    for start in islice(starts, _MOST):
        if start > first:
            break
        own = start or own_start(text, words)
        found += [
            (start, end)
            for end in (*ends(text, words, own, last), len(text))
            if end >= last and len(text[start:end].split()) >= LEAST
        ]
    return found


def _starts(text: str, words: list[Word]) -> Iterator[int]:
    """Where a piece may begin, in the sentence's order."""
    yield 0
    own = own_start(text, words)
    if own and not _EXCEPTION().match(text) and _stands(text, words, own):
        yield own
    for cut in _NEXT.finditer(text, own):
        head = text[: cut.start()]
        free = _is_apart(text, head) if cut["joined"] else _is_told(head, cut)
        if free and _stands(text, words, cut.end()):
            yield cut.end()


def _after_that(text: str, words: list[Word]) -> Iterator[int]:
    """Where what was hoped or said begins, for a sentence that two lenses share."""
    for cut in _THAT.finditer(text):
        head = text[: cut.start()]
        bound = CONDITION().search(head) or DOUBT().search(head)
        if not bound and _stands(text, words, cut.end()):
            yield cut.end()


def _is_apart(text: str, head: str) -> bool:
    """Whether no condition or doubt of the clause before reaches over its end, nor a dash back."""
    if CONDITION().search(head) or _DOUBTED().search(head):
        return False
    part = words_of(head[head.rfind(",") + 1 :])
    if text[len(head)] == "," and not any(is_finite(part, place) for place in range(len(part))):
        return False  # "in Spain, Peru, and Cuba fell"
    return len(_DASH.findall(text)) < 2 or not _DASH.search(text, len(head), len(head) + 4)  # noqa: PLR2004 - a pair of dashes is an aside


def _is_told(head: str, cut: re.Match[str]) -> bool:
    """Whether somebody plainly said what follows: no condition, no denial, no hearsay."""
    if CONDITION().search(head) or DOUBT().search(head) or " and that " in cut.string[cut.end() :]:
        return False
    return bool(cut["that"]) or cut["said"].split()[0] in ("said", "says", "told")


def _stands(text: str, words: list[Word], start: int, *, plain: bool = False) -> bool:
    """Whether a clause with a subject and a verb of its own begins at `start`.

    A `plain` subject has no relative clause: "at $4, the price which he said it had, ...".
    """
    first = next((place for place, word in enumerate(words) if word.start >= start), len(words))
    if first >= len(words) or not balanced(text[:start]) or not balanced(text[start:]):
        return False
    head = words[first]
    lower = text[head.start].islower()
    if head.core.partition("'")[0] in _NO_HEAD or head.core.endswith("day"):
        return False
    if lower and head.core.endswith(("ing", "ly", "ed")):
        return False
    verb = main_verb(words, first, min(first + _SUBJECT, len(words)))
    return (
        verb is not None
        and verb > first
        and not is_finite(words, first)
        and not any(word.comma or (plain and word.core in _WHICH) for word in words[first:verb])
    )
