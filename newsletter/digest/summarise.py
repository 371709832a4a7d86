"""A story -> headline, sentences and bullets, each of them verbatim."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from newsletter.digest.bullets import bullets
from newsletter.digest.choose import Budget, choose, fill
from newsletter.digest.coverage import Coverage
from newsletter.digest.headline import headline
from newsletter.digest.passages import passages, vectors
from newsletter.digest.salience import story_scores
from newsletter.model import Span, Summary
from newsletter.text.tokens import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsletter.digest.choose import Step
    from newsletter.digest.lens_types import Lens
    from newsletter.digest.options import DigestOptions
    from newsletter.digest.passages import Passage
    from newsletter.model import Article, Bullet, Quote

LEADING = 3  # bullets of a story in an edition: more is a list that nobody reads
REPEATED = 0.6  # of two bullets' words, from which they say the same: agencies retell a wire
LONG = 5  # words that a bullet has at least to be compared by them
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
    its bullets. It has three bullets at most, of as many lenses as it can.
    """
    candidates = passages(articles)
    title = headline(articles, candidates)
    found = bullets(articles, lenses)
    free = tuple(range(len(candidates)))
    said: tuple[int, ...] = ()
    if apart and candidates:
        free, found = _apart(articles, candidates, leading(found))
        free = _without(title, free, articles, candidates)
        said = _said(articles, candidates, found)
    chosen = chosen_of(articles, candidates, free, options, said=said)
    return Summary(
        title,
        tuple(candidates[index].quote(articles) for index in chosen),
        found,
        tuple(article.revision.id for article in articles),
    )


def leading(found: Sequence[Bullet], most: int = LEADING) -> tuple[Bullet, ...]:
    """The surest bullets, a lens's second only after every lens's first; their order is kept.

    Words that one of them quotes are not quoted again by another, and what one source says is not
    said again in nearly the words of another.
    """
    seen: Counter[str] = Counter()
    places: list[tuple[int, float, int]] = []
    for index, bullet in enumerate(found):
        places.append((seen[bullet.lens], -bullet.score, index))
        seen[bullet.lens] += 1
    taken: list[int] = []
    for *_, index in sorted(places):
        quote = found[index].quote
        if len(taken) < most and not any(_repeats(quote, found[i].quote) for i in taken):
            taken.append(index)
    return tuple(found[index] for index in sorted(taken))


def chosen_of(  # noqa: PLR0913 - what is chosen from, by what, and what stands beside it
    articles: Sequence[Article],
    candidates: Sequence[Passage],
    free: Sequence[int],
    options: DigestOptions,
    steps: list[Step] | None = None,
    *,
    said: Sequence[int] = (),
) -> tuple[int, ...]:
    """The candidates to print, in source order; the default method fills `steps`, where given.

    It does not repeat in other words those that are `said` beside them.
    """
    counted = options.words is not None
    budget = Budget(MANY if counted else options.sentences, options.words)
    if options.method == "default":
        shown = vectors(candidates)
        scores = story_scores(articles, candidates, shown)
        coverage = Coverage(articles, candidates) if len(articles) > 1 else None
        return choose(
            candidates, scores, shown, budget, among=free, said=said, coverage=coverage, steps=steps
        )
    from newsletter.digest.methods import ranking  # noqa: PLC0415 - loads numpy or sumy

    allowed = frozenset(free)
    order = (i for i in ranking(options.method, articles, candidates) if i in allowed)
    return fill(order, candidates, budget)


def _said(
    articles: Sequence[Article], candidates: Sequence[Passage], found: Sequence[Bullet]
) -> tuple[int, ...]:
    """The candidates that bullets quote."""
    return tuple(
        index
        for index, candidate in enumerate(candidates)
        if any(_quotes(articles, candidate, bullet.quote.span) for bullet in found)
    )


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
    """The candidates that the headline does not say already, if there are any."""
    if title is None:
        return free
    said = words(title.text)
    rest = tuple(
        i
        for i in free
        if candidates[i].words != said
        and not (title.span.part == "text" and _quotes(articles, candidates[i], title.span))
    )
    return rest or free


def _quotes(articles: Sequence[Article], candidate: Passage, span: Span) -> bool:
    revision = articles[candidate.article].revision.id
    return _overlap(Span(revision, span.part, candidate.start, candidate.end), span)


def _repeats(one: Quote, other: Quote) -> bool:
    if _overlap(one.span, other.span):
        return True
    mine, theirs = set(words(one.text)), set(words(other.text))
    long = min(len(mine), len(theirs)) >= LONG
    return long and len(mine & theirs) >= REPEATED * len(mine | theirs)


def _overlap(one: Span, other: Span) -> bool:
    return one.revision == other.revision and one.start < other.end and other.start < one.end
