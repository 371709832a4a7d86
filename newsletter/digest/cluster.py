"""Articles -> stories: those that tell of one event, within a window of time, in one.

Average linkage over hashed character n-grams with names and figures weighted; precision first:
what names other places is another story, however alike the rest.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np

from newsletter.digest.linkage import average_link
from newsletter.digest.profile import profile, weigh
from newsletter.model import Story
from newsletter.text.similarity import similar, vectors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from newsletter.digest.profile import Profile
    from newsletter.model import Article

WINDOW = timedelta(hours=72)

_THRESHOLD = 0.38
_TEXTS = 0.1  # texts are alike at a lower cosine than titles: what is added to theirs
_ELSEWHERE = 0.35  # taken from the likeness of two titles about different places
_OTHER_SCENE = 0.1  # the same where only the leads name them
_FULL_TEXT = 400  # characters from which an article tells more than its title
_NEVER = datetime.max.replace(tzinfo=UTC)


def cluster(articles: Sequence[Article], *, window: timedelta = WINDOW) -> tuple[Story, ...]:
    """The stories of the articles, the earliest first; each article is in exactly one.

    The order of `articles` changes nothing. Articles further apart than `window` are never
    compared; those without `published` are near to all. Exact up to 3,000 articles of one
    neighbourhood, in O(n^2) time: 2,000 take about a second, 20,000 about a minute.
    """
    ordered = sorted(articles, key=_order)
    likeness = _Likeness([profile(article) for article in ordered], window)
    groups = average_link(len(ordered), likeness, _THRESHOLD)
    return tuple(_story([ordered[item] for item in group], likeness, group) for group in groups)


def likeness(
    articles: Sequence[Article], others: Sequence[Article], *, window: timedelta = WINDOW
) -> NDArray[np.float32]:
    """How alike each of `articles` is to each of `others`, as `cluster` sees it: a row each."""
    measure = _Likeness([profile(one) for one in (*articles, *others)], window)
    return measure(np.arange(len(articles)), np.arange(len(others)) + len(articles))


def _order(article: Article) -> tuple[datetime, str, str]:
    return (article.entry.published or _NEVER, article.entry.id, article.revision.id)


class _Likeness:
    """How alike two articles are: their titles, with their leads, less what sets them apart."""

    def __init__(self, profiles: Sequence[Profile], window: timedelta) -> None:
        self._titles = vectors(weigh(profiles, lead=False))
        self._has_lead = np.array([bool(one.lead) for one in profiles], dtype=bool)
        self._leads = self._titles
        if self._has_lead.any():
            self._leads = vectors(weigh(profiles, lead=True))
        self._places = _place_rows([one.places for one in profiles])
        self._scenes = _place_rows([one.scenes for one in profiles])
        self._times = np.array(
            [np.nan if one.published is None else one.published.timestamp() for one in profiles]
        )
        self._window = window.total_seconds()

    def __call__(self, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> NDArray[np.float32]:
        likeness = similar(self._titles[rows], self._titles[columns])
        both = np.outer(self._has_lead[rows], self._has_lead[columns])
        if both.any():
            texts = similar(self._leads[rows], self._leads[columns]) + np.float32(_TEXTS)
            likeness = np.where(both, texts, likeness)
        places = _elsewhere(self._places[rows], self._places[columns])
        scenes = _elsewhere(self._scenes[rows], self._scenes[columns])
        likeness -= np.where(places, np.float32(_ELSEWHERE), scenes * np.float32(_OTHER_SCENE))
        apart = np.abs(self._times[rows][:, None] - self._times[columns][None, :])
        likeness[apart > self._window] = -1
        return likeness


def _elsewhere(near: NDArray[np.float32], far: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Pairs that both name places, and none in common."""
    named = np.outer(near.any(axis=1), far.any(axis=1))
    elsewhere: NDArray[np.bool_] = named & (near @ far.T == 0)
    return elsewhere


def _place_rows(named: Sequence[frozenset[int]]) -> NDArray[np.float32]:
    columns = {place: column for column, place in enumerate(sorted(frozenset().union(*named)))}
    rows = np.zeros((len(named), max(1, len(columns))), dtype=np.float32)
    for row, places in enumerate(named):
        rows[row, [columns[place] for place in places]] = 1
    return rows


def _story(articles: list[Article], likeness: _Likeness, group: list[int]) -> Story:
    """The story of some articles in order of time; its id is that of the first."""
    first = articles[0].entry.id
    name = sha256(first.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    if len(articles) == 1:
        return Story(name, tuple(articles))
    items = np.array(group)
    middle = likeness(items, items).mean(axis=1)

    def telling(place: int) -> tuple[bool, float, int]:
        short = len(articles[place].revision.text) < _FULL_TEXT
        return (short, -round(float(middle[place]), 2), place)

    return Story(name, tuple(articles[place] for place in sorted(range(len(group)), key=telling)))
