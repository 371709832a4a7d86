"""Ways to tell an owner of troubles: a mail to each address, a webhook."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from newsletter.deliver.notice import notice, subject, text
from newsletter.deliver.webhook import message_id
from newsletter.errors import DeliveryError
from newsletter.pipeline.post import mailer, sender_of, signed_for
from newsletter.pipeline.webhook import RefusedError, hand_over
from newsletter.text.mailbox import mailbox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import ExitStack

    from newsletter.config.settings import Newsletter, Settings
    from newsletter.deliver.smtp import Mailer
    from newsletter.sources.outside import Outside
    from newsletter.store.notices import Alarm

    Tell = Callable[[Sequence[Alarm]], None]

WEBHOOK = "the webhook"
WHERE = "[newsletter.alert.webhook]"


def ways(
    newsletter: Newsletter, settings: Settings, outside: Outside, closing: ExitStack
) -> Iterator[tuple[str, Tell]]:
    """The name of each, and what tells by it: a NewsletterError where it cannot.

    A RefusedError says that this way takes it neither now nor later. Mails share a connection,
    which `closing` ends.
    """
    alert = newsletter.alert
    if alert is None:
        return
    made: list[Mailer] = []

    def connection() -> Mailer:
        if not made:
            made.append(closing.enter_context(mailer(newsletter, settings, outside)))
        return made[0]

    for to in dict.fromkeys(alert.to):
        yield to, partial(_mail, to, newsletter, settings, outside, connection)
    if alert.webhook is not None:
        yield WEBHOOK, partial(_hook, newsletter, settings, outside)


def _mail(  # noqa: PLR0913, PLR0917 - what to whom, by what
    to: str,
    newsletter: Newsletter,
    settings: Settings,
    outside: Outside,
    connection: Callable[[], Mailer],
    taken: Sequence[Alarm],
) -> None:
    try:
        address = mailbox(to)
    except ValueError as error:
        raise DeliveryError(f"alert `to`: {to!r} {error}") from None
    lines = [(one.line, one.todo) for one in taken]
    sender = sender_of(newsletter)
    message = notice(
        sender=newsletter.deliver.sender,
        to=to,
        title=subject(newsletter.name, lines),
        body=text(newsletter.name, lines, str(settings.root)),
        name=f"<{_name(taken, newsletter, settings)}@{sender.rpartition('@')[2]}>",
        at=outside.clock(),
    )
    answer = connection().send(sender, address, signed_for(newsletter, settings, message))
    if answer.fate == "refused":
        raise RefusedError(answer.reason)
    # One that may have arrived is not sent again: it would be told twice.
    if answer.fate not in {"sent", "uncertain"}:
        raise DeliveryError(answer.reason)


def _hook(
    newsletter: Newsletter, settings: Settings, outside: Outside, taken: Sequence[Alarm]
) -> None:
    assert newsletter.alert is not None  # it is a way
    assert newsletter.alert.webhook is not None  # same
    told = {
        "type": "newsletter.trouble",
        "version": 1,
        "timestamp": min(one.since for one in taken).isoformat(),
        "data": {
            "newsletter": newsletter.name,
            "troubles": [
                {
                    "kind": one.kind,
                    "key": one.key,
                    "line": one.line,
                    "todo": one.todo or None,
                    "since": one.since.isoformat(),
                }
                for one in taken
            ],
        },
    }
    body = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    name = _name(taken, newsletter, settings)
    hand_over(newsletter.alert.webhook, WHERE, settings, outside, name=name, body=body)


def _name(taken: Sequence[Alarm], newsletter: Newsletter, settings: Settings) -> str:
    """The same for the same troubles, at each attempt."""
    said = (f"{one.kind} {one.key} {one.since.isoformat()}".encode() for one in taken)
    return message_id("alert", newsletter.name.encode(), str(settings.root).encode(), *said)
