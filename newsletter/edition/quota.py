"""How much of a source's text an edition quotes: a publisher's text is not to be read here instead.

What a story quotes was chosen within its share; here that is counted over the whole edition, with
what was corrected. A headline names the story and counts as nothing. What stands around a
quotation is there to prove it, and has a larger share. Figures of a difference or a change are
facts, and are not counted.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from newsletter.model import Withheld
from newsletter.text.leaning import introduced, lean
from newsletter.text.share import ALWAYS, Share, covered, merged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from newsletter.model import (
        Context,
        Correction,
        Edition,
        Item,
        Quote,
        Revision,
        Span,
        Summary,
    )
    from newsletter.text.share import Places


AROUND = 3  # shares that quotations may take with what the page shows around them


@dataclass(slots=True)
class Quota(Share):
    """Counts what is taken of each text, and what is shown around that."""

    around: dict[str, Places] = field(default_factory=dict)

    def take_context(self, context: Context) -> bool:
        """Whether what stands around a quotation may be shown with it; all else is taken before."""
        revision = context.span.revision
        known = self.around.get(revision) or self.taken.get(revision, ())
        places = merged((*known, (context.start, context.start + len(context.text))))
        if covered(places) > AROUND * self.most * self.lengths.get(revision, 0):
            return False
        self.around[revision] = places
        return True


def within(
    summary: Summary, corrections: Sequence[Correction], quota: Quota
) -> tuple[Summary, tuple[Correction, ...]]:
    """What may be quoted, the most telling first: a sentence, what was corrected, the bullets.

    Of the bullets the surest go first; further sentences come last.
    """
    first = summary.sentences[:1]
    leading = tuple(one for one in first if quota.take(one.span))
    kept = tuple(one for one in corrections if quota.take(*_spans(one)))
    surest = sorted(summary.bullets, key=lambda one: -one.score)
    told = [one for one in surest if quota.take(one.quote.span)]
    sentences = list(leading)
    for before, one in pairwise(summary.sentences):
        if (sentences[-1:] == [before] or not _leans(one, summary, sentences)) and quota.take(
            one.span
        ):
            sentences.append(one)
    bullets = tuple(one for one in summary.bullets if one in told)
    return replace(summary, sentences=tuple(sentences), bullets=bullets), kept


def _leans(one: Quote, summary: Summary, told: Sequence[Quote]) -> bool:
    """Whether a sentence, without the one before it, speaks of what readers were not told."""
    read = " ".join(quote.text for quote in (summary.headline, *told) if quote)
    named = introduced(" ".join(quote.text for quote in summary.sentences))
    return lean(one.text, read, named) is not None


def withheld(story: str, before: Summary, after: Summary) -> Iterator[Withheld]:
    """What a summary has lost, for the record: where it stands, not what it says."""
    for one in before.sentences:
        if one not in after.sentences:
            yield Withheld(story, "sentence", one.span)
    for bullet in before.bullets:
        if bullet not in after.bullets:
            yield Withheld(story, f"bullet {bullet.label}", bullet.quote.span)


def quota_problems(edition: Edition, texts: Mapping[str, Revision]) -> Iterator[str]:
    """Texts of which more is quoted than the edition's own share, counted in the stored texts."""
    quoted = _by_text(one.span for item in edition.items for one in _counted(item))
    shown = _by_text(
        replace(one.span, start=one.start, end=one.start + len(one.text))
        for one in edition.contexts
    )
    for source in {one.revision: one for one in reversed(edition.sources)}.values():
        length = len(texts[source.revision].text) if source.revision in texts else 0
        quotations = outermost(quoted.get(source.revision, ()))
        around = shown.get(source.revision, ())
        for places, most in (
            (quotations if len(quotations) > ALWAYS else (), edition.max_quote),
            ((*quotations, *around) if around else (), AROUND * edition.max_quote),
        ):
            share = covered(merged(places)) / length if length else 0.0
            if share > most:
                how = "shown around quotations" if most > edition.max_quote else "quoted"
                which = f"source {source.number}"
                yield f"{which}: {share:.0%} of its text is {how}, {most:.0%} may be"


def _by_text(spans: Iterable[Span]) -> dict[str, Places]:
    found: dict[str, Places] = {}
    for span in spans:
        if span.part == "text":
            place = (span.start, span.end)
            found[span.revision] = (*found.get(span.revision, ()), place)
    return found


def outermost(places: Iterable[tuple[int, int]]) -> Places:
    """The places that lie in no other: a quotation inside another one is no second one."""
    known = set(places)
    return tuple(
        sorted(
            one
            for one in known
            if not any(o != one and o[0] <= one[0] and one[1] <= o[1] for o in known)
        )
    )


def _spans(correction: Correction) -> list[Span]:
    return [one.span for one in (correction.before, correction.after) if one]


def _counted(item: Item) -> Iterator[Quote]:
    """What is quoted of a story: sentences, bullets, corrections."""
    yield from item.summary.sentences
    yield from (bullet.quote for bullet in item.summary.bullets)
    for one in item.corrections:
        yield from (quote for quote in (one.before, one.after) if quote)
