"""The proof of who said it: name, address and time of each source, by the entries in the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsletter.edition.written import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from newsletter.model import Edition, Entry, Revision, Source

    # By id: the entry as its own feed tells it, then as others printed it.
    Entries = Mapping[str, Sequence[Entry]]

# What a reader counts who looks for "paragraph 3".
COUNTED = frozenset({"paragraph", "list", "quote", "table"})


def paragraphs(revision: Revision) -> tuple[tuple[int, int], ...]:
    """The places of a text's blocks that are counted."""
    return tuple((block.start, block.end) for block in revision.blocks if block.kind in COUNTED)


def source_problems(
    edition: Edition, texts: Mapping[str, Revision], entries: Entries | None
) -> Iterator[str]:
    """What of the list of sources is not so; without `entries` their names are not asked for."""
    for place, source in enumerate(edition.sources, start=1):
        if source.number != place:
            yield f"source {place}: its number is not {source.number}"
        for problem in _text_problems(source, texts.get(source.revision)):
            yield f"source {place}: {problem}"
        if entries is not None:
            for problem in _said_problems(source, entries):
                yield f"source {place}: {problem}"
    if not edition.id.startswith(f"{edition.newsletter}/"):
        yield f"it is of the newsletter {shortened(edition.newsletter)}, which its id is not"
    yield from _item_problems(edition, entries)


def _text_problems(source: Source, revision: Revision | None) -> Iterator[str]:
    if revision is None:
        yield f"cannot be checked: the store has no text {source.revision[:12]}"
        return
    if revision.title != source.title:
        yield f"its title is not {source.title!r}"
    if revision.feed_only != source.feed_only:
        yield f"its text {'is the' if revision.feed_only else 'is not the'} feed's only"
    if revision.language != source.language:
        yield f"its language is {revision.language!r}, not {source.language!r}"
    if paragraphs(revision) != source.paragraphs:
        yield "its paragraphs are not where the text has them"


def _said_problems(source: Source, entries: Entries) -> Iterator[str]:
    known = entries.get(source.entry, ())
    if not known:
        yield f"cannot be checked: the store has no entry {source.entry}"
        return
    named = [one for one in known if one.source == source.name]
    if not named:
        names = " and ".join(dict.fromkeys(repr(one.source) for one in known))
        yield f"the store has it from {names}, not from {shortened(source.name)}"
        return
    if not any(one.link == source.url for one in named):
        yield f"its address is {_told(named[0].link)}, not {_told(source.url)}"
    elif not any((one.link, one.published) == (source.url, source.published) for one in named):
        yield f"it was published {named[0].published}, not {source.published}"


def _item_problems(edition: Edition, entries: Entries | None) -> Iterator[str]:
    """Stories and pictures that name sources which are not there, or are another story's."""
    known = {source.number: source for source in edition.sources}
    used: set[int] = set()
    for number, item in enumerate((*edition.items, *edition.also), start=1):
        mine = (*item.sources, *item.beside)
        used.update(mine)
        if missing := [one for one in mine if one not in known]:
            yield f"story {number}: there is no source {missing[0]}"
            continue
        if len(set(mine)) != len(mine):
            yield f"story {number}: it names a source twice"
        said = item.summary.sentences or item.summary.bullets
        languages = {known[n].language for n in item.sources}
        if said and item.sources and item.language not in languages:
            yield f"story {number}: its language is not {item.language!r}"
        topics = {e.topic for n in item.sources for e in (entries or {}).get(known[n].entry, ())}
        if said and topics and item.topic not in topics:
            yield f"story {number}: its topic is not {item.topic!r}"
        if item.picture and item.picture.source not in mine:
            yield f"story {number}: its picture is of source {item.picture.source}, not of its own"
        head = item.summary.headline
        if head and head.span.revision not in {known[n].revision for n in item.sources}:
            yield f"story {number}: its headline is of none of its sources"


def _told(url: str | None) -> str:
    return "none" if url is None else shortened(url)
