"""What each lens chose and why, beside the best sentence that it left out."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from newsletter.digest.bullets import Kept, askable, bullets_of, candidates_of, judged
from newsletter.digest.patterns import Patterns
from newsletter.digest.reasons import Part, Rated, lens_parts, short_of
from newsletter.digest.scoring import answers, features_of, speaks
from newsletter.model import Quote, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from newsletter.digest.bullets import Candidate, Refusal
    from newsletter.digest.lens_types import Lens
    from newsletter.model import Article, Bullet

    Points = Sequence[tuple[str, float]]
    Reason = Refusal | Literal["veto"]


HUNDREDTH = 0.01


@dataclass(frozen=True, slots=True)
class Asked:
    """A lens and what it chose; `rejected` fell short of its last bullet, or of the threshold."""

    lens: Lens
    speaks: bool
    bullets: tuple[Bullet, ...] = ()
    chosen: tuple[Rated, ...] = ()
    rejected: Rated | None = None
    lacked: str = ""
    short: tuple[Part, ...] = ()


def asked(articles: Sequence[Article], lenses: Sequence[Lens]) -> tuple[Asked, ...]:
    """The bullets of the story and their reasons, one value a lens."""
    # Without threshold and vetoes the same lenses rate every sentence that they can rate.
    # All are asked together, as when they choose: they know names by each other's words.
    articles = tuple(map(askable, articles))
    bare = [replace(lens, threshold=-math.inf, vetoes=()) for lens in lenses]
    rated = [answers(article, bare) for article in articles]
    judgements = [_judge(lens, candidates_of(lens, articles, rated)) for lens in lenses]
    found = bullets_of(kept for judgement in judgements for _, kept in judgement.kept)
    shown = {
        (one.place, one.answer.sentence) for judgement in judgements for one in judgement.shown()
    }
    named = [
        features_of(article, lenses, sorted(sentence for at, sentence in shown if at == place))
        for place, article in enumerate(articles)
    ]
    return tuple(
        _told(
            judgement,
            tuple(bullet for bullet in found if bullet.lens == judgement.lens.id),
            [by_lens.get(judgement.lens.id) for by_lens in named],
        )
        if any(speaks(judgement.lens, article) for article in articles)
        else Asked(
            judgement.lens, speaks=False, lacked=f"asks texts in `{judgement.lens.language}` only"
        )
        for judgement in judgements
    )


@dataclass(frozen=True, slots=True)
class _Judgement:
    """What a lens kept, and the best of the others with what refused it."""

    lens: Lens
    kept: tuple[tuple[Candidate, Kept], ...]
    left: tuple[Candidate, Reason] | None

    def shown(self) -> tuple[Candidate, ...]:
        kept = tuple(one for one, _ in self.kept)
        return (*kept, self.left[0]) if self.left else kept


def _judge(lens: Lens, candidates: Sequence[Candidate]) -> _Judgement:
    vetoes = Patterns((0, veto) for veto in lens.vetoes)
    free: list[Candidate] = []
    refused: list[tuple[Candidate, Reason]] = []
    for one in candidates:
        if vetoes.found(one.answer.marked.where):
            refused.append((one, "veto"))
        else:
            free.append(one)
    kept: list[tuple[Candidate, Kept]] = []
    for one, verdict in judged(lens, free):
        if isinstance(verdict, Kept):
            kept.append((one, verdict))
        else:
            refused.append((one, verdict))
    left = min(refused, key=lambda pair: pair[0].rank, default=None)
    return _Judgement(lens, tuple(kept), left)


def _told(
    judgement: _Judgement, found: tuple[Bullet, ...], named: Sequence[Mapping[int, Points] | None]
) -> Asked:
    """`named` are the features of the sentences that are shown, for each article."""

    def rated(one: Candidate, quote: Quote) -> Rated:
        features = named[one.place]
        return _rated(one, quote, features[one.answer.sentence] if features else None)

    lens = judgement.lens
    pairs = zip(judgement.kept, found, strict=True)
    chosen = tuple(rated(one, bullet.quote) for (one, _), bullet in pairs)
    if judgement.left is None:
        lacked = "no other sentence speaks of it" if chosen else "no sentence speaks of it"
        return Asked(lens, True, found, chosen, None, lacked)
    best, reason = judgement.left
    rejected = rated(best, _whole(best))
    compared = chosen and reason not in {"same", "veto"}
    short = short_of(chosen[-1].parts, rejected.parts) if compared else ()
    return Asked(lens, True, found, chosen, rejected, _lacked(lens, best, reason), short)


def _lacked(lens: Lens, one: Candidate, reason: Reason) -> str:
    score = round(one.answer.score, 2)
    if reason == "below":
        gap = lens.threshold - score
        short = f"{gap:.2f}" if gap >= HUNDREDTH / 2 else "just"
        return f"{short} below the threshold of {lens.threshold:.2f}"
    if reason == "second":
        return f"a second bullet needs {lens.second:.2f}"
    if reason == "full":
        return f"the lens has {lens.bullets} bullet{'s' if lens.bullets > 1 else ''} at most"
    if reason == "same":
        return "says the same as a bullet that was chosen"
    return "the lens rules it out by a veto"


def _rated(one: Candidate, quote: Quote, features: Points | None) -> Rated:
    *patterns, rest = one.answer.reasons
    learned = features if features is not None else [("early", rest[1])]
    place = one.answer.sentence + 1, len(one.article.sentences)
    score = one.answer.score
    parts = lens_parts(score, patterns, learned, one.answer.marked, place)
    return Rated(quote, round(score, 2), parts)


def _whole(one: Candidate) -> Quote:
    """The sentence, as a lens saw it."""
    sentence = one.article.sentences[one.answer.sentence]
    span = Span(one.article.revision.id, "text", sentence.start, sentence.end)
    return Quote(one.article.text_of(sentence), span)
