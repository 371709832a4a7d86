"""Which of today's stories continue one that an earlier edition told."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from newsletter.digest.cluster import likeness
from newsletter.digest.novelty import retold, said_in
from newsletter.text.wording import meaning

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from newsletter.digest.novelty import Said
    from newsletter.model import Article, Story

# Of three days' stories those that continue one have .36 and .72 at least; others that only share
# a company or a kind of event .53 and .49, or .33 and .62, at most.
ALIKE = 0.32
RETOLD = 0.66
TITLES_ALIKE = 0.5  # where there are only titles to compare
COPIED = 0.5  # share of its sentences, word for word, by which any text is known again
LONG = 6  # words of a sentence that is not anybody's
WINDOW = timedelta(days=400)  # how far back `past` reaches is the caller's choice


@dataclass(frozen=True, slots=True)
class Past:
    """A story as earlier editions had it: all its texts, the oldest first.

    `edition` is the last one that told it, made `at` that time.
    """

    story: str
    edition: str
    at: datetime
    articles: tuple[Article, ...]


def continues(
    stories: Sequence[Story], past: Sequence[Past]
) -> tuple[tuple[tuple[Story, ...], tuple[Past, ...]], ...]:
    """Stories that continue one earlier story together, beside all that tell of it; in order.

    A story that continues none stands alone, beside nothing.
    """
    found = _Matches(stories, past)
    groups: defaultdict[object, list[int]] = defaultdict(list)
    nearest = [found.nearest(place) for place in range(len(stories))]
    for place, near in enumerate(nearest):
        groups[near[0] if near else (place,)].append(place)
    return tuple(
        (
            tuple(stories[place] for place in places),
            tuple(past[which] for which in sorted({w for place in places for w in nearest[place]})),
        )
        for places in groups.values()
    )


class _Matches:
    """Compares each story with each earlier one; what the earlier ones say is read once."""

    def __init__(self, stories: Sequence[Story], past: Sequence[Past]) -> None:
        self._stories = stories
        self._past = past
        self._said: dict[int, Said] = {}
        self._wording: defaultdict[tuple[str, ...], set[int]] = defaultdict(set)
        for which, one in enumerate(past):
            for words in _wordings(one.articles):
                self._wording[words].add(which)
        self._told = [frozenset(a.entry.id for a in one.articles) for one in past]
        articles = [article for story in stories for article in story.articles]
        others = [article for one in past for article in one.articles]
        self._rows = _borders([len(story.articles) for story in stories])
        self._columns = _borders([len(one.articles) for one in past])
        self._alike: NDArray[np.float32] = (
            likeness(articles, others, window=WINDOW)
            if articles and others
            else np.zeros((len(articles), len(others)), dtype=np.float32)
        )

    def nearest(self, place: int) -> tuple[int, ...]:
        """The earlier stories that this one continues, the likest first."""
        story = self._stories[place]
        entries = {article.entry.id for article in story.articles}
        copied = self._copied(story)
        means = [self._mean(place, which) for which in range(len(self._past))]
        found = [
            (bool(entries & self._told[which]), mean, which)
            for which, mean in enumerate(means)
            if entries & self._told[which] or which in copied or self._continues(story, which, mean)
        ]
        return tuple(which for *_, which in sorted(found, key=lambda one: (not one[0], -one[1])))

    def _copied(self, story: Story) -> frozenset[int]:
        """The earlier stories that have half of its sentences word for word."""
        said = list(_wordings(story.articles))
        shared = Counter(which for words in said for which in self._wording.get(words, ()))
        return frozenset(which for which, count in shared.items() if count >= COPIED * len(said))

    def _mean(self, place: int, which: int) -> float:
        """The mean over today's articles of how alike the likest earlier one is."""
        part = self._alike[self._rows[place], self._columns[which]]
        return round(float(part.max(axis=1).mean()), 3) if part.size else -1.0

    def _continues(self, story: Story, which: int, mean: float) -> bool:
        if mean < ALIKE:
            return False
        earlier = self._past[which].articles
        if not (any(a.sentences for a in story.articles) and any(a.sentences for a in earlier)):
            return mean >= TITLES_ALIKE
        if which not in self._said:
            self._said[which] = said_in(earlier)
        return retold(story.articles, self._said[which]) >= RETOLD


def _wordings(articles: Sequence[Article]) -> Iterator[tuple[str, ...]]:
    for article in articles:
        for sentence in article.sentences:
            if len(words := meaning(article.text_of(sentence))) >= LONG:
                yield words


def _borders(lengths: Sequence[int]) -> list[slice]:
    ends = np.cumsum([0, *lengths]).tolist()
    return [slice(first, last) for first, last in pairwise(ends)]
