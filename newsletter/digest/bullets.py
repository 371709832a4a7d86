"""Bullets: what a story answers to the reader's standing questions, verbatim."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from newsletter.digest.clause import LIMIT, clause
from newsletter.digest.keyfigure import key_figures
from newsletter.digest.salience import OPEN_ENDS
from newsletter.digest.scoring import answers
from newsletter.model import Bullet, Quote, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from newsletter.digest.lens_types import Lens
    from newsletter.digest.scoring import Answer
    from newsletter.model import Article, Figure

# Too few points; too few for another than the first; one more than the lens prints; said already.
Refusal = Literal["below", "second", "full", "same"]

LONGEST = 2_000  # characters; a longer sentence is a table or an attack, and answers nobody
ALIKE = 0.6  # share of words in common from which two bullets say the same
DISTANCE = 0.25  # points that an article loses for each article before it in the story


def bullets(articles: Sequence[Article], lenses: Sequence[Lens]) -> tuple[Bullet, ...]:
    """The bullets of one story in the order of `lenses`; `articles` the most central first.

    Of each lens at most `lens.bullets`, none that says again what another one said, none in a
    language that the lens does not speak. Where two lenses take one sentence, each takes its
    clause of it.
    """
    articles = tuple(map(askable, articles))
    rated = [answers(article, lenses) for article in articles]
    return bullets_of(
        verdict
        for lens in lenses
        for _, verdict in judged(lens, candidates_of(lens, articles, rated))
        if isinstance(verdict, Kept)
    )


def askable(article: Article) -> Article:
    """The article without sentences that are too long to be one."""
    kept = tuple(one for one in article.sentences if one.end - one.start <= LONGEST)
    return article if len(kept) == len(article.sentences) else replace(article, sentences=kept)


def bullets_of(chosen: Iterable[Kept]) -> tuple[Bullet, ...]:
    """One bullet each; where two lenses took one sentence, of its clauses."""
    chosen = tuple(chosen)
    taken = Counter((one.article.revision.id, one.answer.sentence) for one in chosen)
    return tuple(
        _bullet(one, shared=taken[one.article.revision.id, one.answer.sentence] > 1)
        for one in chosen
    )


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence before its lens; `score` is its answer's, less what a later article costs."""

    article: Article
    place: int
    answer: Answer
    score: float

    @property
    def rank(self) -> tuple[float, int, int]:
        """The best has the lowest; of equals the earlier."""
        return -self.score, self.place, self.answer.sentence


@dataclass(frozen=True, slots=True)
class Kept:
    """A sentence that becomes a bullet."""

    article: Article
    answer: Answer
    figures: tuple[Figure, ...]  # offsets in the sentence, the key figure first
    words: frozenset[str]


def candidates_of(
    lens: Lens, articles: Sequence[Article], rated: Sequence[Mapping[str, Sequence[Answer]]]
) -> list[Candidate]:
    """What the articles answer to one lens, the best first."""
    found = [
        Candidate(articles[place], place, answer, answer.score - DISTANCE * place)
        for place, by_lens in enumerate(rated)
        for answer in by_lens.get(lens.id, ())
    ]
    return sorted(found, key=lambda one: one.rank)


def judged(
    lens: Lens, candidates: Iterable[Candidate]
) -> Iterator[tuple[Candidate, Kept | Refusal]]:
    """Each candidate, the best first, with what it becomes or why it becomes nothing.

    The first candidates that say different things become bullets.
    """
    taken: list[Kept] = []
    over: Refusal | None = None
    for one in candidates:
        if one.answer.score < lens.threshold:
            yield one, "below"
            continue
        if len(taken) == lens.bullets:
            over = "full"
        elif taken and one.answer.score < lens.second:
            over = "second"
        if over:
            yield one, over
            continue
        marked = one.answer.marked
        figures = key_figures(marked, lens, one.answer.spots)
        choice = Kept(one.article, one.answer, figures, frozenset(marked.words))
        if any(_same(choice, other) for other in taken):
            yield one, "same"
        else:
            taken.append(choice)
            yield one, choice


def _bullet(choice: Kept, *, shared: bool) -> Bullet:
    answer, text = choice.answer, choice.answer.marked.text
    start, end = _stretch(choice, shared=shared)
    end = start + len(text[start:end].rstrip(f"{OPEN_ENDS} "))
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


def _stretch(choice: Kept, *, shared: bool) -> tuple[int, int]:
    """What to print of the sentence: what answered, with the key figure."""
    marked = choice.answer.marked
    spans = marked.spans() if choice.answer.spots else []
    needed = [spans[spot] for spot in choice.answer.spots]
    key = [(one.start, one.end) for one in choice.figures[:1]]
    if not needed and not key:
        return 0, len(marked.text)
    shortest = shared and len(marked.text.split()) > LIMIT
    start, end = _clause(marked.text, needed + key, shortest=shortest)
    if key and needed and len(marked.text[start:end].split()) > LIMIT:
        # What answered may stand in two clauses: the key figure and the word next to it say it.
        near = min(needed, key=lambda spot: abs(spot[0] - key[0][0]))
        start, end = _clause(marked.text, [near, *key], shortest=shortest)
    return start, end


def _clause(text: str, needed: list[tuple[int, int]], *, shortest: bool) -> tuple[int, int]:
    first, last = min(start for start, _ in needed), max(end for _, end in needed)
    return clause(text, first, last, shortest=shortest)


def _same(choice: Kept, other: Kept) -> bool:
    """The same key figure about the same thing, or nearly the same words."""
    fewest = max(1, min(len(choice.words), len(other.words)))
    common = len(choice.words & other.words) / fewest
    mine, theirs = _key(choice.figures), _key(other.figures)
    return common >= ALIKE or (mine is not None and mine == theirs and common >= ALIKE / 2)


def _key(figures: tuple[Figure, ...]) -> tuple[float, str] | None:
    return (figures[0].value, figures[0].unit) if figures else None
