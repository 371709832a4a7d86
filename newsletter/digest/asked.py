"""What each lens chose and why, beside the best sentence that it left out."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from newsletter.digest.bullets import Kept, bullets, candidates_of, judged
from newsletter.digest.reasons import Part, Rated, lens_parts, short_of
from newsletter.digest.scoring import answers, features_of, speaks
from newsletter.model import Quote, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsletter.digest.bullets import Candidate
    from newsletter.digest.lens_types import Lens
    from newsletter.model import Article, Bullet

    Points = Sequence[tuple[str, float]]


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
    open_ = [replace(lens, threshold=-math.inf) for lens in lenses]
    bare = [replace(lens, vetoes=()) for lens in open_]
    rated = [answers(article, open_) for article in articles]
    unruled = [answers(article, bare) for article in articles]
    named = [features_of(article, lenses) for article in articles]
    found = bullets(articles, lenses)
    return tuple(
        _one(
            lens,
            candidates_of(lens, articles, rated),
            candidates_of(lens, articles, unruled),
            tuple(bullet for bullet in found if bullet.lens == lens.id),
            [by_lens.get(lens.id) for by_lens in named],
        )
        if any(speaks(lens, article) for article in articles)
        else Asked(lens, speaks=False, lacked=f"asks texts in `{lens.language}` only")
        for lens in lenses
    )


def _one(
    lens: Lens,
    candidates: Sequence[Candidate],
    unruled: Sequence[Candidate],
    found: tuple[Bullet, ...],
    named: Sequence[Sequence[Points] | None],
) -> Asked:
    """`candidates` are those that no veto rules out, `unruled` all; `named` their features."""

    def rated(one: Candidate, quote: Quote) -> Rated:
        features = named[one.place]
        return _rated(one, quote, features[one.answer.sentence] if features else None)

    verdicts = list(judged(lens, candidates))
    kept = [one for one, verdict in verdicts if isinstance(verdict, Kept)]
    chosen = tuple(rated(one, bullet.quote) for one, bullet in zip(kept, found, strict=True))
    refused = {
        (one.place, one.answer.sentence): "" if isinstance(verdict, Kept) else verdict
        for one, verdict in verdicts
    }
    left = [one for one in unruled if refused.get((one.place, one.answer.sentence), "veto")]
    if not left:
        lacked = "no other sentence speaks of it" if chosen else "no sentence speaks of it"
        return Asked(lens, True, found, chosen, None, lacked)
    best = left[0]
    rejected = rated(best, _whole(best))
    refusal = refused.get((best.place, best.answer.sentence), "veto")
    short = (
        short_of(chosen[-1].parts, rejected.parts)
        if chosen and refusal not in {"same", "veto"}
        else ()
    )
    return Asked(lens, True, found, chosen, rejected, _lacked(lens, best, refusal), short)


def _lacked(lens: Lens, one: Candidate, refusal: str) -> str:
    score = round(one.answer.score, 2)
    if refusal == "below":
        gap = lens.threshold - score
        short = f"{gap:.2f}" if gap >= HUNDREDTH / 2 else "just"
        return f"{short} below the threshold of {lens.threshold:.2f}"
    if refusal == "second":
        return f"a second bullet needs {lens.second:.2f}"
    if refusal == "full":
        return f"the lens has {lens.bullets} bullet{'s' if lens.bullets > 1 else ''} at most"
    if refusal == "same":
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
