"""Why a summary is what it is: each choice with its parts, beside the best that was left out.

Nothing is scored here: the rooms' own functions choose again and are asked what they added up.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsletter.digest.asked import asked
from newsletter.digest.chosen import chosen_of
from newsletter.digest.headline import contenders
from newsletter.digest.passages import passages, vectors
from newsletter.digest.reasons import Part, Rated, plain_parts, short_of
from newsletter.digest.salience import story_parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsletter.digest.asked import Asked
    from newsletter.digest.choose import Step
    from newsletter.digest.headline import Contender
    from newsletter.digest.lens_types import Lens
    from newsletter.digest.options import DigestOptions
    from newsletter.digest.passages import Passage
    from newsletter.model import Article

    Points = Sequence[tuple[str, float]]


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen, the best that was not, `lacked` in a word, and where it was `short`."""

    chosen: Rated
    rejected: Rated | None = None
    lacked: str = ""
    short: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """The reasons of `summarise_story` for the same articles, lenses and options."""

    headline: Choice | None
    sentences: tuple[Choice, ...]
    lenses: tuple[Asked, ...]


def explain(
    articles: Sequence[Article], lenses: Sequence[Lens], options: DigestOptions
) -> Explanation:
    """Headline, sentences and bullets as `summarise_story` chooses them, and why."""
    candidates = passages(articles)
    weigh = _by_default if options.method == "default" else _by_method
    return Explanation(
        _headline(contenders(articles, candidates)),
        weigh(articles, candidates, options),
        asked(articles, lenses),
    )


def _headline(found: Sequence[Contender]) -> Choice | None:
    ranked = sorted(found, key=lambda one: -one.worth)  # of equals the first, as max takes it
    rated = [
        Rated(one.quote(), round(one.worth, 2), plain_parts(one.worth, one.parts))
        for one in ranked[:2]
    ]
    return _choice(rated[0], rated[1] if rated[1:] else None) if rated else None


def _choice(chosen: Rated, rejected: Rated | None = None, lacked: str = "") -> Choice:
    if rejected is None:
        return Choice(chosen)
    if not lacked and chosen.score is not None and rejected.score is not None:
        lacked = f"{chosen.score - rejected.score:.2f} less"
    return Choice(chosen, rejected, lacked, short_of(chosen.parts, rejected.parts))


def _by_default(
    articles: Sequence[Article], candidates: Sequence[Passage], options: DigestOptions
) -> tuple[Choice, ...]:
    steps: list[Step] = []
    chosen = chosen_of(articles, candidates, range(len(candidates)), options, steps)
    parts = story_parts(articles, candidates, vectors(candidates)) if chosen else ()
    sizes = Counter(passage.article for passage in candidates)

    def rated(index: int, costs: Points) -> Rated:
        passage, points = candidates[index], (*parts[index], *costs)
        score = math.fsum(value for _, value in points)
        place = passage.order + 1, sizes[passage.article]
        named = plain_parts(score, points, place=place, size=len(passage.words))
        return Rated(passage.quote(articles), round(score, 2), named)

    def choice(step: Step) -> Choice:
        rest = [
            (math.fsum(value for _, value in (*parts[index], *costs)), -index)
            for index, costs in step.costs.items()
            if index not in chosen
        ]
        taken = rated(step.taken, step.costs[step.taken])
        if not rest:
            return Choice(taken)
        index = -max(rest)[1]
        lacked = _barred(candidates[index], step) if index not in step.fitting else ""
        return _choice(taken, rated(index, step.costs[index]), lacked)

    return tuple(choice(step) for step in sorted(steps, key=lambda step: step.taken))


def _barred(passage: Passage, step: Step) -> str:
    if step.room is not None and passage.size > step.room:
        return f"too long: {passage.size} words, {max(0, step.room)} left"
    return "says again what was chosen"


def _by_method(
    articles: Sequence[Article], candidates: Sequence[Passage], options: DigestOptions
) -> tuple[Choice, ...]:
    from newsletter.digest.methods import ranking, ratings  # noqa: PLC0415 - loads numpy or sumy

    chosen = chosen_of(articles, candidates, range(len(candidates)), options)
    scores = ratings(options.method, articles, candidates) if candidates else ()
    order = ranking(options.method, articles, candidates) if candidates else ()
    place = {index: number for number, index in enumerate(order)}

    def rated(index: int) -> Rated:
        return Rated(
            candidates[index].quote(articles), scores[index] if index < len(scores) else None
        )

    left = next((index for index in order if index not in chosen), None)
    if left is None:
        return tuple(Choice(rated(index)) for index in chosen)
    before = "does not fit in what was left of the words"
    after = f"comes later in the order of {options.method}"
    return tuple(
        Choice(rated(index), rated(left), before if place[left] < place[index] else after)
        for index in chosen
    )
