"""Hands stored editions over, as often as it takes: folders, webhooks, mails; and to whom.

An edition's deliveries are stored with it, in one transaction; here they are worked off.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from newsletter.config.recipients import addressees
from newsletter.deliver.folder import publish
from newsletter.edition.codec import from_json, to_json
from newsletter.errors import DeliveryError, NewsletterError
from newsletter.pipeline.album import picture_files
from newsletter.pipeline.archive import write_archive
from newsletter.pipeline.letters import message_ids
from newsletter.pipeline.make import files_of
from newsletter.pipeline.post import post
from newsletter.pipeline.webhook import call
from newsletter.sources.outside import Outside
from newsletter.store.ledger import all_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from newsletter.config.settings import Newsletter, Settings
    from newsletter.model import Edition
    from newsletter.store.claims import Then
    from newsletter.store.store import Store
    from newsletter.store.values import Addressee, Claim, Delivery, Placed

FOLDER = "folder"
RETRY = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class HandedOver:
    """Folders written, mails sent, webhooks told; what `failed` here, and what others refused."""

    folders: tuple[Path, ...] = ()
    mails: int = 0
    webhooks: int = 0
    failures: tuple[str, ...] = ()
    troubles: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        handed = self.folders or self.mails or self.webhooks
        return bool(handed or self.failures or self.troubles)


def readers(newsletter: Newsletter, settings: Settings, now: datetime) -> tuple[Addressee, ...]:
    """Whom the settings name, where mails are sent at all; ConfigError as `addressees`."""
    if newsletter.deliver.smtp is None:
        return ()
    return addressees(newsletter, settings.root, now)


def store_edition(  # noqa: PLR0913 - whose it is, by which right, and what goes with it
    newsletter: Newsletter,
    settings: Settings,
    store: Store,
    claim: Claim,
    edition: Edition,
    *,
    placed: Sequence[Placed],
    now: datetime,
    then: Then | None = None,
) -> bool:
    """Stores the edition with all its deliveries, at once, and says that the claim is done.

    `then` is done in the same transaction. False: taken over, or `then` says so.
    """
    steps = [] if then is None else [then]
    if newsletter.deliver.smtp is not None:
        named = readers(newsletter, settings, now)
        names = message_ids(edition, newsletter)
        steps.append(store.outbox.posting(newsletter.name, edition.id, named, names, now))
    if newsletter.deliver.webhook is not None:
        steps.append(store.hooks.posting(newsletter.name, edition.id, now))
    json, then = to_json(edition), all_of(*steps)
    return store.ledger.finish(claim, json, placed, [FOLDER], now, then=then)


def deliver(
    newsletter: Newsletter,
    settings: Settings,
    store: Store,
    now: datetime,
    outside: Outside | None = None,
) -> HandedOver:
    """Hands over what waits and is due, and says what came of it."""
    folders: list[Path] = []
    failures: list[str] = []
    for delivery in store.deliveries.pending(now, newsletter.name):
        try:
            folders.append(_write(delivery, newsletter, settings, store))
        except NewsletterError as error:
            store.deliveries.failed(delivery, str(error), now, retry_at=now + RETRY)
            failures.append(str(error))
        else:
            store.deliveries.delivered(delivery, now)
    # Behind the folders: links of the others lead there. A thousand mails may take an hour.
    outside = outside or Outside()
    called = call(newsletter, settings, store, now, outside)
    posted = post(newsletter, settings, store, now, outside)
    return HandedOver(
        tuple(folders),
        posted.sent,
        called.told,
        tuple(failures),
        (*called.troubles, *posted.troubles),
    )


def _write(delivery: Delivery, newsletter: Newsletter, settings: Settings, store: Store) -> Path:
    data = store.editions.get(delivery.edition)
    if data is None:
        raise DeliveryError(f"{delivery.edition}: the store has no such edition")
    edition = from_json(data, delivery.edition)
    folder = settings.root / newsletter.deliver.folder / edition.id
    publish(files_of(edition, settings.templates) | picture_files(edition, store.pictures), folder)
    write_archive(newsletter, settings, store)
    return folder
