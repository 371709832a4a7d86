"""Articles -> stories: those that tell of one event, within a window of time, in one.

Average linkage of how likely each two are one event; precision first: what is the frame of
another event, with other names, is another story, however alike the rest.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np

from newsletter.digest.likelihood import Likelihood
from newsletter.digest.likeness import likeness
from newsletter.digest.online import groups_of
from newsletter.digest.profile import profile
from newsletter.model import Story

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsletter.model import Article

__all__ = ["WINDOW", "cluster", "likeness", "story_id"]

WINDOW = timedelta(hours=72)

# Mean likelihood within a story. On real headlines and reports .08 to .16 are within a point of
# F1; at .12 the precision is .92 for a few hundred headlines, and for reports .89.
_THRESHOLD = 0.12
_FULL_TEXT = 400  # characters from which an article tells more than its title
_NEVER = datetime.max.replace(tzinfo=UTC)


def cluster(articles: Sequence[Article], *, window: timedelta = WINDOW) -> tuple[Story, ...]:
    """The stories of the articles, the earliest first; each article is in exactly one.

    The order of `articles` changes nothing. Articles further apart than `window` are never
    compared; those without `published` are near to all. Exact up to 3,000 articles, batch by
    batch in time above: 2,000 headlines take a second, with their texts two; 20,000 take ten.
    """
    ordered = sorted(articles, key=_order)
    likelihood = Likelihood(
        [one.revision.title or one.entry.title for one in ordered],
        [profile(one) for one in ordered],
        window,
    )
    groups = groups_of(len(ordered), likelihood, _THRESHOLD)
    return tuple(_story([ordered[item] for item in group], likelihood, group) for group in groups)


def story_id(articles: Sequence[Article]) -> str:
    """What a story of these articles is named after: its earliest entry."""
    first = min(articles, key=_order).entry.id
    return sha256(first.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _order(article: Article) -> tuple[datetime, str, str]:
    return (article.entry.published or _NEVER, article.entry.id, article.revision.id)


def _story(articles: list[Article], likelihood: Likelihood, group: list[int]) -> Story:
    """The story of some articles, the most telling first; its id is that of the earliest."""
    name = story_id(articles)
    if len(articles) == 1:
        return Story(name, tuple(articles))
    middle = likelihood.middle(np.array(group))

    def telling(place: int) -> tuple[bool, float, int]:
        short = len(articles[place].revision.text) < _FULL_TEXT
        return (short, -round(float(middle[place]), 2), place)

    return Story(name, tuple(articles[place] for place in sorted(range(len(group)), key=telling)))
