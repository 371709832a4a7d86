"""The proof: every printed line is what its source says, as the store keeps it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from newsletter.edition.quota import quota_problems
from newsletter.edition.retold import difference_quotes, retold_problems
from newsletter.edition.since import since_problems, since_quotes
from newsletter.edition.verify_sources import source_problems
from newsletter.edition.written import lines_of_head, own_problems, shortened
from newsletter.text.figures import figures
from newsletter.text.reading import revision_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from newsletter.edition.retold import Retell
    from newsletter.edition.verify_sources import Entries
    from newsletter.edition.written import Own
    from newsletter.model import Context, Edition, Item, Quote, Revision


def verify(
    edition: Edition,
    texts: Mapping[str, Revision],
    retell: Retell | None = None,
    own: Sequence[Own] | None = None,
    entries: Entries | None = None,
) -> tuple[str, ...]:
    """What does not hold, a line each; nothing when all of it does.

    `texts` are the stored revisions by id, `entries` who told them, `own` the editor's lines as the
    store kept them: the edition is never its own witness.
    `retell` (digest's) finds again who copied whom and who differs; without it that is not asked.
    """
    problems = (
        *_problems(edition, texts, retell),
        *source_problems(edition, texts, entries),
        *own_problems(edition, own),
    )
    return tuple(dict.fromkeys(problems))


def quotes(item: Item) -> Iterator[tuple[str, Quote]]:
    """Every quotation of a story with a name for it."""
    summary = item.summary
    if summary.headline:
        yield "headline", summary.headline
    for number, sentence in enumerate(summary.sentences, start=1):
        yield f"sentence {number}", sentence
    for bullet in summary.bullets:
        yield f"bullet {bullet.label}", bullet.quote
    yield from difference_quotes(item)
    yield from since_quotes(item)


def _problems(
    edition: Edition, texts: Mapping[str, Revision], retell: Retell | None
) -> Iterator[str]:
    for number, item in enumerate((*edition.items, *edition.also), start=1):
        for name, quote in quotes(item):
            for problem in _quote_problems(quote, texts):
                yield f"story {number}, {name}: {problem}"
        if retell is not None:
            for problem in retold_problems(item, edition.sources, texts, retell):
                yield f"story {number}, {problem}"
        full = number <= len(edition.items) and not item.edited
        for problem in since_problems(item, edition.sources, texts, full=full):
            yield f"story {number}, {problem}"
    yield from _witness_problems(edition, texts)
    yield from quota_problems(edition, texts)
    yield from _derived_problems(edition)


def _witness_problems(edition: Edition, texts: Mapping[str, Revision]) -> Iterator[str]:
    """What is wrong with what stands around quotations."""
    for number, context in enumerate(edition.contexts, start=1):
        for problem in _context_problems(context, texts):
            yield f"context {number}: {problem}"


def _quote_problems(quote: Quote, texts: Mapping[str, Revision]) -> Iterator[str]:
    span = quote.span
    revision = texts.get(span.revision)
    if revision is None:
        yield f"cannot be checked: the store has no text {span.revision[:12]}"
        return
    if revision_id(revision.title, revision.text) != span.revision:
        yield f"the stored text {span.revision[:12]} is not what it was when it was read"
    whole = revision.title if span.part == "title" else revision.text
    if not 0 <= span.start < span.end <= len(whole) or whole[span.start : span.end] != quote.text:
        yield f"the source does not say {shortened(quote.text)}"
        return
    said = {
        replace(one, start=span.start + one.start, end=span.start + one.end)
        for one in figures(quote.text)
    }
    if not _stands_around(quote, revision, whole):
        yield f"{quote.before!r} and {quote.after!r} do not stand around {shortened(quote.text)}"
    for figure in quote.figures:
        if figure not in said:
            moved = f", {figure.direction}" if figure.direction else ""
            read = f"{figure.text!r} = {figure.value:,.12g} {figure.unit}{moved}"
            yield f"the figure {read} is not there"


def _stands_around(quote: Quote, revision: Revision, whole: str) -> bool:
    """Whether the words before and after it are there, on whatever lines."""
    left, right = whole[: quote.span.start], whole[quote.span.end :]
    if quote.span.part == "text":
        left = f"{revision.title}\n{left}"
    before, after = " ".join(quote.before.split()), " ".join(quote.after.split())
    return " ".join(left.split()).endswith(before) and " ".join(right.split()).startswith(after)


def _context_problems(context: Context, texts: Mapping[str, Revision]) -> Iterator[str]:
    span, start = context.span, context.start
    revision, end = texts.get(span.revision), start + len(context.text)
    if revision is None:
        yield f"cannot be checked: the store has no text {span.revision[:12]}"
    elif revision_id(revision.title, revision.text) != span.revision:
        yield f"the stored text {span.revision[:12]} is not what it was when it was read"
    elif start < 0 or span.part == "title" or revision.text[start:end] != context.text:
        yield f"the source does not say {shortened(context.text)}"
    elif not start <= span.start < span.end <= end:
        yield f"{shortened(context.text)} does not stand around what is quoted"


def _derived_problems(edition: Edition) -> Iterator[str]:
    subject, preheader = lines_of_head(edition.items, edition.title)
    if edition.subject != subject and "subject" not in edition.rewritten:
        yield f"the subject {shortened(edition.subject)} is not cut from the headlines"
    if edition.preheader != preheader and "preheader" not in edition.rewritten:
        yield f"the preheader {shortened(edition.preheader)} is not cut from the headlines"
    told = [item for item in (*edition.items, *edition.also) if item.sources]
    counted, printed = edition.coverage, len(told)
    if counted.stories - counted.held != printed:
        yield f"the coverage line counts {counted.stories - counted.held} stories, not {printed}"
    if not 0 <= counted.answered <= counted.feeds:
        yield "the coverage line counts more feeds that answered than feeds"
    if any(one.since and one.since > edition.as_of for one in counted.troubles):
        yield "the coverage line has a feed fail since a day to come"
