"""A mail to try out what readers will get; nothing is changed by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsletter.edition.codec import from_json
from newsletter.errors import ConfigError, DeliveryError
from newsletter.pipeline.letters import STAND_IN, Letters
from newsletter.pipeline.post import mailer, sender_of, signed_for
from newsletter.pipeline.send import opened
from newsletter.sources.outside import Outside
from newsletter.text.mailbox import mailbox

if TYPE_CHECKING:
    from newsletter.config.settings import Newsletter, Settings
    from newsletter.model import Edition
    from newsletter.store.store import Store


def try_out(
    newsletter: Newsletter,
    settings: Settings,
    store: Store,
    to: str,
    outside: Outside | None = None,
) -> str:
    """Mails the draft on the desk, or else the latest edition, to one address; its name.

    ConfigError where the address is none or there is no server, DeliveryError where it was not
    taken. The link to leave in it is nobody's.
    """
    try:
        address = mailbox(to)
    except ValueError as error:
        raise ConfigError(f"--to {to!r} {error}") from None
    name, edition = _latest(newsletter, settings, store)
    letter = Letters(edition, newsletter, settings.templates).to(to, STAND_IN)
    message = signed_for(newsletter, settings, letter)
    with mailer(newsletter, settings, outside or Outside()) as way:
        answer = way.send(sender_of(newsletter), address, message)
    if answer.fate != "sent":
        raise DeliveryError(f"{name} to {address}: {answer.reason}")
    return name


def _latest(newsletter: Newsletter, settings: Settings, store: Store) -> tuple[str, Edition]:
    if store.drafts.lying(newsletter.name):
        found = opened(newsletter, settings, store)
        return found.draft.name, found.edition
    name = store.editions.latest(newsletter.name)
    data = store.editions.get(name) if name else None
    if name is None or data is None:
        raise DeliveryError(
            f"{newsletter.name}: there is nothing to send yet; "
            f"`newsletter draft {newsletter.name}` makes a draft"
        )
    return name, from_json(data, name)
