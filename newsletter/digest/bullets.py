"""Bullets: what a story answers to the reader's standing questions, verbatim."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from newsletter.digest.clause import LIMIT, clause
from newsletter.digest.keyfigure import key_figures
from newsletter.digest.scoring import answers
from newsletter.model import Bullet, Quote, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsletter.digest.lens_types import Lens
    from newsletter.digest.scoring import Answer
    from newsletter.model import Article, Figure

ALIKE = 0.6  # share of words in common from which two bullets say the same
DISTANCE = 0.25  # points that an article loses for each article before it in the story


def bullets(articles: Sequence[Article], lenses: Sequence[Lens]) -> tuple[Bullet, ...]:
    """The bullets of one story in the order of `lenses`; `articles` the most central first.

    Of each lens at most `lens.bullets`, none that says again what another one said, none in a
    language that the lens does not speak. Where two lenses take one sentence, each takes its
    clause of it.
    """
    rated = [answers(article, lenses) for article in articles]
    chosen: list[_Choice] = []
    for lens in lenses:
        candidates = [
            (answer.score - DISTANCE * place, place, answer)
            for place, by_lens in enumerate(rated)
            for answer in by_lens.get(lens.id, ())
        ]
        candidates.sort(key=lambda one: (-one[0], one[1], one[2].sentence))
        chosen += _chosen(lens, [(articles[place], answer) for _, place, answer in candidates])
    taken = Counter((one.article.revision.id, one.answer.sentence) for one in chosen)
    return tuple(
        _bullet(one, shared=taken[one.article.revision.id, one.answer.sentence] > 1)
        for one in chosen
    )


@dataclass(frozen=True, slots=True)
class _Choice:
    article: Article
    answer: Answer
    figures: tuple[Figure, ...]  # offsets in the sentence, the key figure first
    words: frozenset[str]


def _chosen(lens: Lens, candidates: list[tuple[Article, Answer]]) -> list[_Choice]:
    """The first of the candidates that say different things."""
    taken: list[_Choice] = []
    for article, answer in candidates:
        if len(taken) == lens.bullets or (taken and answer.score < lens.second):
            break
        figures = key_figures(answer.marked, lens, answer.spots)
        choice = _Choice(article, answer, figures, frozenset(answer.marked.words))
        if not any(_same(choice, other) for other in taken):
            taken.append(choice)
    return taken


def _bullet(choice: _Choice, *, shared: bool) -> Bullet:
    answer, text = choice.answer, choice.answer.marked.text
    start, end = _stretch(choice, shared=shared)
    offset = choice.article.sentences[answer.sentence].start
    shown = tuple(
        replace(figure, start=figure.start + offset, end=figure.end + offset)
        for figure in choice.figures
        if start <= figure.start and figure.end <= end
    )
    down = bool(shown) and shown[0].direction == "down"
    return Bullet(
        answer.lens.id,
        answer.lens.label_down if down else answer.lens.label,
        Quote(
            text[start:end],
            Span(choice.article.revision.id, "text", offset + start, offset + end),
            shown,
        ),
        answer.score,
    )


def _stretch(choice: _Choice, *, shared: bool) -> tuple[int, int]:
    """What to print of the sentence: what answered, with the key figure."""
    marked = choice.answer.marked
    spans = marked.spans() if choice.answer.spots else []
    needed = [spans[spot] for spot in choice.answer.spots]
    needed += [(one.start, one.end) for one in choice.figures[:1]]
    if not needed:
        return 0, len(marked.text)
    first, last = min(start for start, _ in needed), max(end for _, end in needed)
    span = clause(marked.text, first, last)
    if shared and len(marked.text.split()) > LIMIT:
        span = clause(marked.text, first, last, shortest=True)
    return span


def _same(choice: _Choice, other: _Choice) -> bool:
    """The same key figure about the same thing, or nearly the same words."""
    fewest = max(1, min(len(choice.words), len(other.words)))
    common = len(choice.words & other.words) / fewest
    mine, theirs = _key(choice.figures), _key(other.figures)
    return common >= ALIKE or (mine is not None and mine == theirs and common >= ALIKE / 2)


def _key(figures: tuple[Figure, ...]) -> tuple[float, str] | None:
    return (figures[0].value, figures[0].unit) if figures else None
