"""The editor's doings with a draft: draft it, approve it, take it back, send it; each once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from newsletter.edition.written import own_lines
from newsletter.errors import DeliveryError
from newsletter.pipeline.anew import lenses_of, placed
from newsletter.pipeline.collect import Look
from newsletter.pipeline.correct import key_of
from newsletter.pipeline.desk import refuse_emptied
from newsletter.pipeline.drafts import Desk, draft_now, read_draft, waits
from newsletter.pipeline.handover import RETRY, deliver, store_edition
from newsletter.pipeline.run import LEASE, Outcome
from newsletter.slots import unplanned
from newsletter.sources.outside import Outside
from newsletter.store.claimant import myself

if TYPE_CHECKING:
    from datetime import datetime

    from newsletter.config.settings import Newsletter, Settings
    from newsletter.model import Edition
    from newsletter.pipeline.drafts import Manuscript
    from newsletter.store.store import Store
    from newsletter.store.values import Claim, Draft

BUSY = "another process is making or sending an edition of it; try again when it is done"


def draft(
    newsletter: Newsletter,
    settings: Settings,
    store: Store,
    now: datetime,
    *,
    outside: Outside | None = None,
) -> Desk:
    """Lays an edition of what is new on the desk, merged with the draft that lies there."""
    lenses_of(newsletter, settings)  # one that is not there is told before anything is begun
    at = unplanned(now, newsletter.zone)
    claim = _claim(newsletter, store, now)
    try:
        how = Look(by_hand=True, outside=outside or Outside())
        return draft_now(newsletter, settings, store, at, now=now, how=how)
    finally:
        store.ledger.skip(claim, "", now)


def approve(  # noqa: PLR0913 - which draft of what, who says so, and when
    newsletter: Newsletter,
    settings: Settings,
    store: Store,
    who: str,
    now: datetime,
    *,
    key: str | None = None,
) -> Manuscript:
    """Says that somebody approves the manuscript as it lies there, to the letter."""
    found = opened(newsletter, settings, store, key)
    refuse_emptied(found.edition, found.draft)
    if not store.drafts.approve(found.draft, found.digest, who, now):
        raise DeliveryError(f"{found.draft.name}: was sent or taken back meanwhile")
    return found


def drop(newsletter: Newsletter, store: Store, now: datetime, key: str | None = None) -> str:
    """Takes the draft off the desk: what it tells is free for the next edition. Its name.

    The planned time that it was for has no edition.
    """
    found = lying(newsletter, store, key)
    if found is None:
        raise DeliveryError(f"{newsletter.name}: there is no draft to take back")
    store.ledger.bury(newsletter.name, now)
    if not store.drafts.drop(found, f"{found.name} was taken back", now):
        raise DeliveryError(f"{found.name}: is being sent, or was taken back meanwhile")
    return found.name


def send(  # noqa: PLR0913 - as `approve`
    newsletter: Newsletter,
    settings: Settings,
    store: Store,
    now: datetime,
    *,
    key: str | None = None,
    outside: Outside | None = None,
) -> Outcome:
    """Publishes the draft as its editor has it now, once, and hands over all that waits.

    Where the newsletter wants approval, only what was approved goes out, to the letter. What is
    drafted for a planned time is that time's edition, whenever it is sent.
    """
    draft = lying(newsletter, store, key)
    if draft is None:
        return _handed_over(newsletter, settings, store, now)
    claim = _claim(newsletter, store, now, draft)
    try:
        edition = _published(draft, newsletter, settings, store, claim=claim, now=now)
    except BaseException:
        if claim.slot:
            store.ledger.wait(claim, waits(draft), now)
        else:
            store.ledger.skip(claim, "", now)  # an extra one leaves no line in the ledger
        raise
    over = deliver(newsletter, settings, store, now, outside)
    return Outcome(newsletter.name, edition.coverage, edition).handed(over)


def send_planned(  # noqa: PLR0913 - as `approve`
    newsletter: Newsletter,
    settings: Settings,
    store: Store,
    now: datetime,
    draft: Draft,
    *,
    outside: Outside | None = None,
) -> Outcome | None:
    """The same at the draft's planned time; None where another process is at it.

    What fails is recorded in the ledger and raised, and tried again later.
    """
    try:
        claim = _claim(newsletter, store, now, draft)
    except DeliveryError:
        return None
    try:
        edition = _published(draft, newsletter, settings, store, claim=claim, now=now)
    except BaseException as error:
        reason = str(error) or type(error).__name__
        store.ledger.fail(claim, reason, now, retry_at=now + RETRY)
        raise
    over = deliver(newsletter, settings, store, now, outside)
    return Outcome(newsletter.name, edition.coverage, edition).handed(over)


def lying(newsletter: Newsletter, store: Store, key: str | None = None) -> Draft | None:
    """The draft of that key on the desk, or the only one; DeliveryError where there are two."""
    found = [one for one in store.drafts.lying(newsletter.name) if key in (None, one.key)]
    if len(found) > 1:
        names = " or ".join(one.name for one in found)
        raise DeliveryError(f"{newsletter.name}: two drafts lie on the desk; say {names}")
    return found[0] if found else None


def opened(
    newsletter: Newsletter, settings: Settings, store: Store, key: str | None = None
) -> Manuscript:
    """The draft that lies on the desk, as its editor has it now."""
    found = lying(newsletter, store, key)
    if found is None:
        raise DeliveryError(
            f"{newsletter.name}: there is no draft; `newsletter draft {newsletter.name}` makes one"
        )
    return read_draft(found, newsletter, settings)


def _published(  # noqa: PLR0913 - as `store_edition`
    draft: Draft,
    newsletter: Newsletter,
    settings: Settings,
    store: Store,
    *,
    claim: Claim,
    now: datetime,
) -> Edition:
    """Stores the draft as the edition that is claimed, if it may go out."""
    found = opened(newsletter, settings, store, draft.key)
    _may_go(found, newsletter, store)
    return _stored(found, newsletter, settings, store, claim=claim, now=now)


def _claim(
    newsletter: Newsletter, store: Store, now: datetime, draft: Draft | None = None
) -> Claim:
    """The right to work on the newsletter, or on the edition that a draft is to be.

    That is its planned time's, one that is made now, or a correction's.
    """
    slot, key = None, unplanned(now, newsletter.zone).key
    if draft and draft.corrects:
        key = key_of(draft.corrects, store)
    elif draft and draft.slot:
        slot, key = draft.slot, unplanned(draft.slot, newsletter.zone).key
    claim = store.ledger.claim(
        newsletter.name, slot, key, who=myself(), now=now, lease=LEASE, drafted=True
    )
    if claim is None:
        raise DeliveryError(f"{newsletter.name}: {BUSY}")
    return claim


def _may_go(found: Manuscript, newsletter: Newsletter, store: Store) -> None:
    draft = found.draft
    if store.drafts.is_behind(draft):
        raise DeliveryError(
            f"{draft.name}: an edition went out since it was drafted; "
            f"`newsletter draft {newsletter.name}` brings it up to date"
        )
    refuse_emptied(found.edition, found.draft)
    if draft.corrects and found.edition.introduction is None:
        raise DeliveryError(f"{draft.name}: its introduction does not say what was wrong")
    if not newsletter.approve or found.is_approved:
        return
    if not draft.approved_at:
        raise DeliveryError(
            f"{draft.name}: nobody approved it yet; `newsletter approve {newsletter.name}` does"
        )
    raise DeliveryError(
        f"{draft.name}: was changed after {draft.approved_by} approved it "
        f"({draft.approved_at:%Y-%m-%d %H:%M} UTC); read it and approve it again"
    )


def _stored(  # noqa: PLR0913 - as `store_edition`
    found: Manuscript,
    newsletter: Newsletter,
    settings: Settings,
    store: Store,
    *,
    claim: Claim,
    now: datetime,
) -> Edition:
    """The edition, stored in the transaction that says that the draft went out."""
    edition = replace(found.edition, id=claim.edition, slot=claim.slot or now)
    then = store.drafts.going_out(found.draft, edition.id, found.text, own_lines(edition), now)
    roles = placed(edition, store.drafts.entries(found.draft))
    if not store_edition(
        newsletter, settings, store, claim, edition, placed=roles, now=now, then=then
    ):
        raise DeliveryError(f"{found.draft.name}: was changed or sent by another process")
    return edition


def _handed_over(
    newsletter: Newsletter, settings: Settings, store: Store, now: datetime
) -> Outcome:
    """Without a draft: what an earlier one left to be handed over, as when it was killed."""
    over = deliver(newsletter, settings, store, now)
    if not over:
        last = next((one.edition for one in store.drafts.last(newsletter.name) if one.edition), "")
        told = f"; the last one went out as {last}" if last else ""
        raise DeliveryError(f"{newsletter.name}: there is no draft to send{told}")
    return Outcome(newsletter.name, reason="nothing to send").handed(over)
