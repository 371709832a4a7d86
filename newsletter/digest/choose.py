"""From scores to the few sentences that are printed, within a budget."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsletter.digest.passages import cosine
from newsletter.digest.salience import POINTING, TURNING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsletter.digest.passages import Passage, Vector

SAME = 0.8  # a cosine above this: the same sentence again, as agencies' texts are reprinted
HANGING = 1.0  # what a start like "He" or "But" costs while the sentence before is not chosen
REDUNDANT = 1.0  # what a cosine of one with a chosen sentence costs


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


def fill(order: Iterable[int], candidates: Sequence[Passage], budget: Budget) -> tuple[int, ...]:
    """The first that the budget affords, in source order; where it affords none, the first."""
    order = tuple(order)
    chosen = []
    for index in order:
        if budget.affords(candidates[index]):
            budget.spend(candidates[index])
            chosen.append(index)
    return tuple(sorted(chosen or order[:1]))


def choose(
    candidates: Sequence[Passage],
    scores: Sequence[float],
    shown: Sequence[Vector],
    budget: Budget,
    among: Iterable[int],
) -> tuple[int, ...]:
    """The best that say different things, in source order; where the budget affords none, the best.

    Each step takes the sentence with the highest score less what repeats the chosen ones
    (maximal marginal relevance; Carbonell and Goldstein, SIGIR 1998), less a penalty for a start
    that points to a sentence which is not chosen.
    """
    open_ = list(among)
    near = dict.fromkeys(open_, 0.0)
    chosen: list[int] = []

    def worth(index: int) -> tuple[float, int]:
        hangs = hanging(candidates[index]) and index - 1 not in chosen
        return (
            scores[index]
            - REDUNDANT * near[index]
            - (HANGING if hangs else 0.0)
            - (1000.0 if near[index] > SAME else 0.0),
            -index,
        )

    best = max(open_, key=worth, default=None)
    while open_ := [i for i in open_ if budget.affords(candidates[i])]:
        taken = max(open_, key=worth)
        if near[taken] > SAME:
            break
        chosen.append(taken)
        budget.spend(candidates[taken])
        open_.remove(taken)
        for index in open_:
            near[index] = max(near[index], cosine(shown[index], shown[taken]))
    if not chosen and best is not None:
        return (best,)
    return tuple(sorted(chosen))


def hanging(passage: Passage) -> bool:
    """Whether it starts with a word that points to, or turns against, the sentence before."""
    opening = passage.words[0] if passage.words else ""
    return passage.order > 0 and (opening in POINTING or opening in TURNING)
