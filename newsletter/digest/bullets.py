"""Bullets: what a story answers to the reader's standing questions, verbatim."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from newsletter.digest.clause import clause
from newsletter.digest.keyfigure import key_figures
from newsletter.digest.scoring import answers
from newsletter.model import Bullet, Quote, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsletter.digest.lens_types import Lens
    from newsletter.digest.scoring import Answer
    from newsletter.model import Article, Figure

ALIKE = 0.6  # share of words in common from which two bullets say the same
DISTANCE = 0.25  # points that an article loses for each article before it in the story


def bullets(articles: Sequence[Article], lenses: Sequence[Lens]) -> tuple[Bullet, ...]:
    """The bullets of one story in the order of `lenses`; `articles` the most central first.

    Of each lens at most `lens.bullets`, none that says again what another one said, none in a
    language that the lens does not speak.
    """
    rated = [answers(article, lenses) for article in articles]
    found: list[Bullet] = []
    for lens in lenses:
        candidates = [
            (answer.score - DISTANCE * place, place, answer)
            for place, by_lens in enumerate(rated)
            for answer in by_lens.get(lens.id, ())
        ]
        candidates.sort(key=lambda one: (-one[0], one[1], one[2].sentence))
        found += _chosen(lens, [(articles[place], answer) for _, place, answer in candidates])
    return tuple(found)


def _chosen(lens: Lens, candidates: list[tuple[Article, Answer]]) -> Iterator[Bullet]:
    taken: list[tuple[Bullet, frozenset[str]]] = []
    for article, answer in candidates:
        if len(taken) == lens.bullets or (taken and answer.score < lens.second):
            return
        bullet = _bullet(article, answer)
        words = frozenset(answer.marked.words)
        if any(_same(bullet, words, *other) for other in taken):
            continue
        taken.append((bullet, words))
        yield bullet


def _bullet(article: Article, answer: Answer) -> Bullet:
    lens, marked = answer.lens, answer.marked
    figures = key_figures(marked, lens, answer.spots)
    needed = [marked.starts[spot] for spot in answer.spots]
    reached = [marked.ends[spot] for spot in answer.spots]
    if figures:
        needed.append(figures[0].start)
        reached.append(figures[0].end)
    start, end = clause(marked.text, min(needed), max(reached)) if needed else (0, len(marked.text))
    offset = article.sentences[answer.sentence].start
    shown = tuple(
        replace(figure, start=figure.start + offset, end=figure.end + offset)
        for figure in figures
        if start <= figure.start and figure.end <= end
    )
    down = bool(shown) and shown[0].direction == "down"
    return Bullet(
        lens.id,
        lens.label_down if down else lens.label,
        Quote(
            marked.text[start:end],
            Span(article.revision.id, "text", offset + start, offset + end),
            shown,
        ),
        answer.score,
    )


def _same(bullet: Bullet, words: frozenset[str], other: Bullet, others: frozenset[str]) -> bool:
    """The same key figure about the same thing, or nearly the same words."""
    shared = len(words & others) / max(1, min(len(words), len(others)))
    mine, theirs = _key(bullet.quote.figures), _key(other.quote.figures)
    return shared >= ALIKE or (mine is not None and mine == theirs and shared >= ALIKE / 2)


def _key(figures: tuple[Figure, ...]) -> tuple[float, str] | None:
    return (figures[0].value, figures[0].unit) if figures else None
