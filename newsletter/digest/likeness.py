"""How alike two articles are: the cosine of their words above chance, less what sets them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from newsletter.digest.frames import Frames
from newsletter.digest.places import Places
from newsletter.digest.profile import profile, weigh
from newsletter.model.work import in_turn
from newsletter.text.similarity import similar, vectors

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import timedelta

    from numpy.typing import NDArray

    from newsletter.digest.profile import Profile
    from newsletter.model import Article
    from newsletter.model.work import Each

# Cosine of two articles by chance, for each square root of their words: 0.07 for headlines of 7,
# 0.27 for leads of 100. One number fits texts of 60 to 1,200 characters within a point of F1.
_CHANCE = 0.027
_ELSEWHERE = 0.2  # taken from the likeness of two titles about different places
_OTHER_FRAME = -0.5  # of headlines of one frame about others
_CAPITAL_NOUNS = frozenset(("de", "lb"))
_CAPITALS = 0.5  # of the words of a text that begin with one: more is a text all in capitals
_BLOCK = 256
# Bags that become rows together: they share what is worked out for each word of theirs.
_TOGETHER, _A_WORD = 2048, 3e-6  # seconds a word of a bag
_PAIRS = 512  # the rows of so many fit a processor's cache


def likeness(
    articles: Sequence[Article], others: Sequence[Article], *, window: timedelta
) -> NDArray[np.float32]:
    """How alike each of `articles` is to each of `others`, a row each: from 0, by chance, to 1.

    Below 0 is what is another story however alike: -1 what lies further apart than `window`.
    What has no `published` is near to all.
    """
    measure = Likeness((*articles, *others), window)
    return measure(np.arange(len(articles)), np.arange(len(others)) + len(articles))


class Likeness:
    """`likeness(rows, columns)` is the matrix of how alike those articles are, pair by pair.

    By their titles and leads where both have a text, else by their titles. Two texts are never more
    alike than they are without their names: events of one company, or in one town, share these.
    """

    def __init__(
        self,
        articles: Sequence[Article],
        window: timedelta,
        profiles: Sequence[Profile] | None = None,
        each: Each = in_turn,
    ) -> None:
        profiles = [profile(one) for one in articles] if profiles is None else profiles
        self.has_lead = np.array([bool(one.lead) for one in profiles], dtype=bool)
        bags = weigh(profiles, lead=False)
        self.titles, self._title_breadths = _vectors(bags, each), _breadths(bags)
        self.leads, self._lead_breadths = self.titles, self._title_breadths
        self._unnamed = self.titles
        if self.has_lead.any():
            bags = weigh(profiles, lead=True)
            self.leads, self._lead_breadths = _vectors(bags, each), _breadths(bags)
            unnamed = [_without(*one) for one in zip(bags, articles, profiles, strict=True)]
            self._unnamed = _vectors(unnamed, each)
        self._frames = Frames(
            [one.revision.title or one.entry.title for one in articles],
            [one.names for one in profiles],
        )
        self._places = Places([one.places for one in profiles])
        self.times = np.array(
            [np.nan if one.published is None else one.published.timestamp() for one in profiles]
        )
        self.window = window.total_seconds()

    def __call__(self, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> NDArray[np.float32]:
        alike = np.zeros((len(rows), len(columns)), dtype=np.float32)
        for begin in range(0, len(rows), _BLOCK):
            part = rows[begin : begin + _BLOCK]
            block = self._by_words(part, columns)
            near = np.nonzero(block)
            block[near] = self._less(block[near], part[near[0]], columns[near[1]])
            apart = np.abs(self.times[part][:, None] - self.times[columns][None, :])
            block[apart > self.window] = -1
            alike[begin : begin + _BLOCK] = block
        return alike

    def pairs(self, one: NDArray[np.intp], other: NDArray[np.intp]) -> NDArray[np.float32]:
        """The same for each two of equal place in the two lists."""
        alike = np.zeros(len(one), dtype=np.float32)
        for begin in range(0, len(one), _PAIRS):
            ours, theirs = one[begin : begin + _PAIRS], other[begin : begin + _PAIRS]
            part = np.maximum(self._by_pairs(ours, theirs), 0)
            near = np.flatnonzero(part)
            part[near] = self._less(part[near], ours[near], theirs[near])
            part[np.abs(self.times[ours] - self.times[theirs]) > self.window] = -1
            alike[begin : begin + _PAIRS] = part
        return alike

    def middle(self, items: NDArray[np.intp]) -> NDArray[np.float32]:
        """How near each of a group is to the middle of all: the cosine of its words to theirs."""
        middle: NDArray[np.float32] = self.leads[items] @ self.leads[items].mean(axis=0)
        return middle

    def _by_words(self, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> NDArray[np.float32]:
        high, wide = np.flatnonzero(self.has_lead[rows]), np.flatnonzero(self.has_lead[columns])
        if len(high) == len(rows) and len(wide) == len(columns):
            return np.maximum(self._by_leads(rows, columns), 0)
        alike = similar(self.titles[rows], self.titles[columns])
        alike -= _chance(self._title_breadths[rows][:, None], self._title_breadths[columns])
        alike[np.ix_(high, wide)] = self._by_leads(rows[high], columns[wide])
        return np.maximum(alike, 0)

    def _by_leads(self, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> NDArray[np.float32]:
        told = similar(self.leads[rows], self.leads[columns])
        told -= _chance(self._lead_breadths[rows][:, None], self._lead_breadths[columns])
        return np.minimum(told, similar(self._unnamed[rows], self._unnamed[columns]))

    def _by_pairs(self, one: NDArray[np.intp], other: NDArray[np.intp]) -> NDArray[np.float32]:
        told = self.has_lead[one] & self.has_lead[other]
        alike = np.empty(len(one), dtype=np.float32)
        ours, theirs = one[~told], other[~told]
        titles = _pairwise(self.titles, ours, theirs)
        alike[~told] = titles - _chance(self._title_breadths[ours], self._title_breadths[theirs])
        ours, theirs = one[told], other[told]
        leads = _pairwise(self.leads, ours, theirs)
        leads -= _chance(self._lead_breadths[ours], self._lead_breadths[theirs])
        alike[told] = np.minimum(leads, _pairwise(self._unnamed, ours, theirs))
        return alike

    def _less(
        self, alike: NDArray[np.float32], one: NDArray[np.intp], other: NDArray[np.intp]
    ) -> NDArray[np.float32]:
        """Less what places and frames take of it."""
        less = np.where(self._places.apart(one, other), alike - np.float32(_ELSEWHERE), alike)
        less = np.maximum(less, 0)
        less[self._frames.differ(one, other)] = _OTHER_FRAME
        return less


def _vectors(bags: Sequence[Mapping[str, float]], each: Each) -> NDArray[np.float32]:
    """A row for each bag: what a bag's is does not depend on the others."""
    parts = [bags[begin : begin + _TOGETHER] for begin in range(0, len(bags), _TOGETHER)]
    costs = [_A_WORD * sum(map(len, part)) for part in parts]
    return np.concatenate(each(vectors, parts, costs) or [vectors(())])


def _breadths(bags: Sequence[Mapping[str, float]]) -> NDArray[np.float32]:
    """The fourth root of the words of each: of two the product is a mean of square roots."""
    return np.array([len(bag) ** 0.25 for bag in bags], dtype=np.float32)


def _chance(one: NDArray[np.float32], other: NDArray[np.float32]) -> NDArray[np.float32]:
    """The cosine of two of these breadths that says nothing: the longer, the higher it is."""
    chance: NDArray[np.float32] = np.float32(_CHANCE) * one * other
    return chance


def _without(bag: Mapping[str, float], article: Article, one: Profile) -> Mapping[str, float]:
    """The bag without its names, or whole where capitals do not tell what is a name."""
    if article.revision.language in _CAPITAL_NOUNS or len(one.names) > _CAPITALS * len(bag):
        return bag
    return {word: weight for word, weight in bag.items() if word not in one.names}


def _pairwise(
    rows: NDArray[np.float32], one: NDArray[np.intp], other: NDArray[np.intp]
) -> NDArray[np.float32]:
    products: NDArray[np.float32] = np.round(np.einsum("ij,ij->i", rows[one], rows[other]), 4)
    return products
