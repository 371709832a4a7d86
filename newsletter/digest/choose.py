"""From scores to the few sentences that are printed, within a budget."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsletter.digest.passages import cosine
from newsletter.digest.salience import POINTING, TURNING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsletter.digest.coverage import Coverage
    from newsletter.digest.passages import Passage, Vector

SAME = 0.8  # a cosine above this: the same sentence again, as agencies' texts are reprinted
# In standard deviations of an article's scores. On 400 articles 2.0 leaves no hanging start among
# 1,200 sentences (142 among the leads) and costs 0.3 ROUGE-1.
HANGING = 2.0  # what a start like "He" or "But" costs while the sentence before is not chosen
UNENDED = 2.0  # what it costs to end without a mark, as headings that were not seen as such do
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


def fill(order: Iterable[int], candidates: Sequence[Passage], budget: Budget) -> tuple[int, ...]:
    """The first that the budget affords, in source order; where it affords none, the first."""
    order = tuple(order)
    chosen = []
    for index in order:
        if budget.affords(candidates[index]):
            budget.spend(candidates[index])
            chosen.append(index)
    return tuple(sorted(chosen or order[:1]))


def choose(  # noqa: PLR0913 - what is chosen from, by what, and within what
    candidates: Sequence[Passage],
    scores: Sequence[float],
    shown: Sequence[Vector],
    budget: Budget,
    *,
    among: Iterable[int],
    coverage: Coverage | None = None,
) -> tuple[int, ...]:
    """The best that say different things, in source order; where none fits, the best alone.

    Each step takes the sentence with the highest score, plus what it adds to the coverage, less
    what repeats a chosen one (maximal marginal relevance; Carbonell and Goldstein, SIGIR 1998),
    less what it costs to hang on a sentence that is not chosen, or to have no end.
    """
    near = dict.fromkeys(among, 0.0)
    chosen: list[int] = []

    def worth(index: int) -> tuple[float, int]:
        value = scores[index] - REDUNDANT * near[index]
        if coverage is not None:
            value += coverage.gain(index)
        if hanging(candidates[index]) and index - 1 not in chosen:
            value -= HANGING
        if unended(candidates[index]):
            value -= UNENDED
        return value, -index

    fitting = [index for index in near if budget.affords(candidates[index])]
    while fitting:
        taken = max(fitting, key=worth)
        chosen.append(taken)
        budget.spend(candidates[taken])
        if coverage is not None:
            coverage.cover(taken)
        for index in fitting:
            near[index] = max(near[index], cosine(shown[index], shown[taken]))
        fitting.remove(taken)
        fitting = [i for i in fitting if near[i] <= SAME and budget.affords(candidates[i])]
    return tuple(sorted(chosen)) or tuple(sorted(near, key=worth, reverse=True)[:1])


def hanging(passage: Passage) -> bool:
    """Whether it starts with a word that points to, or turns against, the sentence before."""
    opening = passage.words[0] if passage.words else ""
    return passage.order > 0 and (opening in POINTING or opening in TURNING)


def unended(passage: Passage) -> bool:
    """Whether it stops at a letter or digit, in a script that ends sentences with a mark.

    Thai has none, and letters without case; so have others, whose headings pass.
    """
    last = passage.text[-1]
    return last.isdigit() or last.upper() != last.lower()
