"""Words that end with a full stop without ending a sentence, language by language.

They behave differently before a capital letter: a title never ends a sentence, a counter
("No.") does not before a number, an inner one ("e.g.") never does, and a final one ("Inc.")
does only before a word that opens sentences. The lists are in languages/*.txt.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from newsletter.text.sections import sections

_FOLDER = Path(__file__).with_name("languages")
_LANGUAGES = frozenset({"de", "en", "es", "fr", "it", "nl", "pl", "pt"})
# Only in these are titles and common nouns written with capitals behind "Inc." and "U.S.".
_CAPITALS = frozenset({"de", "en"})


class Abbreviations(NamedTuple):
    """What the sentence rules ask of a language; words without their last full stop, folded."""

    titles: frozenset[str]
    counters: frozenset[str]
    inner: frozenset[str]
    final: frozenset[str]
    forms: frozenset[str]  # company forms and the like: final ones that every language uses
    starters: frozenset[str]
    ordinals: bool  # "am 3. Oktober": a numeral with a full stop is an ordinal
    capitals: bool  # "Inc. Chief Executive": a capital alone does not open a sentence


@cache
def abbreviations(language: str) -> Abbreviations:
    """The abbreviations of a language; those of English where we know none."""
    known = language if language in _LANGUAGES else "en"
    own, shared = _lists(known), _lists("any")
    return Abbreviations(
        titles=own["titles"] | shared["titles"],
        counters=own["counters"] | shared["counters"],
        inner=own["inner"] | shared["inner"],
        final=own["final"],
        forms=shared["forms"],
        starters=own["starters"],
        ordinals=known == "de",
        capitals=known in _CAPITALS,
    )


def _lists(name: str) -> dict[str, frozenset[str]]:
    found = sections(_FOLDER / f"{name}.txt")
    return {kind: frozenset(" ".join(lines).split()) for kind, lines in found.items()}
