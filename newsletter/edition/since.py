"""The proof of what a story says has changed: which texts say so, and that they differ."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from newsletter.text.rounding import comparable, same_value
from newsletter.text.sentences import sentences
from newsletter.text.wording import meaning

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from newsletter.model import Change, Correction, Item, Quote, Revision, Source


def since_quotes(item: Item) -> Iterator[tuple[str, Quote]]:
    """Every quotation of what has changed, with a name for it."""
    for number, change in enumerate(item.changes, start=1):
        yield f"change {number}, before", change.before
        yield f"change {number}, after", change.after
        if change.label:
            yield f"change {number}, label", change.label
        for place, quote in enumerate(change.course, start=1):
            yield f"change {number}, value {place}", quote
    for number, correction in enumerate(item.corrections, start=1):
        if correction.before:
            yield f"correction {number}, before", correction.before
        if correction.after:
            yield f"correction {number}, after", correction.after


def since_problems(
    item: Item, sources: Sequence[Source], texts: Mapping[str, Revision], *, full: bool
) -> Iterator[str]:
    """What of a story's mark, changes and corrections does not follow from the texts.

    One that is not told in `full` has no more than its headline.
    Whether each of them is quoted rightly is `verify`'s own question.
    """
    if (item.mark == "new") != (not item.since):
        yield f"its mark is {item.mark!r}, which does not fit an edition before of {item.since!r}"
    if item.mark == "new" and (item.changes or item.corrections):
        yield "a new story has nothing before it that could have changed"
    if item.mark == "revised" and not item.corrections:
        yield "it is marked as revised, and nothing was"
    news = item.summary.sentences or item.summary.bullets or item.changes
    if item.mark == "update" and full and not news:
        yield "it is marked as an update, and tells nothing new"
    mine = {source.revision for source in sources if source.number in item.sources}
    dates = {source.revision: source.published for source in sources}
    for number, change in enumerate(item.changes, start=1):
        for problem in (*_change_problems(change, mine), *_course_problems(change, dates)):
            yield f"change {number}: {problem}"
    entries = {source.revision: source.entry for source in sources}
    for number, correction in enumerate(item.corrections, start=1):
        for problem in _correction_problems(correction, entries, texts):
            yield f"correction {number}: {problem}"


def _change_problems(change: Change, mine: set[str]) -> Iterator[str]:
    before, after, label = change.before, change.after, change.label
    if len(before.figures) != 1 or len(after.figures) != 1:
        yield "each side tells one figure"
        return
    was, now = before.figures[0], after.figures[0]
    if not comparable(was, now) or same_value(was, now):
        yield f"{was.text!r} and {now.text!r} are not two values of one quantity"
    if before.span.revision in mine:
        yield f"{was.text!r} is not from an earlier text"
    if after.span.revision == before.span.revision:
        yield "both figures are from one text"
    inside = label and (
        (label.span.revision, label.span.part) == (after.span.revision, after.span.part)
        and after.span.start <= label.span.start
        and label.span.end <= after.span.end
    )
    if label and not inside:
        yield f"the sentence does not speak of {label.text!r}"


def _course_problems(change: Change, dates: Mapping[str, datetime | None]) -> Iterator[str]:
    if not change.course:
        return
    values = (*change.course, change.before)
    if any(len(one.figures) != 1 for one in values):
        yield "each value of its course is one figure"
        return
    for one, other in pairwise(values):
        was, now = one.figures[0], other.figures[0]
        if not comparable(was, now) or same_value(was, now):
            yield f"{was.text!r} and {now.text!r} are not two values of one quantity"
        first, second = dates.get(one.span.revision), dates.get(other.span.revision)
        if first is None or second is None or first >= second:
            yield f"{was.text!r} was not told before {now.text!r}"


def _correction_problems(
    correction: Correction, entries: Mapping[str, str], texts: Mapping[str, Revision]
) -> Iterator[str]:
    before, after = correction.before, correction.after
    was, now = texts.get(correction.was), texts.get(correction.now)
    if was is None or now is None:
        missing = correction.was if was is None else correction.now
        yield f"the store has no text {missing[:12]}"
        return
    if correction.was == correction.now or entries.get(was.id) != entries.get(now.id):
        yield "the two texts are not one article's"
    if (before and before.span.revision != was.id) or (after and after.span.revision != now.id):
        yield "it quotes another text"
    if not before and not after:
        yield "it says nothing"
    if before and after and meaning(before.text) == meaning(after.text):
        yield f"{before.text!r} and {after.text!r} say the same"
    if before and _says(now, before):
        yield f"the later text still says {before.text!r}"
    if after and _says(was, after):
        yield f"the earlier text said {after.text!r}, too"


def _says(revision: Revision, quote: Quote) -> bool:
    """Whether a sentence of the text is the quoted one; a title is compared with the title."""
    said = meaning(quote.text)
    if quote.span.part == "title":
        return meaning(revision.title) == said
    language = "en" if revision.language == "und" else revision.language
    found = sentences(revision.text, revision.blocks, language)
    return any(meaning(revision.text[one.start : one.end]) == said for one in found)
