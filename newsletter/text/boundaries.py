"""Does a sentence end at this mark? What stands before and after it decides."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsletter.text.cjk import CJK_MARKS, cjk_end, is_dense
from newsletter.text.glued import glued_end
from newsletter.text.mark import BEHIND, FOLLOWING

if TYPE_CHECKING:
    from newsletter.text.abbreviations import Abbreviations
    from newsletter.text.mark import Mark

_SHORT = 3  # letters: "no.", "st.", "inc."
_SAMPLE = 400  # characters that tell whether a text knows capitals
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")
_HINDI = 4  # characters of a Hindi abbreviation
_SHOUTED = 2  # letters: "MR.", but ADM
_STREET = ("str",)  # "Hauptstr. 12"
_ORDINAL_DIGITS = 2  # "am 3. Mai", but "im Jahr 2024."
_ROMAN = re.compile(r"[IVXLC]+")
_CLOCK = re.compile(r"[ap]\.m")
_AFTER_CLOCK_WORDS = (
    "monday tuesday wednesday thursday friday saturday sunday jan feb mar apr may june july"
    " aug sept oct nov dec january february march april august september october november"
    " december et est edt ct cst cdt mt mst pt pst pdt gmt utc bst ist cet jst hkt eastern"
    " pacific central local london tokyo"
)
_AFTER_CLOCK = frozenset(_AFTER_CLOCK_WORDS.split())
_SPEAKING_WORDS = "said says asked asks added adds wrote writes told tells shouted cried replied"
_SPEAKING = frozenset(_SPEAKING_WORDS.split())
# Names that carry their exclamation mark with them.
_EXCLAIMING = frozenset({"yahoo", "yum", "jeopardy", "joomla", "hostess"})


def end_of_sentence(mark: Mark, rules: Abbreviations) -> int | None:
    """Where the sentence ends, or None where it goes on behind the mark."""
    text = mark.text
    if text[mark.closers - 1] in CJK_MARKS or is_dense(mark):
        return cjk_end(mark)
    if text[mark.after].isspace():
        return mark.after if _spaced(mark, rules) else None
    return glued_end(mark)


def _spaced(mark: Mark, rules: Abbreviations) -> bool:
    """White space follows: the ordinary case."""
    text = mark.text
    following = FOLLOWING.match(text, mark.after, mark.end)
    assert following is not None  # the pattern matches the empty string
    word = following[1]
    kind = text[mark.start : mark.closers]
    if not word:
        return not text.startswith((".", ",", ";", ":", "&", "+", "/"), following.end())
    if not _can_begin(text, word, following.start(1), mark):
        return False
    if kind != ".":
        return _after_loud(mark, kind, word)
    return _after_stop(mark, word, following.end(), rules)


def _can_begin(text: str, word: str, at: int, mark: Mark) -> bool:
    """A sentence begins with a capital, a digit, a letter without case, or as iPhone does."""
    first = word[0]
    if not first.islower():
        return True
    if any(letter.isupper() for letter in word[1:4]):
        return True
    if "•" in text[mark.after : at]:
        return True
    # A text that knows no capitals: nobody shifts, so the stop alone has to do.
    sample = text[mark.begin : min(mark.start, mark.begin + _SAMPLE)]
    return sample.islower() and not _is_short(_word_before(mark))


def _is_short(word: str) -> bool:
    return len(word) <= _SHORT or "." in word


def _after_loud(mark: Mark, kind: str, word: str) -> bool:
    """After ! ? and the ellipsis: "Why?" Lee asked, Yahoo! Inc, "Well... I" go on."""
    before = _word_before(mark)
    if kind[0] in ".…":
        return word != "I" and not (mark.start - mark.begin < 2)  # noqa: PLR2004 - "...and"
    if kind == "!" and before.casefold() in _EXCLAIMING:
        return False
    if mark.after > mark.closers:
        ahead = re.split(r"[,.;:!?\n]", mark.text[mark.after : mark.after + 60], maxsplit=1)[0]
        return not any(each in _SPEAKING for each in ahead.split()[:6])
    return True


def _after_stop(mark: Mark, word: str, word_end: int, rules: Abbreviations) -> bool:
    """After one full stop, before a word that could begin a sentence."""
    token = _word_before(mark)
    if not token:
        return True
    if _is_item_number(mark, token):
        return False
    opens = _opens(mark, word, word_end, rules)
    if _never_ends(token, word, rules):
        return False
    return _may_end(mark, token, word, rules, opens=opens)


def _opens(mark: Mark, word: str, word_end: int, rules: Abbreviations) -> bool:
    """Whether the next word opens sentences; not so "U.S. All-Star" and "U.S. No. 2"."""
    if word not in rules.starters or mark.text.startswith("-", word_end):
        return False
    return not (mark.text.startswith(".", word_end) and word.casefold() in rules.counters)


def _never_ends(token: str, word: str, rules: Abbreviations) -> bool:
    """Titles, "No. 2" and "e.g."; but ADM is a company and B.V. its form, not words of those."""
    folded = token.casefold()
    if folded in rules.titles:
        return len(token) <= _SHOUTED or not token.isupper() or word.isupper()
    if word[0].isdigit() and (folded in rules.counters or folded.endswith(_STREET)):
        return True
    if folded in rules.counters:
        return bool(_ROMAN.fullmatch(word))
    if "\u0900" <= token[0] <= "\u097f":  # Hindi ends its sentences with the danda
        return len(token) <= _HINDI
    return folded in rules.inner and not (token.isupper() and "." in token)


def _may_end(mark: Mark, token: str, word: str, rules: Abbreviations, *, opens: bool) -> bool:
    """Numerals, times, initials and company forms end a sentence before some words only."""
    folded = token.casefold()
    if _CLOCK.fullmatch(folded):
        return word.casefold() not in _AFTER_CLOCK
    if opens:
        return True
    if token.isdigit() or (len(token) > 1 and _ROMAN.fullmatch(token)):
        return not (rules.ordinals and _is_ordinal(mark, token, rules))
    if len(token) == 1 and token.isalpha():
        return not word[0].isdigit() and _ends_with_letter(mark, token, rules)
    if folded in rules.forms or _INITIALS.fullmatch(token):
        goes_on = rules.capitals or token.islower() or len(word) == 1
        return not (goes_on or word.casefold() in rules.forms)
    return folded not in rules.final


def _is_ordinal(mark: Mark, token: str, rules: Abbreviations) -> bool:
    """As in "am 3. Mai" and "Otto II. Graf"; not so "im Jahr 2024." and "die Nr. 7."."""
    before = mark.text[max(mark.begin, mark.start - BEHIND) : mark.start - len(token)].split()
    counted = bool(before) and before[-1].rstrip(".").casefold() in rules.counters
    return not counted and (not token.isdigit() or len(token) <= _ORDINAL_DIGITS)


def _ends_with_letter(mark: Mark, letter: str, rules: Abbreviations) -> bool:
    """An initial ends nothing; "15.30 h." and, late in a sentence, Polish "2024 r." may."""
    if letter in rules.final:
        return mark.start - mark.begin > BEHIND
    return letter.islower() and not rules.capitals and _counts(mark)


def _counts(mark: Mark) -> bool:
    """Whether a number stands before the single letter that the mark follows."""
    return mark.text[max(mark.begin, mark.start - 3) : mark.start - 1].strip()[-1:].isdigit()


def _is_item_number(mark: Mark, token: str) -> bool:
    """A "1." or "b." at the very beginning counts what follows."""
    if mark.start - mark.begin > 4:  # noqa: PLR2004 - "(12."
        return False
    return token.isdigit() or len(token) == 1


def _word_before(mark: Mark) -> str:
    """The word that the mark stands at, without opening quotes and brackets."""
    word = mark.stretch_before()
    if word.isalnum():  # nine in ten
        return word
    word = word.lstrip("\"'“‘«„‚‹([{¿¡-–—*_$€£")
    for joint in ("-", "–", "—", "/", "’", "'"):
        word = word.rsplit(joint, 1)[-1] if word.find(".") < 0 or joint in "/—–-" else word
    return word
