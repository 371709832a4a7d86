"""From scores to the few sentences that are printed, within a budget."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsletter.digest.passages import cosine
from newsletter.digest.salience import OPEN_ENDS, POINTING, TURNING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from newsletter.digest.coverage import Coverage
    from newsletter.digest.passages import Passage, Vector

    Costs = Sequence[tuple[str, float]]
    Stands = Callable[[int, Sequence[int]], bool]

SAME = 0.8  # a cosine above this: the same sentence again, as agencies' texts are reprinted
# In standard deviations of an article's scores. On 400 articles 2.0 leaves no hanging start among
# 1,200 sentences (142 among the leads) and costs 0.3 ROUGE-1.
HANGING = 2.0  # what a start like "He" or "But" costs while the sentence before is not chosen
UNENDED = 2.0  # what it costs to end without a mark, as headings that were not seen as such do
TOLD = 0.6  # a cosine above this with what stands beside the sentences: told in other words
REDUNDANT = 1.5  # what a cosine of one with a chosen sentence costs


@dataclass(slots=True)
class Budget:
    """What is left: `sentences`, and `words` where they are counted. Changes as it is spent."""

    sentences: int
    words: int | None = None

    def affords(self, passage: Passage) -> bool:
        return self.sentences > 0 and (self.words is None or passage.size <= self.words)

    def spend(self, passage: Passage) -> None:
        self.sentences -= 1
        if self.words is not None:
            self.words -= passage.size


def anywhere(_index: int, _chosen: Sequence[int]) -> bool:
    """That any sentence may be printed, whatever stands before it."""
    return True


def fill(
    order: Iterable[int],
    candidates: Sequence[Passage],
    budget: Budget,
    stands: Stands = anywhere,
    begun: Sequence[int] = (),
) -> tuple[int, ...]:
    """The first that the budget affords, in source order; where it affords none, the first.

    `stands` is asked whether one may be printed beside those that are chosen, as are `begun`.
    """
    order = tuple(order)
    chosen = list(begun)
    for index in begun:
        budget.spend(candidates[index])
    for index in order:
        if index not in begun and budget.affords(candidates[index]) and stands(index, chosen):
            budget.spend(candidates[index])
            chosen.append(index)
    return tuple(sorted(chosen or order[:1]))


@dataclass(frozen=True, slots=True)
class Step:
    """How one sentence was taken: what was added to the scores of all that were left.

    `fitting` are those that could be taken then, `room` the words that were left for them.
    """

    taken: int
    costs: Mapping[int, Costs]
    fitting: frozenset[int]
    room: int | None


def choose(  # noqa: PLR0913 - what is chosen from, by what, and within what
    candidates: Sequence[Passage],
    scores: Sequence[float],
    shown: Sequence[Vector],
    budget: Budget,
    *,
    among: Iterable[int],
    said: Sequence[int] = (),
    coverage: Coverage | None = None,
    steps: list[Step] | None = None,
    stands: Stands = anywhere,
    begun: Sequence[int] = (),
) -> tuple[int, ...]:
    """The best that say different things, in source order; where none fits, the best alone.

    Each step takes the sentence with the highest score, plus what it adds to the coverage, less
    what repeats a chosen one (maximal marginal relevance; Carbonell and Goldstein, SIGIR 1998),
    less what it costs to hang on a sentence that is not chosen, or to have no end. `steps` is
    filled with them where it is given. What is `said` beside the sentences is not repeated.
    `stands` is asked whether one may be printed beside those that are chosen; where none may, the
    best is taken nevertheless. `begun` are chosen already.
    """
    near = {i: max((cosine(shown[i], shown[told]) for told in said), default=0.0) for i in among}
    race = _Race(candidates, scores, shown, coverage, near)
    fitting = [i for i in near if near[i] <= TOLD and budget.affords(candidates[i])]
    for taken in begun:
        race.take(taken)
        budget.spend(candidates[taken])
    fitting = _left(fitting, begun, race, budget) if begun else fitting
    while (best := race.best(fitting, stands)) is not None:
        if steps is not None:
            left = {i: race.costs(i) for i in race.near if i not in race.chosen}
            steps.append(Step(best, left, frozenset(fitting), budget.words))
        race.take(best)
        budget.spend(candidates[best])
        fitting = _left(fitting, (best,), race, budget)
    return tuple(sorted(race.chosen))


def _left(fitting: Iterable[int], taken: Sequence[int], race: _Race, budget: Budget) -> list[int]:
    """Those that can still be chosen once these are taken."""
    return [
        i
        for i in fitting
        if i not in taken and race.near[i] <= SAME and budget.affords(race.candidates[i])
    ]


@dataclass(frozen=True, slots=True)
class _Race:
    """The candidates and what is `chosen`; `near` is each one's cosine to what is told so far."""

    candidates: Sequence[Passage]
    scores: Sequence[float]
    shown: Sequence[Vector]
    coverage: Coverage | None
    near: dict[int, float]
    chosen: list[int] = field(default_factory=list)

    def costs(self, index: int) -> Costs:
        """What is added to its score now, by names."""
        passage = self.candidates[index]
        found = [("repeats", -REDUNDANT * self.near[index])]
        if self.coverage is not None:
            found.append(("coverage", self.coverage.gain(index)))
        if hanging(passage) and index - 1 not in self.chosen:
            found.append(("hangs", -HANGING))
        if unended(passage):
            found.append(("unended", -UNENDED))
        return found

    def worth(self, index: int) -> tuple[float, int]:
        """What is compared; of equals the first wins."""
        value = self.scores[index]
        for _, points in self.costs(index):
            value += points
        return value, -index

    def best(self, fitting: Sequence[int], stands: Stands) -> int | None:
        """The worthiest that stands beside the chosen; the first is taken in any case."""
        ranked = sorted(fitting, key=self.worth, reverse=True)
        found = next((index for index in ranked if stands(index, self.chosen)), None)
        if found is None and not self.chosen and self.near:
            return max(fitting or self.near, key=self.worth)
        return found

    def take(self, taken: int) -> None:
        self.chosen.append(taken)
        if self.coverage is not None:
            self.coverage.cover(taken)
        for index in self.near:
            self.near[index] = max(self.near[index], cosine(self.shown[index], self.shown[taken]))


def hanging(passage: Passage) -> bool:
    """Whether it starts with a word that points to, or turns against, the sentence before."""
    return passage.order > 0 and (passage.opening in POINTING or passage.opening in TURNING)


def unended(passage: Passage) -> bool:
    """Whether it stops at a letter or digit, in a script that ends sentences with a mark.

    Thai has none, and letters without case; so have others, whose headings pass. At a colon or
    a dash something is still to come, in any script.
    """
    last = passage.text[-1]
    return last.isdigit() or last.upper() != last.lower() or last in OPEN_ENDS
