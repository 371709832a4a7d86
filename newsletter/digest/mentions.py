"""Who and what a sentence names, by its capitals and small words: names, places, fields, nouns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsletter.digest.cuelists import heard
from newsletter.digest.stopwords import STOPWORDS
from newsletter.text.tokens import stem, words
from newsletter.text.units import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsletter.digest.cuelists import Patterns
    from newsletter.model import Figure

_LETTERS = 4  # of a name: "Austria" and "Austrian", "Finland" and "Finnish" but for luck

_NAME = re.compile(r"(?<=[\w,'’] )[A-Z][\w&-]{2,}")
_FIRST_WORD = re.compile(r"[A-Z][\w&-]{2,}")
_DATED = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|January|February|March|April|May|June|July|August|September|October|November|December"
)
_PLACE = re.compile(r"\b[Ii]n\s(?:the\s)?([A-Z]\w{2,})\b(?!\s(?:said|reported|announced))")
_SAID_IN = re.compile(
    r"\b(?:said|say|says|told|announced|reported|reports|writes|wrote|released|published|presented)\b"
    r"[^,.;]{0,40}?\sin\s(?:the\s)?[A-Z]\w{2,}"
)
_MEASURED_IN = re.compile(
    r"\b(?:[Rr]evenues?|[Ss]ales|[Pp]rices?|[Pp]rofits?|[Ii]nflation|[Uu]nemployment|[Rr]ents|[Oo]rders"
    r"|[Oo]utput|[Ee]xports|[Ii]mports|[Gg]rowth|[Dd]emand|[Tt]urnover|[Dd]eliveries|[Mm]arket\sshare)"
    r"\s(?:in|to|from)\s(?:the\s)?([A-Z]\w{1,})"
)
_FIELD = re.compile(r"\b[Ii]n\s(?:the\s)?([a-z]{4,}s)\b")
_HEAD = re.compile(r"\b([A-Za-z][a-z-]{2,})\s(?=([a-z]{3,}))")
_HEADS = frozenset(listed("income costs mortgage consumption premium premiums"))
_NO_MODIFIER = ("ed", "ing", "ly", "new", "more", "total")
_NO_FIELDS = frozenset(
    listed("terms years months weeks days hours others shares ways cases prices sales stocks")
)


def names(said: str) -> Iterator[str]:
    """Words with a capital within a sentence, cut to what nouns and adjectives share."""
    return _cut(_NAME.findall(said))


def all_names(said: str) -> Iterator[str]:
    """The same with the sentence's first word, whose capital may be a name's."""
    yield from names(said)
    if first := _FIRST_WORD.match(said):
        yield from _cut([first[0]])


def places(said: str) -> Iterator[str]:
    """What the sentence puts "in" somewhere, agencies in their capitals left out."""
    return _cut(_PLACE.findall(_SAID_IN.sub(" ", said)))


def fields(clause: str) -> frozenset[str]:
    """What a measure is taken in: "in smartphones"."""
    return frozenset(_FIELD.findall(clause)) - _NO_FIELDS


def heads(clause: str, lists: Patterns) -> Iterator[tuple[str, str]]:
    """Nouns with what stands before them: "pear harvest", "return ticket"."""
    for found in _HEAD.finditer(clause):
        modifier, noun = found[1].lower(), found[2].lower()
        if {modifier, noun} & STOPWORDS or modifier.endswith(_NO_MODIFIER):
            continue
        if noun in _HEADS or heard(lists, noun):
            yield stem(noun, "en"), modifier


def within(behind: str, before: str) -> Iterator[str]:
    """Places that the figure or its measure is restricted to: "3,100 people in Germany"."""
    yield from _cut(_MEASURED_IN.findall(before + behind))


def stems(said: str, mine: Iterable[Figure], start: int) -> Iterator[str]:
    """What the sentence is about: its words without the figures, names and function words."""
    rest = list(said)
    for figure in mine:
        rest[figure.start - start : figure.end - start] = " " * (figure.end - figure.start)
    for word in words(_NAME.sub(" ", "".join(rest))):
        if word.isalpha() and word not in STOPWORDS:
            yield stem(word, "en")


def _cut(found: Iterable[str]) -> Iterator[str]:
    return (name[:_LETTERS] for name in found if _is_name(name))


def _is_name(word: str) -> bool:
    return word.lower() not in STOPWORDS and not _DATED.fullmatch(word)
