"""Figures that changed: one quantity, told with another value than in the earlier texts.

Two figures are of one quantity where they have one unit and stand among the same words, in one
pair of sentences or in several. What is only told in other words, rounded, or still told beside
the new one has not changed.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from newsletter.digest.terms import terms
from newsletter.text.figures import figures
from newsletter.text.rounding import comparable, same_value
from newsletter.text.superseded import superseded
from newsletter.text.tokens import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from newsletter.digest.terms import Kind
    from newsletter.model import Article, Figure, Sentence

ALIGNED = 0.38  # from .35 to .4 three days' stories, and each half of them, are told alike
_REACH = 4.0  # words from a figure at which a word tells half as much as its neighbour
_CLOSE_BY = 0.5  # weight in its context from which a noun is what a bare number counts
_NOUN, _MONEY = 0.2, 0.05  # for one counted noun, one currency
_NEAR = 0.2  # for values that are close: a price moves by a tenth, another price is another
_TOLD_OF_BOTH = 0.3  # where today's text names the old value beside the new one
_STILL = 0.2  # for a value that is told again
_AGAINST = 0.3  # where it went the other way
_PRIOR = 10  # figures imagined besides those given, so that two alone have telling words too
_MOST = 300  # figures of a story that are compared on each side: a table is no story
_TENFOLD, _TWOFOLD = math.log(10), math.log(2)
_RATES = frozenset({"percent", "points", "basis_points", "multiple"})
_ANYTHING = frozenset({"", "people", "persons", "shares"})  # nouns that count many things
_TO = re.compile(r"\b(?:to|at|of|reach\w*|stands?|stood|total\w*)\s(?:\w+\s)?$")


@dataclass(frozen=True, slots=True)
class Told:
    """A figure and the sentence that tells it; `context` weighs the words around it.

    The figure's offsets count in the article's text; `old` says that it is told as a past one.
    """

    article: Article
    sentence: Sentence
    figure: Figure
    context: Mapping[str, float]
    old: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """The quantity had the value of `before` and has that of `after`; `score` says how surely."""

    before: Told
    after: Told
    score: float


def changed(today: Sequence[Article], earlier: Sequence[Article]) -> tuple[Changed, ...]:
    """The figures of today's articles that replace one of the `earlier` ones, the surest first.

    Of equally sure values the last of `earlier` is replaced. Each value is replaced once, and
    each new one replaces one.
    """
    now, before = _told(today), _told(earlier)
    rarity = _rarity([*now, *before])
    bare = _bare_numbers(earlier)
    found: dict[tuple[str, str], list[Changed]] = defaultdict(list)
    for one in now:
        heard = any(_same(one, other) for other in before) or bool(_numbers(one) & bare)
        for other in before:
            if one.old or other.old or not _of_one_kind(one, other):
                continue
            if _same(one, other) or (not heard and _may_replace(one, other)):
                score = alignment(one, other, rarity)
                found[_value(other), _value(one)].append(Changed(other, one, score))
    return _assigned([_weighed(pairs, now) for pairs in found.values()])


def _assigned(pairs: Iterable[Changed]) -> tuple[Changed, ...]:
    """The surest pairs, so that no value is in two; a value that is still told keeps its place."""
    taken: list[Changed] = []
    for pair in sorted(pairs, key=lambda one: -round(one.score, 4)):
        if pair.score >= ALIGNED and not any(
            _same(pair.after, one.after) or _same(pair.before, one.before) for one in taken
        ):
            taken.append(pair)
    return tuple(one for one in taken if not _same(one.before, one.after))


def _weighed(pairs: Sequence[Changed], now: Sequence[Told]) -> Changed:
    """The surest of some pairs of two values, by the evidence of them all."""
    best = max(reversed(pairs), key=lambda pair: round(pair.score, 4))
    score = 1 - math.prod(1 - min(0.99, max(0.0, pair.score)) for pair in pairs)
    one, other = best.after, best.before
    if _same(one, other):
        score += _STILL
    else:
        apart = abs(math.log(one.figure.value / other.figure.value))
        score += _NEAR * max(0.0, 1 - apart / _TWOFOLD)
        score += max(_hint(pair, now) for pair in pairs)
    return replace(best, score=score)


def _hint(pair: Changed, now: Sequence[Told]) -> float:
    """What today's texts say of the change: the old value beside the new one, the direction."""
    one, other = pair.after, pair.before
    hint = _TOLD_OF_BOTH if any(_same(t, other) and _beside(t, one) for t in now) else 0.0
    went = one.figure.direction
    rose = one.figure.value > other.figure.value
    return hint - (_AGAINST if went is not None and (went == "up") != rose else 0.0)


def _same(one: Told, other: Told) -> bool:
    return comparable(one.figure, other.figure) and same_value(one.figure, other.figure)


def _of_one_kind(one: Told, other: Told) -> bool:
    """Whether their units agree: where one figure has none, its sentence must name the noun."""
    if one.figure.unit == other.figure.unit:
        return True
    if not comparable(one.figure, other.figure):
        return False
    noun, bare = (one, other) if one.figure.unit else (other, one)
    unit = noun.figure.unit
    said = terms(unit, _language(noun))
    return unit in _ANYTHING or any(bare.context.get(term, 0.0) >= _CLOSE_BY for term in said)


def _language(told: Told) -> str:
    return told.article.revision.language


def _value(told: Told) -> str:
    return f"{told.figure.value:.6g}"


def _may_replace(one: Told, other: Told) -> bool:
    new, old = one.figure.value, other.figure.value
    if not (new > 0 and old > 0) or abs(math.log(new / old)) > _TENFOLD:
        return False
    return not (_is_movement(one) or _is_movement(other))


def _is_movement(told: Told) -> bool:
    """Whether a rate says how far something moved: tomorrow's movement is another one."""
    if told.figure.unit not in _RATES or told.figure.direction is None:
        return False
    text = told.article.revision.text[told.sentence.start : told.figure.start]
    return _TO.search(text[-24:]) is None


def alignment(one: Told, other: Told, rarity: Mapping[str, float]) -> float:
    """The cosine of what stands around two figures, more for one counted noun."""
    shared = sum(
        weight * other.context[term] * rarity[term] ** 2
        for term, weight in one.context.items()
        if term in other.context
    )
    lengths = _length(one.context, rarity) * _length(other.context, rarity)
    cosine = shared / lengths if lengths else 0.0
    unit = one.figure.unit
    if unit != other.figure.unit or unit in _RATES or unit in _ANYTHING:
        return cosine
    return cosine + (_MONEY if unit.isupper() else _NOUN)


def _beside(told: Told, one: Told) -> bool:
    """In the same sentence or in the next."""
    if told.article.revision.id != one.article.revision.id:
        return False
    order = one.article.sentences
    return abs(order.index(told.sentence) - order.index(one.sentence)) <= 1


def _length(context: Mapping[str, float], rarity: Mapping[str, float]) -> float:
    return math.sqrt(sum((weight * rarity[term]) ** 2 for term, weight in context.items()))


def _rarity(told: Sequence[Told]) -> Mapping[str, float]:
    spread = Counter(term for one in told for term in one.context)
    return {term: math.log((len(told) + _PRIOR) / (count + 0.5)) for term, count in spread.items()}


def _told(articles: Sequence[Article]) -> list[Told]:
    found: list[Told] = []
    for article in articles:
        for sentence in article.sentences:
            if len(found) >= _MOST:
                return found
            found.extend(_told_in(article, sentence))
    return found


def _told_in(article: Article, sentence: Sentence) -> Iterable[Told]:
    text, language = article.text_of(sentence), article.revision.language
    for one in figures(text):
        figure = replace(one, start=one.start + sentence.start, end=one.end + sentence.start)
        context = _context(text, one, language)
        yield Told(article, sentence, figure, context, superseded(text, one.start, one.end))


def _context(text: str, figure: Figure, language: str) -> Mapping[str, float]:
    """The words around a figure, the nearer the heavier; numbers are no context."""
    found: dict[str, float] = {}
    for side in (words(text[: figure.start])[::-1], words(text[figure.end :])):
        distance = 0
        for word in side:
            for term, kind in _kinds(word, language):
                if kind == "word":
                    found[term] = max(found.get(term, 0.0), _REACH / (_REACH + distance))
                distance += 1
    return found


@lru_cache(maxsize=10_000)  # most words of a story stand in it often
def _kinds(word: str, language: str) -> tuple[tuple[str, Kind], ...]:
    return tuple(terms(word, language).items())


def _numbers(told: Told) -> frozenset[str]:
    return frozenset(t for t, kind in terms(told.figure.text, "und").items() if kind == "number")


def _bare_numbers(articles: Sequence[Article]) -> frozenset[str]:
    """Numbers in digits that stand there without a unit of their own: "47 of the 90 seats"."""
    found: set[str] = set()
    for article in articles:
        for text in (article.revision.title, *map(article.text_of, article.sentences)):
            rest = text
            for figure in reversed(figures(text)):
                rest = f"{rest[: figure.start]} {rest[figure.end :]}"
            found |= {term for term, kind in terms(rest, "und").items() if kind == "number"}
    return frozenset(found)
