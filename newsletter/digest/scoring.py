"""How well each sentence of an article answers each lens, in points, with the reasons."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from newsletter.digest.cues import Vocabulary, mark
from newsletter.digest.patterns import match

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsletter.digest.cues import Marked
    from newsletter.digest.lens_types import Lens
    from newsletter.model import Article


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
    return Vocabulary({name: words for lens in lenses for name, words in lens.words})


def answers(article: Article, lenses: Sequence[Lens]) -> dict[str, tuple[Answer, ...]]:
    """Of each lens that speaks the article's language, its sentences at or above the threshold.

    The best first; of equals the earlier.
    """
    speaking = tuple(lens for lens in lenses if article.revision.language in {lens.language, "und"})
    if not speaking:
        return {}
    words = vocabulary(speaking)
    marked = [mark(article.text_of(sentence), words) for sentence in article.sentences]
    found: dict[str, tuple[Answer, ...]] = {}
    for lens in speaking:
        rated = (_by_patterns(lens, index, one) for index, one in enumerate(marked))
        good = [answer for answer in rated if answer is not None and answer.score >= lens.threshold]
        found[lens.id] = tuple(sorted(good, key=lambda answer: (-answer.score, answer.sentence)))
    return found


def _by_patterns(lens: Lens, index: int, marked: Marked) -> Answer | None:
    """The sum of the weights of all patterns that stand in the sentence; a veto silences it."""
    if any(match(veto, marked.where) for veto in lens.vetoes):
        return None
    reasons = []
    best: tuple[float, tuple[int, ...]] = (0.0, ())
    for pattern in lens.patterns:
        spots = match(pattern, marked.where)
        if spots is not None:
            reasons.append((pattern.name, pattern.weight))
            if pattern.weight > best[0]:
                best = (pattern.weight, spots)
    if not best[1]:
        return None
    if lens.lead:
        reasons.append(("stands early", lens.lead / (1 + index)))
    return Answer(
        lens, index, marked, sum(points for _, points in reasons), tuple(reasons), best[1]
    )
