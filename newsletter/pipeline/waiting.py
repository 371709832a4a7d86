"""A draft that waits for its planned time and for approval: what becomes of it now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from newsletter.errors import NewsletterError
from newsletter.pipeline.desk import digest_of
from newsletter.pipeline.plan import planned, waits_until
from newsletter.pipeline.run import Outcome
from newsletter.pipeline.send import send_planned

if TYPE_CHECKING:
    from datetime import datetime

    from newsletter.config.settings import Newsletter, Settings
    from newsletter.sources.outside import Outside
    from newsletter.store.store import Store
    from newsletter.store.values import Draft


@dataclass(frozen=True, slots=True)
class Fate:
    """It stays, goes out, lapses, or stays without its planned time; and why."""

    kind: Literal["stays", "goes", "lapses", "let go"]
    reason: str = ""


STAYS, GOES = Fate("stays"), Fate("goes")


def fate(
    draft: Draft, slot: datetime, newsletter: Newsletter, now: datetime, *, approved: bool
) -> Fate:
    """What becomes of a draft for a planned time; `approved`: it may go out as it is. Pure."""
    if now < slot:
        return _before(slot, newsletter)
    ends = waits_until(newsletter, slot)
    if approved:
        last = slot + max(newsletter.catch_up, newsletter.approve_within)
        if now <= last:
            return GOES
        late = f"was approved, but nothing sent it until {_local(last, newsletter)}"
        return Fate("lapses", f"{draft.name} lapsed: {late}")
    if now < ends:
        return STAYS
    until = _local(ends, newsletter)
    if draft.approved_at is None:
        return Fate("lapses", f"{draft.name} lapsed: nobody approved it until {until}")
    changed = f"was changed after {draft.approved_by} approved it, and not approved again"
    return Fate("lapses", f"{draft.name} lapsed: {changed} until {until}")


def settle(
    newsletter: Newsletter,
    settings: Settings,
    store: Store,
    now: datetime,
    outside: Outside | None = None,
) -> Outcome | None:
    """Does what is due with the draft of a planned time; None where that is nothing."""
    draft = store.drafts.open(newsletter.name)
    if draft is None or draft.slot is None:
        return None
    row = store.ledger.of(newsletter.name, draft.slot)
    if row is not None and row.state in ("done", "skipped"):
        store.drafts.let_go(draft, "", now)
        return None
    approved = not newsletter.approve or (
        bool(draft.approved) and draft.approved == digest_of(draft, newsletter, settings)
    )
    told = fate(draft, draft.slot, newsletter, now, approved=approved)
    if told.kind == "stays":
        return None
    if told.kind == "goes":
        if row is not None and row.state == "failed" and row.lease_until and row.lease_until > now:
            return None
        return _send(draft, draft.slot, newsletter, settings, store, now=now, outside=outside)
    store.ledger.bury(newsletter.name, now)  # who was killed while sending it holds it no more
    end = store.drafts.let_go if told.kind == "let go" else store.drafts.lapse
    return Outcome(newsletter.name, reason=told.reason) if end(draft, told.reason, now) else None


def _send(  # noqa: PLR0913 - which draft, whose it is, and when
    draft: Draft,
    slot: datetime,
    newsletter: Newsletter,
    settings: Settings,
    store: Store,
    *,
    now: datetime,
    outside: Outside | None,
) -> Outcome | None:
    """What cannot go out is tried again as long as it may wait; then the next one is made."""
    try:
        return send_planned(newsletter, settings, store, now, draft, outside=outside)
    except NewsletterError as error:
        if now >= waits_until(newsletter, slot):
            why = " ".join(str(error).split())
            store.drafts.lapse(draft, f"{draft.name} lapsed: {why}", now)
        raise


def _before(slot: datetime, newsletter: Newsletter) -> Fate:
    """The plan may have been changed since it was drafted."""
    day = slot.astimezone(newsletter.zone).date()
    if day in newsletter.days_off:
        return Fate("lapses", f"no edition on {day}, by skip_dates")
    if any(planned(newsletter, slot, slot + timedelta(microseconds=1))):
        return STAYS
    return Fate("let go", f"{_local(slot, newsletter)} is not planned any more")


def _local(at: datetime, newsletter: Newsletter) -> str:
    return f"{at.astimezone(newsletter.zone):%Y-%m-%d %H:%M %Z}"
