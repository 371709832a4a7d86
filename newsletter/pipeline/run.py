"""The product on one page: collect, compose, store, deliver; each edition once.

An edition is stored in the transaction that says that it is done; its folder is worked off from
there, so that a process that is killed loses nothing and doubles nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from newsletter.digest.lens import load_lenses
from newsletter.errors import DeliveryError, StoppedError
from newsletter.model import Coverage
from newsletter.pipeline.anew import anew, lenses_of, placed
from newsletter.pipeline.collect import Look, fresh, look, oldest
from newsletter.pipeline.crew import crew
from newsletter.pipeline.drafts import draft_now, waits
from newsletter.pipeline.earlier import edited, remembered
from newsletter.pipeline.handover import RETRY, deliver, readers, store_edition
from newsletter.pipeline.make import frame_of, make
from newsletter.pipeline.pictures import with_pictures
from newsletter.slots import unplanned
from newsletter.sources.folder import SETTLED
from newsletter.sources.identity import is_url
from newsletter.sources.outside import Outside
from newsletter.store.claimant import myself

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from newsletter.config.settings import Newsletter, Settings
    from newsletter.digest.lens_types import Lens
    from newsletter.edition.compose import Frame
    from newsletter.model import Edition, Entry
    from newsletter.model.work import Each
    from newsletter.pipeline.album import Album
    from newsletter.pipeline.collect import Pairs
    from newsletter.pipeline.earlier import Memory
    from newsletter.pipeline.handover import HandedOver
    from newsletter.slots import Slot
    from newsletter.store.store import Store
    from newsletter.store.values import Claim

LEASE = timedelta(minutes=10)  # collecting has 90 s; composing 20,000 entries takes one minute


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a pass: an edition, or the reason why there is none."""

    newsletter: str
    coverage: Coverage = field(default_factory=Coverage)
    edition: Edition | None = None
    reason: str = ""
    folders: tuple[Path, ...] = ()
    failures: tuple[str, ...] = ()
    mails: int = 0
    webhooks: int = 0
    troubles: tuple[str, ...] = ()

    def handed(self, over: HandedOver) -> Outcome:
        """The same, with what was handed over."""
        return replace(
            self,
            folders=over.folders,
            failures=over.failures,
            mails=over.mails,
            webhooks=over.webhooks,
            troubles=over.troubles,
        )


def run(  # noqa: PLR0913 - what is made, where, when, and how it is stopped
    newsletter: Newsletter,
    settings: Settings,
    store: Store,
    now: datetime,
    *,
    slot: Slot | None = None,
    outside: Outside | None = None,
) -> Outcome:
    """One pass: collect, compose, store, deliver. Without a slot, an extra edition.

    Nothing new makes no edition, or a planned one that says so, as the settings have it. What
    fails is recorded in the ledger and raised; a pass that is stopped leaves its slot to the next.
    """
    # What is named and not there is told before anything is begun.
    lenses_of(newsletter, settings)
    readers(newsletter, settings, now)
    at = slot or unplanned(now, newsletter.zone)
    claim = store.ledger.claim(
        newsletter.name, slot.at if slot else None, at.key, who=myself(), now=now, lease=LEASE
    )
    if claim is None:
        return Outcome(newsletter.name, reason="another process is making it, or has made it")
    try:
        # Who runs it by hand means the files as they are; nobody stands by at a planned time.
        how = Look(
            by_hand=slot is None, settle=SETTLED if slot else 0.0, outside=outside or Outside()
        )
        if newsletter.approve:
            return _drafted(newsletter, settings, store, claim, at=at, now=now, how=how)
        made = anew(
            newsletter,
            settings,
            store,
            at.at,
            name=claim.edition,
            now=now,
            how=how,
            note=slot is not None and newsletter.when_empty == "note",
        )
        edition = made.edition
        if edition is None:
            store.ledger.skip(claim, "nothing new", now)
        elif not store_edition(
            newsletter,
            settings,
            store,
            claim,
            edition,
            placed=placed(edition, made.considered),
            now=now,
        ):
            return Outcome(newsletter.name, made.coverage, reason="another process took over")
    except (KeyboardInterrupt, StoppedError):
        store.ledger.fail(claim, "was stopped", now, retry_at=now if slot else None)
        raise
    except BaseException as error:
        reason = str(error) or type(error).__name__
        store.ledger.fail(claim, reason, now, retry_at=now + RETRY if slot else None)
        raise
    outcome = Outcome(newsletter.name, made.coverage, edition, "" if edition else "nothing new")
    return outcome.handed(deliver(newsletter, settings, store, now, outside))


def _drafted(  # noqa: PLR0913 - as `run`
    newsletter: Newsletter,
    settings: Settings,
    store: Store,
    claim: Claim,
    *,
    at: Slot,
    now: datetime,
    how: Look,
) -> Outcome:
    """A draft in place of the edition; at a planned time one that lies on the desk is let be.

    It is what the editor saw: it becomes that time's, and newer entries are for the next edition,
    unless another edition went out since it was drafted. With nothing new before a planned time,
    it is looked at again until then.
    """
    there = store.drafts.open(newsletter.name) if claim.slot else None
    if claim.slot and there is not None and not store.drafts.is_behind(there):
        then = store.ledger.waiting(claim, waits(there), now)
        if not store.drafts.adopt(there, claim.slot, now, then):
            raise DeliveryError(f"{there.name}: another process sent it or took it away meanwhile")
        return Outcome(newsletter.name, reason=waits(there))
    mine = claim if claim.slot else None
    told = draft_now(newsletter, settings, store, at, now=now, how=how, claim=mine)
    reason = told.reason or (waits(told.draft) if told.draft else "")
    if claim.slot and not told.reason:
        return Outcome(newsletter.name, told.coverage, reason=reason)
    if claim.slot and now < claim.slot:
        again = min(now + RETRY, claim.slot)
        store.ledger.wait(claim, "nothing new yet", now, retry_at=again)
        return Outcome(newsletter.name, told.coverage, reason="nothing new yet")
    store.ledger.skip(claim, reason, now)
    return Outcome(newsletter.name, told.coverage, reason=reason)


def preview(  # noqa: PLR0913, PLR0917 - as `run`
    newsletter: Newsletter,
    settings: Settings,
    store: Store,
    now: datetime,
    album: Album | None = None,
    outside: Outside | None = None,
) -> Outcome:
    """What would come of `run` now; stores nothing but how long servers want to be left alone.

    Its pictures are fetched where there is an `album` for them.
    """
    lenses = load_lenses(
        settings.lens_folders, newsletter.digest.lenses, language=newsletter.render.language
    )
    outside = outside or Outside()
    looked = look(newsletter, settings.root, store, now, Look(by_hand=True, outside=outside))
    limit = oldest(newsletter, now)
    heard = {entry.id: (entry, text) for entry, text in looked.pairs}
    unknown = {entry.id for entry in store.entries.unseen([entry for entry, _ in heard.values()])}
    stored = (
        *fresh(newsletter, looked.places, store, now),
        *edited(newsletter, looked.places, store, now),
    )
    memory = remembered(newsletter, store, now, places=looked.places, pairs=stored)
    young = tuple(
        pair
        for key, pair in heard.items()
        if key in unknown and (key in memory.considered or arrived(pair[0], now) >= limit)
    )
    name = f"{newsletter.name}/{unplanned(now, newsletter.zone).key}"
    frame = frame_of(newsletter, name, now, now)
    said = {entry.id for entry, _ in young}
    pairs = (*young, *(pair for pair in stored if pair[0].id not in said))
    with crew(settings.workers, outside) as each:
        edition = _made(pairs, newsletter, lenses, frame, looked.coverage, memory=memory, each=each)
    if edition and album:
        album.tell(entry for entry, _ in pairs)
        edition = with_pictures(edition, newsletter, album)
    coverage = edition.coverage if edition else looked.coverage
    return Outcome(newsletter.name, coverage, edition, "" if edition else "nothing new")


def arrived(entry: Entry, now: datetime) -> datetime:
    """From when an entry that nobody has seen before counts (see `fresh`)."""
    return entry.published if entry.published and is_url(entry.feed) else now


def _made(  # noqa: PLR0913 - as `make`
    pairs: Pairs,
    newsletter: Newsletter,
    lenses: Sequence[Lens],
    frame: Frame,
    coverage: Coverage,
    *,
    memory: Memory,
    each: Each,
) -> Edition | None:
    """The edition, where there is something to tell."""
    if not pairs:
        return None
    edition = make(pairs, newsletter, lenses, frame, coverage, memory=memory, each=each)
    return edition if edition.items or edition.also else None
