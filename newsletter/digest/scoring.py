"""How well each sentence of an article answers each lens, in points, with the reasons."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from newsletter.digest import features
from newsletter.digest.cues import Vocabulary, mark
from newsletter.digest.learned import load
from newsletter.digest.patterns import match
from newsletter.digest.shared import shared_cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsletter.digest.cues import Marked
    from newsletter.digest.lens_types import Lens
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


@lru_cache(maxsize=8)
def vocabulary(lenses: tuple[Lens, ...]) -> Vocabulary:
    """All words that these lenses look for, found in one pass."""
    lists = {name: words for lens in lenses for name, words in lens.words}
    if any(lens.weights for lens in lenses):
        lists |= shared_cues()
    return Vocabulary(lists)


def answers(article: Article, lenses: Sequence[Lens]) -> dict[str, tuple[Answer, ...]]:
    """Of each lens that speaks the article's language, its sentences at or above the threshold.

    The best first; of equals the earlier.
    """
    speaking = tuple(lens for lens in lenses if article.revision.language in {lens.language, "und"})
    if not speaking:
        return {}
    words = vocabulary(speaking)
    marked = [mark(article.text_of(sentence), words) for sentence in article.sentences]
    learned = _learned(article.revision.title, marked, speaking, words)
    found: dict[str, tuple[Answer, ...]] = {}
    for lens in speaking:
        points = learned.get(lens.id)
        rated = [
            _answer(lens, index, one, points[index] if points else None)
            for index, one in enumerate(marked)
        ]
        good = [answer for answer in rated if answer is not None and answer.score >= lens.threshold]
        found[lens.id] = tuple(sorted(good, key=lambda answer: (-answer.score, answer.sentence)))
    return found


def _learned(
    title: str, marked: Sequence[Marked], lenses: Sequence[Lens], words: Vocabulary
) -> dict[str, list[tuple[float, float]]]:
    """Of each lens with weights: for each sentence its points and the factor of its patterns."""
    found: dict[str, list[tuple[float, float]]] = {}
    if not marked:
        return found
    cues = frozenset(shared_cues())
    headline = mark(title, words) if title else None
    for path in dict.fromkeys(lens.weights for lens in lenses if lens.weights):
        weights = load(path)
        everywhere = weights.sums(("bias", *features.of_document(marked, headline, cues)))
        factors = weights.points("patterns")
        known = features.of_title(headline, cues)
        sums = [
            weights.sums(features.of_sentence(one, at, marked[at - 1] if at else None, known, cues))
            for at, one in enumerate(marked)
        ]
        for lens in lenses:
            if lens.weights == path and lens.id in weights.lenses:
                column = weights.lenses.index(lens.id)
                found[lens.id] = [
                    (
                        (row[column] + everywhere[column]) * HUNDREDTHS,
                        factors[column] * HUNDREDTHS,
                    )
                    for row in sums
                ]
    return found


def _answer(
    lens: Lens, index: int, marked: Marked, learned: tuple[float, float] | None
) -> Answer | None:
    """The weights of all patterns that stand in the sentence, and what was learned.

    A veto silences it, as does the lack of any pattern that speaks for it.
    """
    if any(match(veto, marked.where) for veto in lens.vetoes):
        return None
    factor = learned[1] if learned else 1.0
    reasons = []
    best: tuple[float, tuple[int, ...]] = (0.0, ())
    for pattern in lens.patterns:
        spots = match(pattern, marked.where)
        if spots is not None:
            reasons.append((pattern.name, pattern.weight * factor))
            if pattern.weight > best[0]:
                best = (pattern.weight, spots)
    if learned:
        reasons.append(("wording, place and setting", learned[0]))
    elif not best[1]:
        return None
    elif lens.lead:
        reasons.append(("stands early", lens.lead / (1 + index)))
    return Answer(
        lens, index, marked, sum(points for _, points in reasons), tuple(reasons), best[1]
    )
