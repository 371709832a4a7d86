"""The sentences a summary may choose from, with what every method asks about them."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsletter.digest.stopwords import STOPWORDS
from newsletter.model import Quote, Span
from newsletter.text.sentences import balanced
from newsletter.text.tokens import stem, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from newsletter.model import Article

    Vector = Mapping[str, float]

# A text longer than this is summarised by its first sentences: news has nothing after them, and
# a megabyte of hostile text must not take a minute.
MOST_SENTENCES = 2000
LONGEST = 2000  # characters; a longer one is a table, or a text without full stops


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence as a candidate.

    `article` and `order` count from 0, the latter within its article; `words` are all its
    words, `stems` those that carry meaning.
    """

    article: int
    order: int
    start: int
    end: int
    block: int
    text: str
    words: tuple[str, ...]
    stems: tuple[str, ...]

    @property
    def size(self) -> int:
        """Its length in words, the larger of two counts: no reader's count exceeds a budget."""
        return max(len(self.words), len(self.text.split()))

    @property
    def opening(self) -> str:
        """Its first word, without what is contracted with it: "it" of "It's"."""
        return bare(self.words[0]) if self.words else ""

    def quote(self, articles: Sequence[Article]) -> Quote:
        span = Span(articles[self.article].revision.id, "text", self.start, self.end)
        return Quote(self.text, span)


def passages(articles: Sequence[Article]) -> tuple[Passage, ...]:
    """Candidates in source order: whole sentences, none that holds half of a quotation.

    Where an article has only halves they stand, for a summary is never empty without need; so
    do stretches too long for a sentence.
    """
    return tuple(
        passage for number, article in enumerate(articles) for passage in _of(number, article)
    )


def _of(number: int, article: Article) -> Iterable[Passage]:
    pairs = [(s, article.text_of(s)) for s in article.sentences[:MOST_SENTENCES]]
    short = [pair for pair in pairs if len(pair[1]) <= LONGEST] or pairs
    whole = [pair for pair in short if balanced(pair[1])] or short
    language = article.revision.language
    stems: dict[str, str] = {}
    for order, (sentence, text) in enumerate(whole):
        found = words(text)
        yield Passage(
            article=number,
            order=order,
            start=sentence.start,
            end=sentence.end,
            block=sentence.block,
            text=text,
            words=found,
            stems=_remembered(found, language, stems),
        )


def bare(word: str) -> str:
    """A word without what is contracted with it."""
    return word.replace("’", "'").partition("'")[0]


def content(found: Iterable[str], language: str) -> tuple[str, ...]:
    """The stems of the words that carry meaning."""
    return tuple(stem(word, language) for word in found if word not in STOPWORDS)


def _remembered(found: Iterable[str], language: str, stems: dict[str, str]) -> tuple[str, ...]:
    """As `content`; most words of a text stand in it more than once, and are stemmed once."""
    meant = [word for word in found if word not in STOPWORDS]
    for word in meant:
        if word not in stems:
            stems[word] = stem(word, language)
    return tuple([stems[word] for word in meant])


def vectors(candidates: Sequence[Passage]) -> tuple[Vector, ...]:
    """Each candidate's stems weighted by tf-idf over all candidates, at unit length."""
    holding = Counter(word for passage in candidates for word in set(passage.stems))
    rarity = {word: math.log((len(candidates) + 1) / (n + 0.5)) for word, n in holding.items()}
    return tuple(_unit({w: n * rarity[w] for w, n in Counter(p.stems).items()}) for p in candidates)


def cosine(one: Vector, other: Vector) -> float:
    """The inner product; the cosine, where both have unit length."""
    if len(one) > len(other):
        one, other = other, one
    return sum([weight * other[word] for word, weight in one.items() if word in other])


def _unit(vector: Vector) -> Vector:
    length = math.sqrt(sum([weight * weight for weight in vector.values()]))
    return {word: weight / length for word, weight in vector.items()} if length else {}
