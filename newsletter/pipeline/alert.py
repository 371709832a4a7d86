"""Somebody is told: once a trouble, until it is over; what cannot be told waits and is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from newsletter.config.settings import Newsletter
    from newsletter.store.notices import Alert
    from newsletter.store.store import Store


def happened(newsletter: Newsletter, store: Store, alert: Alert, now: datetime) -> None:
    """Something happened that its owner is to be told of, once: at the next look.

    Troubles that last (a slot that failed, a draft that waits) need no call: they are looked for.
    """
    store.alerts.note(newsletter.name, alert, now)
