"""Give up texts that are older than the workspace keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsletter.pipeline.collect import oldest

if TYPE_CHECKING:
    from datetime import datetime

    from newsletter.config.settings import Settings
    from newsletter.store.store import Store

# A pass over 20,000 texts takes a second; what is left goes in the next ones.
MOST = 20_000


def forget(settings: Settings, store: Store, now: datetime) -> int:
    """How many texts were given up; none that an edition of any newsletter may still tell."""
    reach = (oldest(one, now - one.catch_up) for one in settings.newsletters)
    return store.retention.forget(min(now - settings.store.retention, *reach), now, MOST)
