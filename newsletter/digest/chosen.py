"""The sentences of a summary, by the method that was asked for and within its budget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsletter.digest.choose import Budget, anywhere, choose, fill
from newsletter.digest.coverage import Coverage
from newsletter.digest.passages import vectors
from newsletter.digest.salience import story_scores

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsletter.digest.choose import Stands, Step
    from newsletter.digest.options import DigestOptions
    from newsletter.digest.passages import Passage
    from newsletter.model import Article

MANY = 1_000_000  # sentences: no limit, where words are counted
# Points of what is favoured wholly, of one text and of several, where coverage has 10 to 25. On 631
# stories of several reports the first sentence shared nothing with the headline in 114, and 37 so;
# on 921 of one in 424, and 329, most of which have no title. More points choose worse sentences.
FAVOUR, FAVOUR_STORY = 3.0, 12.0


def chosen_of(  # noqa: PLR0913 - what is chosen from, by what, and what stands beside it
    articles: Sequence[Article],
    candidates: Sequence[Passage],
    free: Sequence[int],
    options: DigestOptions,
    steps: list[Step] | None = None,
    *,
    said: Sequence[int] = (),
    stands: Stands = anywhere,
    begun: Sequence[int] = (),
    favour: Sequence[float] = (),
) -> tuple[int, ...]:
    """The candidates to print, in source order; the default method fills `steps`, where given.

    It does not repeat in other words those that are `said` beside them; `stands` is asked whether
    one may be printed beside those that are chosen, of whom those that are `begun` are the first.
    `favour` is a share of each, about 0 to 1, for which it goes before others.
    """
    counted = options.words is not None
    favour = favour or (0.0,) * len(candidates)
    budget = Budget(MANY if counted else options.sentences, options.words)
    if options.method == "default":
        shown = vectors(candidates)
        scores = story_scores(articles, candidates, shown)
        coverage = Coverage(articles, candidates) if len(articles) > 1 else None
        points = FAVOUR if coverage is None else FAVOUR_STORY
        scores = tuple(one + points * more for one, more in zip(scores, favour, strict=True))
        return choose(
            candidates,
            scores,
            shown,
            budget,
            among=free,
            said=said,
            coverage=coverage,
            steps=steps,
            stands=stands,
            begun=begun,
        )
    from newsletter.digest.methods import ranking  # noqa: PLC0415 - loads numpy or sumy

    most = max((favour[i] for i in free), default=0.0)
    allowed = frozenset(i for i in free if 2 * favour[i] >= most)
    order = (i for i in ranking(options.method, articles, candidates) if i in allowed)
    return fill(order, candidates, budget, stands, begun)
