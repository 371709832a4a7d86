"""The finite verb of an English clause, by lists and endings: enough to tell where one stands.

No grammar: a word counts as a verb by its form and by the word before it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from newsletter.text.units import listed

_WORD = re.compile(r"\S+")
_CORE = re.compile(r"[^\W_](?:[\w.&'’-]*[^\W_])?")
_FEWEST = 5  # letters of a word in "-ed" that may be a verb: not "red", not "need"
_GROUP = 3  # words within which "has" is followed by its participle

AUXILIARIES = frozenset(
    listed("""
    is are was were has have had will would can could may might shall should must does did do
    cannot won't wouldn't can't couldn't isn't aren't wasn't weren't hasn't haven't hadn't
    doesn't didn't don't mustn't shouldn't
""")
)
SAYING = frozenset(listed("said says say told reported announced confirmed disclosed added noted"))
ATTRIBUTING = SAYING | frozenset(
    listed("""
    shows showed estimates estimated wrote writes argued suggests forecasts predicted explained
    tweeted posted commented thinks believes notes adds explains
""")
)
_IRREGULAR = frozenset(
    listed("""
    rose fell grew made said sank shot slid cut hit lost won held saw stood came took went sold
    bought built paid beat gave began led met set spent sent shed kept put ran told found left
    wrote drew broke struck swung knew thought became sought fought brought dealt overtook withdrew
    rebuilt understood oversaw undercut bid split shut hurt quit flew drove threw froze chose spoke
    leapt leaped sprang shrank dove wound laid lent meant kicked
""")
)
_PRESENT = frozenset(
    listed("""
    says expects plans sees aims remains faces rises falls wants makes takes warns seeks shows buys
    sells hits wins loses begins gets gives leads raises agrees opens closes appears holds owns
    needs keeps comes goes stands includes offers puts runs works allows hopes believes thinks
    continues becomes adds calls brings means knows targets operates employs produces forecasts
    estimates predicts values trades suggests represents accounts provides requires depends covers
    seems helps hovers builds drives carries enters maintains considers admits lacks spends sits
    serves relies joins asks acquires delivers generates reflects proposes refuses rejects resigns
    retires sends suffers threatens weighs writes prepares receives
    follows reports argues insists claims denies intends tells lies stays pays
    expect say see remain believe think want include own make come go stand show seem become
    tend appear warn argue agree
""")
)
_NO_VERBS = frozenset(
    listed("""
    hundred speed indeed unprecedented united limited so-called biased sacred naked exceed proceed
    succeed unchanged unlimited related advanced listed indebted
""")
)
_BEFORE_NOUNS = frozenset(
    listed("""
    a an the its their his her our this these those no any some further each every another
    of for in on at by with from into to more most less than as about price rate tax job pay
    new deep sharp big recent first second third fourth biggest largest highly newly
""")
)
RELATIVES = frozenset(listed("which who whose whom where that what"))
_PLURAL_BASES = frozenset(listed("expect say see remain believe think want own make come go show"))


class Word(NamedTuple):
    """A word with what is glued to it: `core` in lower case without marks, `comma` behind it."""

    start: int
    end: int
    core: str
    comma: bool


def words_of(text: str) -> list[Word]:
    """The words of a sentence as white space parts them."""
    found = []
    for match in _WORD.finditer(text):
        core = _CORE.search(match[0])
        said = core[0].lower().replace("’", "'") if core else match[0]
        found.append(Word(match.start(), match.end(), said, match[0][-1] in ",;:"))
    return found


def is_finite(words: list[Word], place: int) -> bool:
    """Whether the word can be the verb of a clause, and is no noun or participle here."""
    core = words[place].core
    if core in AUXILIARIES:
        return True
    before = words[place - 1] if place else None
    behind = words[place + 1].core if place + 1 < len(words) else ""
    if before and (before.core in _BEFORE_NOUNS or (before.core == "to" and core != "said")):
        return False
    if core in _PRESENT:
        return not (before is None and core in _PLURAL_BASES)
    past = core in _IRREGULAR or (
        core.endswith("ed") and len(core) >= _FEWEST and "-" not in core and core not in _NO_VERBS
    )
    # "Shares held by funds" says which shares, not what happened.
    if not past or before is None or (core.endswith("ed") and _qualified(words, place)):
        return False
    return behind != "by" or core in SAYING


def _qualified(words: list[Word], place: int) -> bool:
    """Whether an adverb makes an adjective of it: "newly painted boats", "a badly damaged dock"."""
    return words[place - 1].core.endswith("ly") and (
        place == 1 or words[place - 2].core in ("a", "an", "the")
    )


def main_verb(words: list[Word], first: int, last: int) -> int | None:
    """Where the main verb of `words[first:last]` stands: not that of a relative clause in it."""
    pending = commas = 0
    place = first
    while place < last:
        apart = place > first and words[place - 1].comma
        commas += apart
        if words[place].core in RELATIVES and place > first:
            pending += 1
        elif is_finite(words, place) and not (apart and commas % 2 and _may_describe(words[place])):
            if not pending:
                return place
            pending -= 1
            place += _rest_of_group(words, place, last)
        place += 1
    return None


def _may_describe(word: Word) -> bool:
    """Whether the word behind a comma may be a participle: ", led in turn by Ann Roy,"."""
    return word.core not in AUXILIARIES and word.core not in _PRESENT and word.core not in SAYING


def _rest_of_group(words: list[Word], place: int, last: int) -> int:
    """How many words behind an auxiliary belong to it: "has long sold"."""
    if words[place].core not in AUXILIARIES:
        return 0
    reach = range(place + 1, min(place + 1 + _GROUP, last))
    return max((other - place for other in reach if is_finite(words, other)), default=0)


def has_verb(words: list[Word], first: int, last: int) -> bool:
    """Whether any of `words[first:last]` can be a finite verb."""
    return any(is_finite(words, place) for place in range(first, last))
