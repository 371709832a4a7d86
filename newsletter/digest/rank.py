"""Which stories come first: fresh, told by several sources, on the reader's subjects, varied."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from newsletter.digest.places import place_of
from newsletter.digest.profile import profile, weigh
from newsletter.digest.reports import independent_sources
from newsletter.digest.standing import standing
from newsletter.digest.wanted import phrases, texts_of, titles_of, wanted
from newsletter.model.work import in_turn
from newsletter.text.similarity import similar, vectors
from newsletter.text.units import listed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from numpy.typing import NDArray

    from newsletter.digest.options import DigestOptions
    from newsletter.digest.wanted import Phrase
    from newsletter.model import Article, Story
    from newsletter.model.work import Each

_HALF_LIFE = 12 * 3600.0  # seconds after which a story counts half as fresh
_UNDATED = 0.5
_MANY_SOURCES = 8  # more add nothing
_MANY_BULLETS = 3
_SUBSTANCE = 0.3
_FULL_TEXT = 400  # characters; less is a teaser
_FIRST = 100  # places that are given with an eye on variety; further down nobody compares
_ALIKE = 0.2  # cosine of two headlines from which they are about one subject
_SAME_NAME = 0.15  # what a story loses for each before it that names the same in its headline
_TOPIC = 0.5
_ASKED = 40  # stories whose bullets are counted: more are not printed by anybody
_AN_ARTICLE = 9e-4  # seconds to compare one with the others of its story
_NO_NAMES = frozenset(
    listed("""
        monday tuesday wednesday thursday friday saturday sunday january february march april may
        june july august september october november december the this how why what when new
    """)
)


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
    bullets: Callable[[Sequence[Story]], Sequence[int]] | None = None,
    each: Each = in_turn,
) -> tuple[Ranked, ...]:
    """The wanted stories, the best first; `wanted` says which are left out and why.

    `bullets` counts those of each; only the first 40 are asked. The order of `stories` changes
    nothing; ties go to the lower id.
    """
    kept, _ = wanted(stories, options)
    boost = phrases(options.boost)
    told_by = _newsrooms(kept, each)
    judged = (
        _judge(story, many, boost, options, now) for story, many in zip(kept, told_by, strict=True)
    )
    ordered = sorted(judged, key=_order)
    if bullets is not None:
        asked = ordered[:_ASKED]
        counts = bullets([one.story for one in asked])
        answered = [_answered(*both) for both in zip(asked, counts, strict=True)]
        ordered = sorted((*answered, *ordered[_ASKED:]), key=_order)
    return (*_varied(ordered[:_FIRST]), *ordered[_FIRST:])


def _order(one: Ranked) -> tuple[float, str]:
    return (-one.score, one.story.id)


def _newsrooms(stories: Sequence[Story], each: Each) -> Sequence[int]:
    """How many newsrooms told each story; whoever prints another's copy adds nothing."""
    several = [place for place, story in enumerate(stories) if len(story.articles) > 1]
    texts = [tuple(map(_unread, stories[place].articles)) for place in several]
    costs = [_AN_ARTICLE * len(some) for some in texts]
    counts = dict(zip(several, each(independent_sources, texts, costs), strict=True))
    return [counts.get(place, 1) for place in range(len(stories))]


def _unread(article: Article) -> Article:
    """The article without what copies are not found by: it may be on its way to another process."""
    return replace(article, entry=replace(article.entry, content=""), sentences=())


def _judge(
    story: Story, told_by: int, boost: tuple[Phrase, ...], options: DigestOptions, now: datetime
) -> Ranked:
    factors = (
        ("freshness", _freshness(story, now)),
        ("sources", _sources(told_by)),
        ("weight", standing(story.articles, options.weights)),
        ("boost", _boosted(story, boost)),
        ("topic", _TOPIC if _on_topic(story, options.topics) else 0.0),
        ("substance", _SUBSTANCE if _has_text(story) else 0.0),
    )
    return _scored(story, factors)


def _answered(one: Ranked, bullets: int) -> Ranked:
    worth = 0.5 * min(bullets, _MANY_BULLETS) / _MANY_BULLETS
    return _scored(one.story, (*one.factors, ("bullets", worth)))


def _on_topic(story: Story, topics: Sequence[str]) -> bool:
    """Whether an article has one of the topics, or a part of it: markets of business is both."""
    wanted_ones = {_parts(topic) for topic in topics}
    return any(
        parts[at : at + len(one)] == one
        for parts in {_parts(article.entry.topic) for article in story.articles}
        for one in wanted_ones
        if one
        for at in range(len(parts) - len(one) + 1)
    )


def _parts(topic: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip().casefold() for part in topic.split(" / "))))


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


def _sources(told_by: int) -> float:
    """0 for one newsroom, a third for each doubling."""
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
    """The same stories, each next one losing for every one before it that is on its subject.

    And for every one that names in its headline what its own does: news of one company are about
    other things and still of one company.
    """
    alike = _subjects(ordered)
    alike = np.where(alike >= _ALIKE, alike, 0)
    named = [_names(one.story) for one in ordered]
    again = np.array([[_SAME_NAME * bool(one & other) for other in named] for one in named])
    loss = np.zeros(len(ordered))
    variety, company = np.zeros(len(ordered)), np.zeros(len(ordered))
    waiting = list(range(len(ordered)))
    result: list[Ranked] = []
    while waiting:
        best = min(waiting, key=lambda n: (loss[n] - ordered[n].score, ordered[n].story.id))
        waiting.remove(best)
        one = ordered[best]
        repeated = (("variety", -float(variety[best])), ("same name", -float(company[best])))
        result.append(_scored(one.story, (*one.factors, *repeated)) if loss[best] else replace(one))
        variety += alike[best]
        company += again[best]
        loss = variety + company
    return result


def _names(story: Story) -> frozenset[str]:
    """The names in the headline of its first article, without places and days."""
    first = profile(story.articles[0])
    named = (name for name in first.names if name in first.title and place_of(name) is None)
    return frozenset(named) - _NO_NAMES


def _subjects(ordered: Sequence[Ranked]) -> NDArray[np.float32]:
    """How alike the headlines of the stories' first articles are, pair by pair."""
    if not ordered:
        return np.zeros((0, 0), dtype=np.float32)
    rows = vectors(weigh([profile(one.story.articles[0]) for one in ordered], lead=False))
    return similar(rows, rows)
