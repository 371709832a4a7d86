"""What page furniture says, read from phrases.txt beside this file."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from newsletter.text.sections import sections

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_PHRASES = sections(Path(__file__).with_suffix(".txt"))

WHOLE = frozenset(_PHRASES["whole"])
LABELS = frozenset(_PHRASES["labels"])
STARTS = _PHRASES["starts"]
CONTAINS = _PHRASES["contains"]
CREDITS = _PHRASES["credits"]
BOILERPLATE = tuple(f"{opening} " for opening in _PHRASES["boilerplate"])

_TELLING = CONTAINS + STARTS
_GATE = re.compile(r"\w{4,}|\(")


def telling_phrases(folded: str) -> tuple[str, ...]:
    """The phrases of furniture that a text holds; it comes in folded case.

    Looking for each of the 216 cost a third of finding a text's blocks. Where words stand around
    a word of a phrase, that word is one of the text's; the others are looked for where the text
    holds the word that most of them have in common.
    """
    found = [phrase for gate, shared in _GATED if gate in folded for phrase in shared]
    found += [phrase for word in _BY_WORD.keys() & set(folded.split()) for phrase in _BY_WORD[word]]
    return tuple(phrase for phrase in found if phrase in folded)


def _by_word(phrases: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Phrases of three words and more by the longest that stands between others."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for phrase in phrases:
        if between := phrase.split(" ")[1:-1]:
            found[max(between, key=len)].append(phrase)
    return {word: tuple(those) for word, those in found.items()}


def _gated(phrases: Sequence[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The others by what the most of them have in common: "click", "photo", a bracket."""
    parts = {phrase: _GATE.findall(phrase) or [phrase] for phrase in phrases}
    common = Counter(part for several in parts.values() for part in several)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for phrase, several in parts.items():
        found[max(several, key=common.__getitem__)].append(phrase)
    return tuple((gate, tuple(those)) for gate, those in found.items())


_BY_WORD = _by_word(_TELLING)
_GATED = _gated([phrase for phrase in _TELLING if len(phrase.split(" ")) < 3])  # noqa: PLR2004 - none between
