"""What of an edition is the editor's own, and whether it is what the editor wrote."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsletter.edition.manuscript_words import words
from newsletter.edition.subject import preheader, subject
from newsletter.model.editions import LEFT_OUT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from newsletter.model import Edition, Item, Written

# Where a line stands and what it says: as it is kept when the edition goes out.
Own = tuple[str, str]

_MARKS = re.compile(r"\[([^\]]*)\]\([^)]*\)|[*`]")


def own_lines(edition: Edition) -> tuple[Own, ...]:
    """Every line that is the editor's, and which stories the editor cut or put in another order."""
    return tuple((where, one.text) for where, one in _written(edition)) + tuple(_other(edition))


def told(edition: Edition) -> tuple[str, ...]:
    """One line for people for each line that is the editor's."""
    found = []
    for where, one in _written(edition):
        if one.was:
            found.append(f"{where}: edited: {_short(one.text)} (was {_short(one.was)})")
        else:
            found.append(f"{where}: written: {_short(one.text)}")
    found += [f"{name}: edited: {_short(getattr(edition, name))}" for name in edition.rewritten]
    return tuple(found)


def own_problems(edition: Edition, kept: Sequence[Own] | None) -> Iterator[str]:
    """Where the edition says other than what was `kept` when it went out; None: nothing was."""
    mine = own_lines(edition)
    if kept is None:
        if mine:
            yield f"{len(mine)} lines say that an editor wrote them, and the store knows of none"
        return
    there, here = dict(kept), dict(mine)
    for where, text in mine:
        if where not in there:
            yield f"{where}: the editor did not write {_short(text)}"
        elif there[where] != text:
            yield f"{where}: the editor wrote {_short(there[where])}, not {_short(text)}"
    for where, text in kept:
        if where not in here:
            yield f"{where}: what the editor wrote is not there: {_short(text)}"


def is_emptied(edition: Edition) -> bool:
    """Whether an editor left nothing of what was drafted."""
    told = edition.items or edition.also or edition.introduction or edition.closing
    return not told and any(one.reason == LEFT_OUT for one in edition.held)


def headlines_of(items: Iterable[Item]) -> tuple[str, ...]:
    """Their headlines, the editor's in place of a source's."""
    return tuple(filter(None, map(_headline, items)))


def lines_of_head(items: Sequence[Item], title: str) -> tuple[str, str]:
    """Subject and preheader as they are cut from these stories."""
    headlines = headlines_of(items)
    lead = next((quote.text for item in items for quote in item.summary.sentences), "")
    return subject(headlines, title), preheader(headlines, lead)


def said_by(item: Item, kind: str, number: int) -> str:
    """What a line said before the editor changed it; nothing of what is no single quotation."""
    summary = item.summary
    match kind:
        case "headline":
            return summary.headline.text if summary.headline else ""
        case "sentence":
            return summary.sentences[number].text
        case "bullet":
            return summary.bullets[number].quote.text
        case "change":
            return item.changes[number].after.text
        case _:
            return ""


def _written(edition: Edition) -> Iterator[tuple[str, Written]]:
    if edition.introduction:
        yield "introduction", edition.introduction
    for number, item in enumerate((*edition.items, *edition.also), start=1):
        if item.heading:
            yield f"story {number}, headline", item.heading
        for place, one in enumerate(item.written, start=1):
            yield f"story {number}, text {place}", one
    if edition.closing:
        yield "closing", edition.closing


def _other(edition: Edition) -> Iterator[Own]:
    for name in edition.rewritten:
        yield name, str(getattr(edition, name))
    for number, item in enumerate((*edition.items, *edition.also), start=1):
        if item.edited:
            order = " ".join(f"{line.kind}-{line.number}" for line in item.lines)
            yield f"story {number}, order", order


def _headline(item: Item) -> str:
    if item.heading:
        return _unmarked(item.heading.text)
    return item.summary.headline.text if item.summary.headline else ""


def _unmarked(markdown: str) -> str:
    """A headline in a subject: links and emphasis are for those who see them."""
    return _MARKS.sub(r"\1", words(markdown))


def shortened(text: str) -> str:
    """As it is named in a message: the start of what is long."""
    return repr(text if len(text) <= 60 else f"{text[:57]}...")  # noqa: PLR2004 - fits a line


def _short(text: str) -> str:
    return shortened(" ".join(text.split()))
