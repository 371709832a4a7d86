"""How alike two articles are: the cosine of their words, less what sets them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from newsletter.digest.likelihood import place_rows
from newsletter.digest.profile import profile, weigh
from newsletter.text.similarity import similar, vectors

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import timedelta

    from numpy.typing import NDArray

    from newsletter.digest.profile import Profile
    from newsletter.model import Article

_TEXTS = 0.1  # texts are alike at a lower cosine than titles: what is added to theirs
_ELSEWHERE = 0.35  # taken from the likeness of two titles about different places
_OTHER_SCENE = 0.1  # the same where only the leads name them


def likeness(
    articles: Sequence[Article], others: Sequence[Article], *, window: timedelta
) -> NDArray[np.float32]:
    """How alike each of `articles` is to each of `others`, a row each: about 0 to 1.

    What lies further apart than `window` is -1; what has no `published` is near to all.
    """
    measure = _Likeness([profile(one) for one in (*articles, *others)], window)
    return measure(np.arange(len(articles)), np.arange(len(others)) + len(articles))


class _Likeness:
    """How alike two articles are: their titles, with their leads, less what sets them apart."""

    def __init__(self, profiles: Sequence[Profile], window: timedelta) -> None:
        self._titles = vectors(weigh(profiles, lead=False))
        self._has_lead = np.array([bool(one.lead) for one in profiles], dtype=bool)
        self._leads = self._titles
        if self._has_lead.any():
            self._leads = vectors(weigh(profiles, lead=True))
        self._places = place_rows([one.places for one in profiles])
        self._scenes = place_rows([one.scenes for one in profiles])
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
