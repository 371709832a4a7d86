"""Which of today's articles continue a story that an earlier edition told."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from heapq import nsmallest
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from newsletter.digest.cluster import likeness, story_id
from newsletter.digest.novelty import retold, said_in
from newsletter.model import Story
from newsletter.text.wording import meaning

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from newsletter.digest.novelty import Said
    from newsletter.model import Article

# Of three days' stories those that continue one have .17 and .66 at least; others that only share
# a company or a kind of event .33 and .41, or .12 and .71, at most; titles of others .45.
ALIKE = 0.15
RETOLD = 0.66
TRIED = 3  # of the likest earlier stories are read for what is told again
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


@dataclass(slots=True)
class _Group:
    articles: list[Article] = field(default_factory=list)
    before: set[int] = field(default_factory=set)


def continues(
    stories: Sequence[Story], past: Sequence[Past]
) -> tuple[tuple[Story, tuple[Past, ...]], ...]:
    """Today's stories, each beside all earlier ones that it continues, which may be none.

    Articles that continue one earlier story are one, whatever they were clustered with: two
    events of one company that stand together today were told apart before.
    """
    known = _Matches([article for story in stories for article in story.articles], past)
    groups: dict[int | str, _Group] = {}
    for story in stories:
        for article, key, near in _assigned(story, known):
            group = groups.setdefault(key, _Group())
            group.articles.append(article)
            group.before.update(near)
    return tuple(
        (
            Story(
                past[key].story if isinstance(key, int) else story_id(group.articles),
                tuple(group.articles),
            ),
            tuple(past[which] for which in sorted(group.before)),
        )
        for key, group in groups.items()
    )


def _assigned(
    story: Story, known: _Matches
) -> Iterator[tuple[Article, int | str, tuple[int, ...]]]:
    """Each article with the earlier story that it continues, else with today's; and all such.

    One that continues none itself belongs to those of its story that do if it tells of them.
    """
    nearest = {place: known.nearest(article) for place, article in enumerate(story.articles)}
    told: defaultdict[int, list[Article]] = defaultdict(list)
    for place, near in nearest.items():
        if near:
            told[near[0]].append(story.articles[place])
    for place, article in enumerate(story.articles):
        near = nearest[place] or known.told_with(article, told)
        yield article, near[0] if near else story.id, near


class _Matches:
    """Compares today's articles with each earlier story; what those say is read once."""

    def __init__(self, articles: Sequence[Article], past: Sequence[Past]) -> None:
        self._past = past
        self._said: dict[int, Said] = {}
        self._wording: defaultdict[tuple[str, ...], set[int]] = defaultdict(set)
        for which, one in enumerate(past):
            for words in _wordings(one.articles):
                self._wording[words].add(which)
        self._told = [frozenset(a.entry.id for a in one.articles) for one in past]
        others = [article for one in past for article in one.articles]
        self._rows = {id(article): row for row, article in enumerate(articles)}
        self._columns = _borders([len(one.articles) for one in past])
        self._alike: NDArray[np.float32] = (
            likeness(articles, others, window=WINDOW)
            if articles and others
            else np.zeros((len(articles), len(others)), dtype=np.float32)
        )

    def nearest(self, article: Article) -> tuple[int, ...]:
        """The earlier stories that an article continues, its own first, then the likest."""
        copied = self._copied(article)
        own = {which for which, told in enumerate(self._told) if article.entry.id in told}
        alike = [(-self._likest(article, which), which) for which in range(len(self._past))]
        near = {which for _, which in nsmallest(TRIED, alike)}
        found = [
            (which not in own, distance, which)
            for distance, which in alike
            if which in own
            or which in copied
            or (which in near and self._continues(article, which, -distance))
        ]
        return tuple(which for *_, which in sorted(found)[:TRIED])

    def told_with(self, article: Article, told: dict[int, list[Article]]) -> tuple[int, ...]:
        """The earlier story of those that today's articles continue, if it tells of the same."""
        shares = [
            (
                retold([article], said_in((*self._past[which].articles, *mine)), near=True),
                -which,
            )
            for which, mine in told.items()
        ]
        best = max(shares, default=(0.0, 0))
        titles = not article.sentences and len(told) == 1
        return (-best[1],) if best[0] >= RETOLD else tuple(told) if titles else ()

    def _copied(self, article: Article) -> frozenset[int]:
        """The earlier stories that have half of its sentences word for word."""
        said = list(_wordings([article]))
        shared = Counter(which for words in said for which in self._wording.get(words, ()))
        return frozenset(which for which, count in shared.items() if count >= COPIED * len(said))

    def _likest(self, article: Article, which: int) -> float:
        part = self._alike[self._rows[id(article)], self._columns[which]]
        return round(float(part.max()), 3) if part.size else -1.0

    def _continues(self, article: Article, which: int, alike: float) -> bool:
        if alike < ALIKE:
            return False
        earlier = self._past[which].articles
        if not (article.sentences and any(a.sentences for a in earlier)):
            return alike >= TITLES_ALIKE
        if which not in self._said:
            self._said[which] = said_in(earlier)
        return retold([article], self._said[which]) >= RETOLD


def _wordings(articles: Sequence[Article]) -> Iterator[tuple[str, ...]]:
    for article in articles:
        for sentence in article.sentences:
            if len(words := meaning(article.text_of(sentence))) >= LONG:
                yield words


def _borders(lengths: Sequence[int]) -> list[slice]:
    ends = np.cumsum([0, *lengths]).tolist()
    return [slice(first, last) for first, last in pairwise(ends)]
