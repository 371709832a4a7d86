"""What is wrong with a newsletter now, by what the store says and the disk: told while it lasts."""

from __future__ import annotations

from datetime import timedelta
from itertools import takewhile
from typing import TYPE_CHECKING

from newsletter.pipeline.collect import locations
from newsletter.store.notices import Alert

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from newsletter.config.settings import Newsletter, Settings
    from newsletter.sources.outside import Outside
    from newsletter.store.store import Store

ROWS = 20  # lines of the ledger that are looked at
RECENT = timedelta(days=7)  # of what failed for good nobody is told later than that
LITTLE, ENOUGH = 200_000_000, 400_000_000  # bytes free on the disk: told below, over above


def troubles(
    newsletter: Newsletter, settings: Settings, store: Store, now: datetime, outside: Outside
) -> tuple[Alert, ...]:
    """All that is wrong; the same trouble has the same kind and key at each look."""
    return (
        *_slots(newsletter, store, now),
        *_drafts(newsletter, store, now),
        *_feeds(newsletter, settings, store),
        *_deliveries(newsletter, store, now),
        *_mails(newsletter, store, now),
        *_disk(newsletter, settings, store, outside),
    )


def _slots(newsletter: Newsletter, store: Store, now: datetime) -> Iterator[Alert]:
    """Planned editions that failed since the last that was made."""
    since = takewhile(lambda row: row.state != "done", store.ledger.last(newsletter.name, ROWS))
    for row in since:
        if row.state == "failed" and row.slot is not None and row.at > now - RECENT:
            line = f"the edition of {row.key} could not be made: {row.reason}"
            yield Alert("slot", row.key, line, f"newsletter run {newsletter.name}")


def _drafts(newsletter: Newsletter, store: Store, now: datetime) -> Iterator[Alert]:
    draft = store.drafts.open(newsletter.name)
    if draft is not None and draft.slot is not None and not draft.approved:
        line = f"the draft {draft.name} for {draft.slot:%Y-%m-%d %H:%M} UTC waits for approval"
        yield Alert("draft", draft.name, line, f"newsletter approve {newsletter.name}")
    for one in store.drafts.last(newsletter.name):
        if one.state == "lapsed" and one.slot and one.slot > now - RECENT:
            yield Alert("lapsed", one.name, one.reason, f"newsletter run {newsletter.name}")


def _feeds(newsletter: Newsletter, settings: Settings, store: Store) -> Iterator[Alert]:
    """All of several, or the only one: one of many that fails is in the coverage line."""
    states = store.feeds.all()
    mine = [states[one] for one in locations(newsletter, settings.root) if one in states]
    asked = [one for one in mine if one.last_look is not None]
    if asked and all(one.failures or one.stopped for one in asked):
        count = "the only feed does" if len(asked) == 1 else f"all {len(asked)} feeds do"
        line = f"{count} not answer: {asked[0].last_problem}"
        yield Alert("feeds", "all", line, "newsletter feeds list")


def _deliveries(newsletter: Newsletter, store: Store, now: datetime) -> Iterator[Alert]:
    for one in store.deliveries.pending(now + RECENT, newsletter.name):
        if one.reason:
            line = f"{one.edition} could not be written: {one.reason}"
            yield Alert("folder", one.edition, line, "newsletter status")
    for hook in store.hooks.of(newsletter.name, "failed"):
        if hook.at > now - RECENT:
            line = f"the webhook was not told of {hook.edition}: {hook.reason}"
            yield Alert("webhook", hook.edition, line, "newsletter status")


def _mails(newsletter: Newsletter, store: Store, now: datetime) -> Iterator[Alert]:
    """By edition, without an address: who reads what is nobody's business but the store's."""
    for state, todo in (
        ("uncertain", f"newsletter send {newsletter.name} --retry-uncertain"),
        ("failed", "newsletter status"),
    ):
        found = [
            one.edition
            for one in store.outbox.of(newsletter.name, "uncertain", "failed")
            if one.state == state and one.at > now - RECENT
        ]
        for edition in dict.fromkeys(found):
            count = found.count(edition)
            mails = "1 mail" if count == 1 else f"{count} mails"
            why = "may or may not have arrived" if state == "uncertain" else "could not be sent"
            yield Alert("mails", f"{edition} {state}", f"{mails} of {edition} {why}", todo)


def _disk(
    newsletter: Newsletter, settings: Settings, store: Store, outside: Outside
) -> Iterator[Alert]:
    try:
        free = outside.free(settings.root)
    except OSError:
        return
    known = any(one.kind == "disk" for one in store.alerts.of(newsletter.name))
    if free < (ENOUGH if known else LITTLE):
        line = f"the disk of {settings.root} is nearly full"
        yield Alert("disk", "free", line, "free some space there")
