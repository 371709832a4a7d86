"""How likely two articles tell of one event, from what they have in common.

Logistic regressions on real headlines and on groups of reports (of 480 events). On average over
a group a likelihood says more than a likeness: one pair that is surely the same outweighs many
that say nothing, which brings 6 points of B-cubed F1 on headlines and 4 on reports.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from newsletter.digest.frames import Frames
from newsletter.digest.profile import weigh
from newsletter.text.evidence import evidence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import timedelta

    from numpy.typing import NDArray

    from newsletter.digest.profile import Profile

_IMPOSSIBLE = -0.5  # more than nothing in common: another headline of the same frame
_WORTH_A_LOOK = -4.0  # logarithm of odds below which a pair is not one event
_BLOCK = 256
_PAIRS = 4096


class _Weights(NamedTuple):
    """What each unit of likeness and of evidence adds to the logarithm of the odds."""

    base: float
    cosine: float
    product: float
    here: float  # both titles name a place that both name
    elsewhere: float  # both name places, and none in common
    other_scene: float = 0.0

    def odds(
        self,
        features: NDArray[np.float32],
        lengths: NDArray[np.float32],
        rows: NDArray[np.intp],
        columns: NDArray[np.intp],
    ) -> NDArray[np.float32]:
        """The logarithm of the odds of each pair by the words alone."""
        odds: NDArray[np.float32] = features[rows] @ features[columns].T
        scale = np.outer(np.float32(self.cosine) / lengths[rows], 1 / lengths[columns])
        scale += np.float32(self.product)
        odds *= scale
        odds += np.float32(self.base)
        return odds


_TITLES = _Weights(-5.25, 4.16, 1.49, 0.57, -0.5)
# Learned as -6.42; precision first: reports that shared a few words of their field were joined.
_TEXTS = _Weights(-7.6, 25.97, 0.2, 0.0, -0.6, -0.4)


class Likelihood:
    """`likelihood(rows, columns)` is the matrix of how likely those articles are one event.

    Between 0 and 1 and rounded to 4 places, so that the last bit of a sum decides nothing; what
    lies further apart than the window, or is the frame of another event, is not above 0.
    """

    def __init__(
        self, titles: Sequence[str], profiles: Sequence[Profile], window: timedelta
    ) -> None:
        self.titles = evidence(weigh(profiles, lead=False, named=1))
        self.has_lead = np.array([bool(one.lead) for one in profiles], dtype=bool)
        self.leads = self.titles
        if self.has_lead.any():
            self.leads = evidence(weigh(profiles, lead=True, named=1))
        self._title_lengths = _lengths(self.titles)
        self._lead_lengths = _lengths(self.leads)
        self._frames = Frames(titles, [one.names for one in profiles])
        self._places = _Places([one.places for one in profiles])
        self._scenes = _Places([one.scenes for one in profiles])
        self.times = np.array(
            [np.nan if one.published is None else one.published.timestamp() for one in profiles]
        )
        self.window = window.total_seconds()

    def __call__(self, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> NDArray[np.float32]:
        likely = np.zeros((len(rows), len(columns)), dtype=np.float32)
        for begin in range(0, len(rows), _BLOCK):
            part = rows[begin : begin + _BLOCK]
            odds = self._odds(part, columns)
            near = np.nonzero(odds > _WORTH_A_LOOK)
            pairs = part[near[0]], columns[near[1]]
            likely[begin : begin + _BLOCK][near] = self._likely(odds[near], *pairs)
        return likely

    def pairs(self, one: NDArray[np.intp], other: NDArray[np.intp]) -> NDArray[np.float32]:
        """The same for each two of equal place in the two lists."""
        likely = np.zeros(len(one), dtype=np.float32)
        told = self.has_lead[one] & self.has_lead[other]
        for weights, features, lengths, which in (
            (_TITLES, self.titles, self._title_lengths, np.flatnonzero(~told)),
            (_TEXTS, self.leads, self._lead_lengths, np.flatnonzero(told)),
        ):
            for begin in range(0, len(which), _PAIRS):
                part = which[begin : begin + _PAIRS]
                ours, theirs = one[part], other[part]
                odds = np.einsum("ij,ij->i", features[ours], features[theirs])
                odds *= weights.cosine / (lengths[ours] * lengths[theirs]) + weights.product
                odds += np.float32(weights.base)
                near = odds > _WORTH_A_LOOK
                likely[part[near]] = self._likely(odds[near], ours[near], theirs[near])
        return likely

    def middle(self, items: NDArray[np.intp]) -> NDArray[np.float32]:
        """How near each of a group is to the middle of all: the cosine of its words to theirs."""
        rows = self.leads[items] / self._lead_lengths[items][:, None]
        middle: NDArray[np.float32] = rows @ rows.mean(axis=0)
        return middle

    def _odds(self, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> NDArray[np.float32]:
        """The logarithm of the odds by the words alone: by the leads where both have one."""
        odds = _TITLES.odds(self.titles, self._title_lengths, rows, columns)
        high, wide = np.flatnonzero(self.has_lead[rows]), np.flatnonzero(self.has_lead[columns])
        if len(high) and len(wide):
            told = _TEXTS.odds(self.leads, self._lead_lengths, rows[high], columns[wide])
            odds[np.ix_(high, wide)] = told
        return odds

    def _likely(
        self, odds: NDArray[np.float32], one: NDArray[np.intp], other: NDArray[np.intp]
    ) -> NDArray[np.float32]:
        """The same for pairs, with what their places, frames and times say."""
        told = self.has_lead[one] & self.has_lead[other]
        here, away = self._places(one, other)
        _, scenes = self._scenes(one, other)
        odds = odds + np.where(told, _TEXTS.here, _TITLES.here) * here
        odds += np.where(told, _TEXTS.elsewhere, _TITLES.elsewhere) * away
        odds += told * _TEXTS.other_scene * scenes
        likely: NDArray[np.float32] = np.round(1 / (1 + np.exp(-odds)), 4).astype(np.float32)
        likely[self._frames.differ(one, other)] = _IMPOSSIBLE
        likely[np.abs(self.times[one] - self.times[other]) > self.window] = -1
        return likely


class _Places:
    """Which pairs name a place in common, and which both name places, but none in common."""

    def __init__(self, named: Sequence[frozenset[int]]) -> None:
        self._rows: NDArray[np.bool_] = place_rows(named).astype(bool)
        self._any: NDArray[np.bool_] = np.array([bool(one) for one in named], bool)

    def __call__(
        self, one: NDArray[np.intp], other: NDArray[np.intp]
    ) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        named = self._any[one] & self._any[other]
        here = np.zeros(len(one), bool)
        both: NDArray[np.bool_] = self._rows[one[named]] & self._rows[other[named]]
        here[named] = both.any(axis=1)
        return here, named & ~here


def place_rows(named: Sequence[frozenset[int]]) -> NDArray[np.float32]:
    """A row of 0 and 1 for each set of places."""
    columns = {place: column for column, place in enumerate(sorted(frozenset().union(*named)))}
    rows = np.zeros((len(named), max(1, len(columns))), dtype=np.float32)
    for row, places in enumerate(named):
        rows[row, [columns[place] for place in places]] = 1
    return rows


def _lengths(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths: NDArray[np.float32] = np.maximum(np.linalg.norm(rows, axis=1), 1e-6).astype(np.float32)
    return lengths
