"""The proof of an edition: every witness that the store has is heard."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from newsletter.digest.telling import telling
from newsletter.edition.codec import from_json
from newsletter.edition.counted import counted_problems
from newsletter.edition.verify import verify
from newsletter.edition.verify_stored import stored_problems
from newsletter.edition.written import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from newsletter.model import Edition, Entry
    from newsletter.store.store import Store


def problems(edition: Edition, stored: bytes | None, store: Store) -> tuple[str, ...]:
    """What does not hold, a line each.

    What is quoted is asked of the texts, who said it of the entries, what the editor wrote of the
    draft that went out, and all else of the edition as it was `stored`, if it was.
    """
    texts = store.entries.texts([source.revision for source in edition.sources])
    considered = store.told.counted(edition.corrects or edition.id)
    entries = entries_of(edition, stored, store)
    return (
        *verify(edition, texts, telling, store.drafts.own(edition.id), entries),
        *counted_problems(edition, considered),
        *_before_problems(edition, store),
        *stored_problems(edition, stored),
    )


def _before_problems(edition: Edition, store: Store) -> Iterator[str]:
    """Stories that no edition told where they say that one did."""
    told: dict[str, frozenset[str]] = {}
    for number, item in enumerate((*edition.items, *edition.also), start=1):
        if not item.since:
            continue
        if item.since not in told:
            data = store.editions.get(item.since)
            before = from_json(data, item.since) if data else None
            items = (*before.items, *before.also) if before else ()
            told[item.since] = frozenset(one.story for one in items)
        if item.story not in told[item.since]:
            yield f"story {number}: no edition {shortened(item.since)} told it before"


def entries_of(edition: Edition, stored: bytes | None, store: Store) -> Mapping[str, list[Entry]]:
    """By id, the entries of the edition's sources as their own feed and others told them.

    An edit may move an article's page: of one that was edited since, its address stands as it was
    published, too. That is all that is taken from `stored`, the edition as the store keeps it.
    """
    told = store.entries.told({source.entry for source in edition.sources})
    found: dict[str, list[Entry]] = defaultdict(list)
    for key, (entry, _) in told.items():
        found[key].append(entry)
    for copy in store.carriers.copies([entry for entry, _ in told.values()]):
        found[copy.id].append(copy)
    published = from_json(stored, edition.id).sources if stored else ()
    for source in published:
        if source.entry not in told:
            continue
        entry, revision = told[source.entry]
        if revision != source.revision and source.name == entry.source:
            found[source.entry].append(replace(entry, link=source.url))
    return found
