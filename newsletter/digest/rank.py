"""Which stories come first: fresh, told by several sources, on the reader's subjects, varied."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from newsletter.digest.profile import profile, weigh
from newsletter.digest.reports import independent_sources
from newsletter.digest.wanted import phrases, texts_of, titles_of, wanted
from newsletter.text.similarity import similar, vectors

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from numpy.typing import NDArray

    from newsletter.digest.options import DigestOptions
    from newsletter.digest.wanted import Phrase
    from newsletter.model import Story

_HALF_LIFE = 12 * 3600.0  # seconds after which a story counts half as fresh
_UNDATED = 0.5
_MANY_SOURCES = 8  # more add nothing
_MANY_BULLETS = 3
_SUBSTANCE = 0.3
_FULL_TEXT = 400  # characters; less is a teaser
_FIRST = 100  # places that are given with an eye on variety; further down nobody compares
_ALIKE = 0.2  # cosine of two headlines from which they are about one subject

_NO_BULLETS: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Ranked:
    """A story with its score, which is the sum of the named factors."""

    story: Story
    score: float
    factors: tuple[tuple[str, float], ...]


def rank(
    stories: Sequence[Story],
    options: DigestOptions,
    now: datetime,
    bullets_of: Mapping[str, int] = _NO_BULLETS,
) -> tuple[Ranked, ...]:
    """The wanted stories, the best first; `wanted` says which are left out and why.

    `bullets_of` is the number of bullets by story id, where it is known. The order of `stories`
    changes nothing; ties go to the lower id.
    """
    kept, _ = wanted(stories, options)
    boost = phrases(options.boost)
    judged = [_judge(story, boost, now, bullets_of.get(story.id, 0)) for story in kept]
    ordered = sorted(judged, key=_order)
    return (*_varied(ordered[:_FIRST]), *ordered[_FIRST:])


def _order(one: Ranked) -> tuple[float, str]:
    return (-one.score, one.story.id)


def _judge(story: Story, boost: tuple[Phrase, ...], now: datetime, bullets: int) -> Ranked:
    factors = (
        ("freshness", _freshness(story, now)),
        ("sources", _sources(story)),
        ("boost", _boosted(story, boost)),
        ("bullets", 0.5 * min(bullets, _MANY_BULLETS) / _MANY_BULLETS),
        ("substance", _SUBSTANCE if _has_text(story) else 0.0),
    )
    return _scored(story, factors)


def _has_text(story: Story) -> bool:
    return any(len(one.revision.text) >= _FULL_TEXT for one in story.articles)


def _scored(story: Story, factors: tuple[tuple[str, float], ...]) -> Ranked:
    """Rounded before they are summed, so that the printed factors add up to the printed score."""
    kept = tuple((name, round(value, 3)) for name, value in factors if round(value, 3))
    return Ranked(story, round(sum(value for _, value in kept), 3), kept)


def _freshness(story: Story, now: datetime) -> float:
    """1 for what came just now, half of it every 12 hours; what bears no date counts half."""
    times = [one.entry.published for one in story.articles if one.entry.published is not None]
    if not times:
        return _UNDATED
    age = max(0.0, (now - max(times)).total_seconds())
    return float(2 ** -(age / _HALF_LIFE))


def _sources(story: Story) -> float:
    """0 for one newsroom, a third for each doubling; whoever prints its copy adds nothing."""
    told_by = independent_sources(story.articles) if len(story.articles) > 1 else 1
    return math.log2(min(told_by, _MANY_SOURCES) or 1) / math.log2(_MANY_SOURCES)


def _boosted(story: Story, boost: tuple[Phrase, ...]) -> float:
    """1 for a phrase in a headline, 0.4 for one in the text; two phrases at most count."""
    if not boost:
        return 0.0
    titles, texts = titles_of(story), texts_of(story)
    values = [
        1.0 if phrase.stands_in(titles) else 0.4
        for phrase in boost
        if phrase.stands_in(titles) or phrase.stands_in(texts)
    ]
    return sum(sorted(values, reverse=True)[:2])


def _varied(ordered: Sequence[Ranked]) -> list[Ranked]:
    """The same stories, each next one losing for every one before it that is on its subject."""
    alike = _subjects(ordered)
    loss = np.zeros(len(ordered))
    waiting = list(range(len(ordered)))
    result: list[Ranked] = []
    while waiting:
        best = min(waiting, key=lambda n: (loss[n] - ordered[n].score, ordered[n].story.id))
        waiting.remove(best)
        one = ordered[best]
        repeated = ("variety", -float(loss[best]))
        result.append(_scored(one.story, (*one.factors, repeated)) if loss[best] else replace(one))
        loss += np.where(alike[best] >= _ALIKE, alike[best], 0)
    return result


def _subjects(ordered: Sequence[Ranked]) -> NDArray[np.float32]:
    """How alike the headlines of the stories' first articles are, pair by pair."""
    if not ordered:
        return np.zeros((0, 0), dtype=np.float32)
    rows = vectors(weigh([profile(one.story.articles[0]) for one in ordered], lead=False))
    return similar(rows, rows)
