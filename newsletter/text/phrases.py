"""What page furniture says, read from phrases.txt beside this file."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from newsletter.text.sections import sections

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_PHRASES = sections(Path(__file__).with_suffix(".txt"))

WHOLE = frozenset(_PHRASES["whole"])
LABELS = frozenset(_PHRASES["labels"])
STARTS = _PHRASES["starts"]
CONTAINS = _PHRASES["contains"]
CREDITS = _PHRASES["credits"]
BOILERPLATE = tuple(f"{opening} " for opening in _PHRASES["boilerplate"])

_TELLING = CONTAINS + STARTS
_START = 4  # letters
_GATE = re.compile(r"\w{4,}|\(")


def telling_phrases(folded: str) -> tuple[str, ...]:
    """The phrases of furniture that a text holds; it comes in folded case.

    Looking for each of the 216 cost a third of finding a text's blocks. Where words stand around
    a word of a phrase, that word is one of the text's; one behind another is how one of the
    text's begins. The others are looked for where the text holds what most of them have in common.
    """
    words = set(folded.split())
    found = [phrase for gate, shared in _GATED if gate in folded for phrase in shared]
    found += [phrase for word in _BY_WORD.keys() & words for phrase in _BY_WORD[word]]
    starts = {word[:_START] for word in words}
    found += [phrase for start in _BY_START.keys() & starts for phrase in _BY_START[start]]
    return tuple(phrase for phrase in found if phrase in folded)


def _by(phrases: Iterable[str], key: Callable[[list[str]], str]) -> dict[str, tuple[str, ...]]:
    """The phrases by a part of their words; those without it are left out."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for phrase in phrases:
        if part := key(phrase.split(" ")):
            found[part].append(phrase)
    return {part: tuple(those) for part, those in found.items()}


def _between(words: list[str]) -> str:
    """The longest that stands between others."""
    return max(words[1:-1], key=len, default="")


def _behind(words: list[str]) -> str:
    """How the second of two begins, where it is long enough to tell."""
    return words[1][:_START] if len(words) == 2 and len(words[1]) >= _START else ""  # noqa: PLR2004 - two


def _gated(phrases: Sequence[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The others by what the most of them have in common: "click", "photo", a bracket."""
    parts = {phrase: _GATE.findall(phrase) or [phrase] for phrase in phrases}
    common = Counter(part for several in parts.values() for part in several)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for phrase, several in parts.items():
        found[max(several, key=common.__getitem__)].append(phrase)
    return tuple((gate, tuple(those)) for gate, those in found.items())


_BY_WORD = _by(_TELLING, _between)
_BY_START = _by(_TELLING, _behind)
_GATED = _gated(
    [one for one in _TELLING if not _between(one.split(" ")) and not _behind(one.split(" "))]
)
