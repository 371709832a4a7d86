"""A story -> headline, sentences and bullets, each of them verbatim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsletter.digest.bullets import bullets
from newsletter.digest.choose import Budget, choose, fill
from newsletter.digest.coverage import Coverage
from newsletter.digest.headline import headline
from newsletter.digest.passages import passages, vectors
from newsletter.digest.salience import story_scores
from newsletter.model import Summary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsletter.digest.lens_types import Lens
    from newsletter.digest.options import DigestOptions
    from newsletter.digest.passages import Passage
    from newsletter.model import Article, Bullet, Quote, Span

MANY = 1_000_000  # sentences: no limit, where words are counted


def summarise_story(
    articles: Sequence[Article],
    lenses: Sequence[Lens],
    options: DigestOptions,
    *,
    apart: bool = False,
) -> Summary:
    """What the articles of one story come to, by `options.method` and within its budget.

    `apart` prints no sentence twice, as an edition wants it: what a bullet or the headline
    quotes stays out of the sentences, and where nothing else is left one sentence stands for
    its bullets.
    """
    candidates = passages(articles)
    title = headline(articles, candidates)
    found = bullets(articles, lenses)
    free = tuple(range(len(candidates)))
    if apart and candidates:
        free, found = _apart(articles, candidates, found)
        free = _without(title, free, articles, candidates)
    chosen = _chosen(articles, candidates, free, options)
    return Summary(
        title,
        tuple(candidates[index].quote(articles) for index in chosen),
        found,
        tuple(article.revision.id for article in articles),
    )


def _chosen(
    articles: Sequence[Article],
    candidates: Sequence[Passage],
    free: Sequence[int],
    options: DigestOptions,
) -> tuple[int, ...]:
    counted = options.words is not None
    budget = Budget(MANY if counted else options.sentences, options.words)
    if options.method == "default":
        shown = vectors(candidates)
        scores = story_scores(articles, candidates, shown)
        coverage = Coverage(articles, candidates) if len(articles) > 1 else None
        return choose(candidates, scores, shown, budget, among=free, coverage=coverage)
    from newsletter.digest.methods import ranking  # noqa: PLC0415 - loads numpy or sumy

    allowed = frozenset(free)
    order = (i for i in ranking(options.method, articles, candidates) if i in allowed)
    return fill(order, candidates, budget)


def _apart(
    articles: Sequence[Article], candidates: Sequence[Passage], found: tuple[Bullet, ...]
) -> tuple[tuple[int, ...], tuple[Bullet, ...]]:
    """The candidates that no bullet quotes, and the bullets that stay.

    Where bullets quote them all, the one with the fewest and least sure bullets stands for these.
    """
    held = [
        tuple(b for b in found if _quotes(articles, candidate, b.quote.span))
        for candidate in candidates
    ]
    free = tuple(index for index, inside in enumerate(held) if not inside)
    if free:
        return free, found

    def loss(index: int) -> tuple[int, float, int]:
        return len(held[index]), max(bullet.score for bullet in held[index]), index

    least = min(range(len(candidates)), key=loss)
    return (least,), tuple(bullet for bullet in found if bullet not in held[least])


def _without(
    title: Quote | None,
    free: tuple[int, ...],
    articles: Sequence[Article],
    candidates: Sequence[Passage],
) -> tuple[int, ...]:
    """The candidates that a headline taken from the text does not say already, if there are any."""
    if title is None or title.span.part == "title":
        return free
    rest = tuple(i for i in free if not _quotes(articles, candidates[i], title.span))
    return rest or free


def _quotes(articles: Sequence[Article], candidate: Passage, span: Span) -> bool:
    return (
        span.revision == articles[candidate.article].revision.id
        and span.start < candidate.end
        and candidate.start < span.end
    )
