"""What an editor asked of stories so far, to show it: it loads nothing that clusters."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsletter.store.store import Store


def asked(store: Store, *, together: bool) -> tuple[tuple[str, ...], ...]:
    """The entries of each pair that are to stand together, or apart: by id with their titles."""
    ties = store.ties.all()
    return tuple(
        tuple(
            f"{entry} ({store.entries.starting(entry, 1).get(entry, 'not in the store')})"
            for entry in pair
        )
        for pair in (ties.together if together else ties.apart)
    )
