"""What people are told of a draft: who approved it, when it goes out, how long it waits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from newsletter.config.settings import Newsletter, Settings
    from newsletter.store.values import Draft


def on_desk(
    draft: Draft | None, newsletter: Newsletter, settings: Settings
) -> dict[str, Any] | None:
    """The draft on the desk, and whether it is approved as its file is now."""
    from newsletter.pipeline.desk import digest_of, file_of
    from newsletter.pipeline.plan import waits_until

    if draft is None:
        return None
    digest = digest_of(draft, newsletter, settings)
    until = waits_until(newsletter, draft.slot) if draft.slot else None
    return {
        "name": draft.name,
        "file": str(file_of(draft, newsletter, settings)),
        "made_at": draft.made_at,
        "approved": bool(draft.approved) and draft.approved == digest,
        "approved_by": draft.approved_by or None,
        "approved_at": draft.approved_at,
        "is_there": bool(digest),
        "slot": draft.slot,
        "slot_local": _local(draft.slot, newsletter) if draft.slot else None,
        "waits_until": until,
        "waits_until_local": _local(until, newsletter) if until else None,
    }


def desk_line(told: Mapping[str, Any]) -> str:
    """What to know of a draft in a few words."""
    if not told["is_there"]:
        return f"drafted, but {told['file']} is not there"
    goes, until = told["slot_local"], told["waits_until_local"]
    if told["approved"]:
        when = f"{told['approved_at']:%Y-%m-%d %H:%M} UTC"
        leaves = f", goes out {goes}" if goes else ""
        return f"approved by {told['approved_by']} {when}{leaves}: {told['file']}"
    changed = f"changed since {told['approved_by']} approved it" if told["approved_by"] else ""
    waits = f", planned for {goes}, waits until {until}" if goes else ""
    return f"{changed or 'not approved'}{waits}: {told['file']}"


def leaving(slot: datetime | None, newsletter: Newsletter, now: datetime) -> str:
    """When what was approved goes out by itself; nothing where somebody is to send it."""
    if slot is None:
        return ""
    if now < slot:
        return f"; it goes out at its planned time, {_local(slot, newsletter)}"
    return (
        f"; it was planned for {_local(slot, newsletter)}: `newsletter serve` or "
        f"`newsletter run --due` sends it now, and so does `newsletter send {newsletter.name}`"
    )


def _local(at: datetime, newsletter: Newsletter) -> str:
    return f"{at.astimezone(newsletter.zone):%Y-%m-%d %H:%M %Z}"
