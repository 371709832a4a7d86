"""How well each sentence of an article answers each lens, in points, with the reasons."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from newsletter.digest import features
from newsletter.digest.cues import Vocabulary, mark
from newsletter.digest.learned import load
from newsletter.digest.patterns import Patterns
from newsletter.digest.shared import shared_cues

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from newsletter.digest.cues import Marked
    from newsletter.digest.lens_types import Lens, Pattern
    from newsletter.model import Article

HUNDREDTHS = 0.01


@dataclass(frozen=True, slots=True)
class Answer:
    """A sentence that may answer a lens; `reasons` sum to `score`."""

    lens: Lens
    sentence: int
    marked: Marked
    score: float
    reasons: tuple[tuple[str, float], ...]
    spots: tuple[int, ...]  # word positions that answered the weightiest pattern


@dataclass(frozen=True, slots=True)
class _Plan:
    """What some lenses look for together; their places in the tuple are their numbers."""

    vocabulary: Vocabulary
    patterns: Patterns
    vetoes: Patterns


@lru_cache(maxsize=8)
def _plan(lenses: tuple[Lens, ...]) -> _Plan:
    lists = {name: words for lens in lenses for name, words in lens.words}
    if any(lens.weights for lens in lenses):
        lists |= shared_cues()
    return _Plan(
        Vocabulary(lists),
        Patterns((number, one) for number, lens in enumerate(lenses) for one in lens.patterns),
        Patterns((number, one) for number, lens in enumerate(lenses) for one in lens.vetoes),
    )


def answers(article: Article, lenses: Sequence[Lens]) -> dict[str, tuple[Answer, ...]]:
    """Of each lens that speaks the article's language, its sentences at or above the threshold.

    The best first; of equals the earlier.
    """
    speaking = tuple(lens for lens in lenses if speaks(lens, article))
    if not speaking:
        return {}
    plan = _plan(speaking)
    marked = [mark(article.text_of(sentence), plan.vocabulary) for sentence in article.sentences]
    learned = _learned(article.revision.title, marked, speaking, plan.vocabulary)
    found: dict[str, list[Answer]] = {lens.id: [] for lens in speaking}
    for index, one in enumerate(marked):
        standing = plan.patterns.found(one.where)
        vetoed = plan.vetoes.found(one.where)
        for number, lens in enumerate(speaking):
            points, factor = learned[number][index] if number in learned else (None, 1.0)
            here = standing.get(number, ())
            if number in vetoed or (points is None and not here):
                continue
            base = lens.lead / (1 + index) if points is None else points
            score = base + factor * sum(pattern.weight for pattern, _ in here)
            if score >= lens.threshold and (points is not None or _speaks(here)):
                reasons = [(pattern.name, pattern.weight * factor) for pattern, _ in here]
                reasons.append(("stands early" if points is None else "wording and place", base))
                answer = Answer(lens, index, one, score, tuple(reasons), _spots(here))
                found[lens.id].append(answer)
    return {
        lens: tuple(sorted(each, key=lambda answer: (-answer.score, answer.sentence)))
        for lens, each in found.items()
    }


def speaks(lens: Lens, article: Article) -> bool:
    """Whether the lens reads the article's language, or the language is unsure."""
    return article.revision.language in {lens.language, "und"}


def features_of(
    article: Article, lenses: Sequence[Lens], sentences: Collection[int]
) -> dict[str, dict[int, tuple[tuple[str, float], ...]]]:
    """Of each lens with weights: the features of these sentences and their points.

    They sum to the last of the reasons that `answers` gives where it is asked for the same
    lenses. Apart from `answers`, as naming them takes longer than adding them up.
    """
    speaking = tuple(lens for lens in lenses if speaks(lens, article))
    words = _plan(speaking).vocabulary
    marked = [mark(article.text_of(sentence), words) for sentence in article.sentences]
    everyones, own = described(article.revision.title, marked, words, sentences)
    found = {}
    for lens in speaking:
        weights = load(lens.weights) if lens.weights else None
        if weights and lens.id in weights.lenses:
            column = weights.lenses.index(lens.id)
            found[lens.id] = {
                index: tuple(
                    (name, weights.points(name)[column] * HUNDREDTHS)
                    for name in (*everyones, *names)
                    if name in weights.rows
                )
                for index, names in zip(sentences, own, strict=True)
            }
    return found


def _learned(
    title: str, marked: Sequence[Marked], lenses: Sequence[Lens], words: Vocabulary
) -> dict[int, list[tuple[float, float]]]:
    """Of each lens with weights: for each sentence its points and the factor of its patterns."""
    found: dict[int, list[tuple[float, float]]] = {}
    paths = dict.fromkeys(lens.weights for lens in lenses if lens.weights)
    if not marked or not paths:
        return found
    everyones, own = described(title, marked, words, range(len(marked)))
    for path in paths:
        weights = load(path)
        everywhere = weights.sums(everyones)
        factors = weights.points("patterns")
        sums = [weights.sums(names) for names in own]
        for number, lens in enumerate(lenses):
            if lens.weights == path and lens.id in weights.lenses:
                column = weights.lenses.index(lens.id)
                base, factor = everywhere[column], factors[column] * HUNDREDTHS
                found[number] = [((row[column] + base) * HUNDREDTHS, factor) for row in sums]
    return found


def described(
    title: str, marked: Sequence[Marked], words: Vocabulary, sentences: Iterable[int]
) -> tuple[list[str], list[list[str]]]:
    """The features that every sentence has, and those of each of `sentences`.

    What weights are learned from is what they are used on: benchmarks/bullet_sample.py asks here.
    """
    shared = frozenset(shared_cues())
    cues = [features.cues_of(one, shared) for one in marked]
    headline = features.of_title(mark(title, words) if title else None, shared)
    everyones = ["bias", *features.of_document(cues, titled=bool(title))] if marked else []
    return everyones, [features.of_sentence(marked[at], at, cues, headline) for at in sentences]


def _speaks(standing: Sequence[tuple[Pattern, tuple[int, ...]]]) -> bool:
    """Whether any pattern speaks for the sentence."""
    return any(pattern.weight > 0 for pattern, _ in standing)


def _spots(standing: Sequence[tuple[Pattern, tuple[int, ...]]]) -> tuple[int, ...]:
    """Where the weightiest pattern stands that speaks for the sentence."""
    if not _speaks(standing):
        return ()
    return max(standing, key=lambda one: one[0].weight)[1]
