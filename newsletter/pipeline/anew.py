"""Collect and compose: what an edition of now would tell, and what became of all that was read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsletter.digest.lens import load_lenses
from newsletter.edition.verify import quotes
from newsletter.pipeline.collect import collect, fresh
from newsletter.pipeline.crew import crew
from newsletter.pipeline.earlier import edited, remembered
from newsletter.pipeline.make import frame_of, make
from newsletter.pipeline.pictures import with_pictures
from newsletter.store.values import Placed

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from newsletter.config.settings import Newsletter, Settings
    from newsletter.digest.lens_types import Lens
    from newsletter.model import Coverage, Edition
    from newsletter.pipeline.collect import Look, Pairs
    from newsletter.store.store import Store
    from newsletter.store.values import Role


@dataclass(frozen=True, slots=True)
class Anew:
    """The edition, where there is something to tell; all that was considered; what was read."""

    edition: Edition | None
    pairs: Pairs
    coverage: Coverage

    @property
    def considered(self) -> tuple[tuple[str, str], ...]:
        """The ids of the entries that were, each with its revision's."""
        return tuple((entry.id, revision.id) for entry, revision in self.pairs)


def lenses_of(newsletter: Newsletter, settings: Settings) -> tuple[Lens, ...]:
    """The questions that it asks; ConfigError where there is no such lens."""
    return load_lenses(
        settings.lens_folders, newsletter.digest.lenses, language=newsletter.render.language
    )


def anew(  # noqa: PLR0913 - whose it is, what it is called, for when it is and how it looks
    newsletter: Newsletter,
    settings: Settings,
    store: Store,
    slot: datetime,
    *,
    name: str,
    now: datetime,
    how: Look,
    note: bool = False,
) -> Anew:
    """Asks the sources, keeps what they say, and composes the edition of `slot` of what is new.

    One that has nothing to tell is none, unless it is to be a `note` of that.
    """
    lenses = lenses_of(newsletter, settings)
    looked, _ = collect(newsletter, settings.root, store, now, how)
    pairs = (
        *fresh(newsletter, looked.places, store, slot),
        *edited(newsletter, looked.places, store, slot),
    )
    if not pairs and not note:
        return Anew(None, pairs, looked.coverage)
    frame = frame_of(newsletter, name, slot, now)
    memory = remembered(newsletter, store, slot, places=looked.places, pairs=pairs)
    with crew(settings.workers, how.outside) as each:
        edition = make(pairs, newsletter, lenses, frame, looked.coverage, memory=memory, each=each)
    told = edition if edition.items or edition.also or note else None
    if told:
        told = with_pictures(told, newsletter, store.pictures, how.outside.stop)
    return Anew(told, pairs, told.coverage if told else looked.coverage)


def placed(edition: Edition, considered: Collection[tuple[str, str]]) -> tuple[Placed, ...]:
    """Every entry that was considered, with what became of it, and what is quoted of earlier.

    They come as ids, each with its revision's.
    """
    by_number = {source.number: source.entry for source in edition.sources}
    told = {by_number[n] for item in edition.items for n in (*item.sources, *item.beside)}
    # An editor may quote a source in a story that it did not tell.
    quoted = {quote.span.revision for item in edition.items for _, quote in quotes(item)}
    told |= {source.entry for source in edition.sources if source.revision in quoted}
    listed = {by_number[number] for item in edition.also for number in item.sources}

    def role(entry: str) -> Role:
        if entry in told:
            return "story"
        return "also" if entry in listed else "held"

    earlier = (one for one in edition.sources if (one.entry, one.revision) not in considered)
    return (
        *(Placed(entry, revision, role(entry)) for entry, revision in considered),
        # What an update compares with is told again: its text must not be forgotten.
        *(Placed(one.entry, one.revision, "earlier") for one in earlier),
    )
