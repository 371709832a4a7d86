"""Corrections: a published edition is laid on the desk once more, with what was wrong in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from newsletter.deliver import desk
from newsletter.edition.codec import from_json, to_json
from newsletter.edition.manuscript_front import front, front_text
from newsletter.errors import DeliveryError
from newsletter.pipeline.desk import folder_of
from newsletter.pipeline.drafts import Desk, free_key, text_of
from newsletter.render.clock import Clock
from newsletter.render.labels import labels
from newsletter.store.values import Draft
from newsletter.text.escape import escape

if TYPE_CHECKING:
    from datetime import datetime

    from newsletter.config.settings import Newsletter, Settings
    from newsletter.model import Edition
    from newsletter.store.store import Store


def correct(  # noqa: PLR0913 - which edition of what, what was wrong, and when
    edition: str,
    newsletter: Newsletter,
    settings: Settings,
    store: Store,
    *,
    wrong: str,
    now: datetime,
) -> Desk:
    """Lays the edition of that id on the desk as it went out, for its editor to put right.

    What was `wrong` begins its introduction. DeliveryError where the store does not have the
    edition, or another correction lies on the desk.
    """
    data = store.editions.get(edition)
    if data is None or not edition.startswith(f"{newsletter.name}/"):
        raise DeliveryError(f"{edition}: is not published; only what is can be corrected")
    lying = store.drafts.correction(newsletter.name)
    if lying is not None:
        raise DeliveryError(
            f"{lying.name}: lies on the desk; send it or take it back (`newsletter draft --drop`)"
        )
    published = from_json(data, edition)
    first = published.corrects or published.id
    key = free_key(newsletter, settings, store, key_of(first, store))
    draft, text = _draft(published, newsletter.name, key, store, now)
    text = _told(text, draft.name, published, wrong)
    folder = folder_of(draft, newsletter, settings)
    desk.prepare(folder, text.encode())
    if not store.drafts.keep(draft, (), now):
        raise DeliveryError(f"{newsletter.name}: another process drafts it")
    desk.lay(folder)
    return Desk(newsletter.name, "", draft, folder / desk.FILE, published)


def key_of(first: str, store: Store) -> str:
    """The key of the next correction of an edition: `2026-11-23T0700-r2`, then `-r3`."""
    number = 2
    while store.editions.get(f"{first}-r{number}") is not None:
        number += 1
    return f"{first.partition('/')[2]}-r{number}"


def _draft(
    published: Edition, newsletter: str, key: str, store: Store, now: datetime
) -> tuple[Draft, str]:
    """The draft of the correction, and the manuscript as the edition went out."""
    first = published.corrects or published.id
    draft = Draft(newsletter, key, None, "open", now, "", "", corrects=first)
    before = store.drafts.sent_as(published.id)
    if before is not None:  # an editor's own words are in its manuscript alone
        given, manuscript = before
        base = from_json(given.json.encode(), given.name)
        text = _called(given.text, draft.name)
    else:
        base, manuscript = published, text_of(draft.name, published)
        text = manuscript
    told = replace(base, id=draft.name, corrects=first, as_of=published.as_of)
    return replace(draft, json=to_json(told).decode(), text=text), manuscript


def _called(manuscript: str, name: str) -> str:
    head = front(manuscript)
    return f"{front_text({**head.values, 'draft': name})}\n{head.text}"


def _told(manuscript: str, name: str, published: Edition, wrong: str) -> str:
    """The manuscript with what was wrong before its introduction, and in its subject."""
    words = labels(published.look.language)
    clock = Clock(published.slot, published.timezone, words)
    when = f"{clock.date(published.slot)}, {clock.time(published.slot)}"
    said = f"**{words.correction_of.format(edition=when)}** {escape(' '.join(wrong.split()))}"
    head = front(manuscript)
    before = "" if published.corrects else head.values.get("introduction", "")
    mark = words.correction.format(subject="")
    subject = published.subject.removeprefix(mark)
    values = {
        **head.values,
        "draft": name,
        "subject": words.correction.format(subject=subject),
        "introduction": "\n\n".join(filter(None, (said, before))),
    }
    return f"{front_text(values)}\n{head.text}"
