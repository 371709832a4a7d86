"""Which sentences say what no earlier text of their story says.

A sentence is covered where the words that carry its meaning stand in one earlier sentence, or in
two of them; names and numbers weigh more than other words, what every text of the story says
weighs less. A number that was never said before makes a sentence new by itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from heapq import nlargest
from typing import TYPE_CHECKING

from newsletter.digest.terms import Kind, terms
from newsletter.text.figures import figures
from newsletter.text.rounding import same_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from newsletter.model import Article, Figure, Sentence

# On each half of the sentences of three days' stories the other half's best differ by .05 or less.
COVERED = 0.68  # share of a sentence's weight; what is below tells something else
UNSAID = 1.6  # weight of unsaid words that makes a sentence new: fewer are other words for it
TELLING = 4.5  # the same without a name or number, that makes of the story an update

_WEIGHTS: Mapping[Kind, float] = {"number": 2.0, "name": 2.0, "word": 1.0, "date": 1.0, "day": 0.5}
_COMMON = 0.6  # taken from a term that every sentence of the story has
_FEW = 3  # sentences below which nothing is common
_TOGETHER = 4  # sentences that are tried with a second one
_STEM, _LONG = 4, 5  # letters that two forms of a word share: "opponent", "opposition"
_FORM, _KIN = 0.8, 0.5
_NUMBER = re.compile(r"\d")
_SIGN = 4  # terms of a sentence by which a story is known again
_TELLING_KINDS = frozenset({"number", "name", "date", "day"})


@dataclass(frozen=True, slots=True)
class Novelty:
    """What a sentence says that was not said: 1 - `covered`, and what of it was never said."""

    covered: float = 0.0
    unsaid: float = 0.0
    numbers: int = 0
    names: int = 0

    @property
    def is_new(self) -> bool:
        return self.numbers > 0 or (self.covered < COVERED and self.unsaid >= UNSAID)

    @property
    def is_telling(self) -> bool:
        """Whether it makes of its story an update: other words for the known do not."""
        return self.is_new and bool(self.numbers or self.names or self.unsaid >= TELLING)


@dataclass(slots=True)
class Said:
    """All that the earlier texts of one story say."""

    count: int = 0
    places: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    kin: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    figures: dict[str, list[Figure]] = field(default_factory=lambda: defaultdict(list))

    def add(self, text: str, language: str) -> None:
        for term in terms(text, language):
            self.places[term].append(self.count)
            self.kin[term[:_STEM]].add(term)
        for figure in figures(text):
            self.figures[figure.unit].append(figure)
        self.count += 1


def said_in(articles: Iterable[Article]) -> Said:
    """What the articles say, titles included."""
    said = Said()
    for article in articles:
        language = article.revision.language
        for text in (article.revision.title, *map(article.text_of, article.sentences)):
            if text:
                said.add(text, language)
    return said


def news_in(article: Article, said: Said) -> tuple[tuple[Sentence, Novelty], ...]:
    """The article's sentences that say something new, in order."""
    language = article.revision.language
    judged = ((one, novelty(article.text_of(one), language, said)) for one in article.sentences)
    return tuple((sentence, found) for sentence, found in judged if found.is_new)


def novelty(text: str, language: str, said: Said) -> Novelty:
    """How much of a sentence nobody said; one without a meaningful word says nothing new."""
    kinds = terms(text, language)
    if not kinds:
        return Novelty(covered=1.0)
    weights = {term: _weight(term, kind, said) for term, kind in kinds.items()}
    heard = {term: _heard(term, said) for term in kinds}
    known = _rounded(text, said) if any(kind == "number" for kind in kinds.values()) else set()
    for term in known & kinds.keys():
        heard[term] = dict.fromkeys(range(said.count), 1.0)
    never = [kinds[term] for term in kinds if not heard[term]]
    total = sum(weights.values())
    covered = _covered(weights, heard)
    return Novelty(
        covered=covered / total,
        unsaid=total - covered,
        numbers=never.count("number"),
        names=never.count("name"),
    )


def _weight(term: str, kind: Kind, said: Said) -> float:
    spread = len(said.places.get(term, ())) / max(_FEW, said.count)
    return _WEIGHTS[kind] * (1 - _COMMON * min(1.0, spread))


def _heard(term: str, said: Said) -> dict[int, float]:
    """In which sentences the term stands, or another form of the word."""
    found = dict.fromkeys(said.places.get(term, ()), 1.0)
    if _NUMBER.match(term):
        return found
    for other in said.kin.get(term[:_STEM], ()):
        alike = _alike(term, other)
        for place in said.places[other] if alike else ():
            found[place] = max(found.get(place, 0.0), alike)
    return found


def _alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    shared = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        shared += 1
    if shared >= _STEM and shared >= 0.6 * max(len(one), len(other)):
        return _FORM
    return _KIN if shared >= _LONG else 0.0


def _rounded(text: str, said: Said) -> set[str]:
    """Numbers of the text that only say a known figure otherwise: 1.28 billion, 1.3 billion."""
    return {
        term
        for figure in figures(text)
        if any(same_value(figure, other) for other in said.figures.get(figure.unit, ()))
        for term, kind in terms(figure.text, "und").items()
        if kind == "number"
    }


def _covered(weights: Mapping[str, float], heard: Mapping[str, Mapping[int, float]]) -> float:
    """The weight that the best sentence covers, or the best with another one."""
    single: defaultdict[int, float] = defaultdict(float)
    for term, places in heard.items():
        for place, share in places.items():
            single[place] += weights[term] * share
    best = nlargest(_TOGETHER, single.items(), key=lambda pair: (pair[1], -pair[0]))
    return max((_with_second(place, weights, heard) for place, _ in best), default=0.0)


def _with_second(
    first: int, weights: Mapping[str, float], heard: Mapping[str, Mapping[int, float]]
) -> float:
    alone = 0.0
    more: defaultdict[int, float] = defaultdict(float)
    for term, places in heard.items():
        mine = places.get(first, 0.0)
        alone += weights[term] * mine
        for place, share in places.items():
            if share > mine:
                more[place] += weights[term] * (share - mine)
    return alone + max(more.values(), default=0.0)


def retold(articles: Iterable[Article], said: Said, *, near: bool = False) -> float:
    """How much of the most retold sentence was said before: 0 to 1.

    Sentences that any story may have ("The company declined to comment") are no sign; of stories
    that are `near` otherwise a longer one without a name or number is.
    """
    found = 0.0
    for article in articles:
        language = article.revision.language
        for sentence in article.sentences:
            text = article.text_of(sentence)
            if _is_sign(terms(text, language), near=near):
                said_again = novelty(text, language, said)
                # "The bank cut its rate to 3.50 %" is another bank's in the same words.
                if not (near and (said_again.numbers or said_again.names)):
                    found = max(found, said_again.covered)
    return found


def _is_sign(kinds: Mapping[str, Kind], *, near: bool) -> bool:
    special = bool(_TELLING_KINDS & set(kinds.values()))
    return len(kinds) >= _SIGN and (special or (near and len(kinds) > _SIGN))
