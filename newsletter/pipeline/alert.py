"""Somebody is told: once a trouble, until it is over; what cannot be told waits and is shown."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

from newsletter.deliver.notice import notice, subject, text
from newsletter.deliver.webhook import message_id
from newsletter.errors import DeliveryError, NewsletterError, StoppedError
from newsletter.pipeline.post import back_off, mailer, sender_of, signed_for
from newsletter.pipeline.troubles import troubles
from newsletter.pipeline.webhook import hand_over
from newsletter.text.mailbox import mailbox

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from newsletter.config.settings import Newsletter, Settings
    from newsletter.sources.outside import Outside
    from newsletter.store.notices import Alarm
    from newsletter.store.store import Store

LEASE = timedelta(minutes=10)  # that telling takes at most; killed in it, it is told again
WHERE = "[newsletter.alert.webhook]"


def look_out(
    newsletter: Newsletter, settings: Settings, store: Store, now: datetime, outside: Outside
) -> tuple[str, ...]:
    """Tells who is to be told of what is new; one line for what nobody could be told.

    No failure of it is the newsletter's: it raises no NewsletterError.
    """
    if newsletter.alert is None or outside.stop.is_set():
        return ()
    try:
        store.alerts.compare(newsletter.name, troubles(newsletter, settings, store, now), now)
        taken = store.alerts.take(newsletter.name, now, LEASE)
        return _told(taken, newsletter, settings, store, now=now, outside=outside)
    except NewsletterError as error:
        return (f"{newsletter.name}: nobody could be told of its troubles: {error}",)


def _told(  # noqa: PLR0913 - what to whom, by what, when
    taken: Sequence[Alarm],
    newsletter: Newsletter,
    settings: Settings,
    store: Store,
    *,
    now: datetime,
    outside: Outside,
) -> tuple[str, ...]:
    if not taken:
        return ()
    failures = _sent(taken, newsletter, settings, outside)
    if not failures:
        store.alerts.told(taken, now)
        return ()
    reason = "; ".join(dict.fromkeys(failures))
    store.alerts.put_off(taken, reason, now + back_off(min(one.attempt for one in taken)))
    return (f"{newsletter.name}: nobody could be told of its troubles: {reason}",)


def _sent(
    taken: Sequence[Alarm], newsletter: Newsletter, settings: Settings, outside: Outside
) -> list[str]:
    """Why it could not be told; nothing where one of all ways worked."""
    alert = newsletter.alert
    assert alert is not None  # its caller looked
    ways: list[Callable[[], None]] = []
    if alert.to:
        ways.append(lambda: _mail(taken, newsletter, settings, outside))
    if alert.webhook is not None:
        ways.append(lambda: _hook(taken, newsletter, settings, outside))
    failures = []
    for way in ways:
        try:
            way()
        except StoppedError:
            failures.append("was stopped")
        except NewsletterError as error:
            failures.append(str(error))
    return failures if len(failures) == len(ways) else []


def _mail(
    taken: Sequence[Alarm], newsletter: Newsletter, settings: Settings, outside: Outside
) -> None:
    assert newsletter.alert is not None  # as above
    lines = [(one.line, one.todo) for one in taken]
    sender = sender_of(newsletter)
    name = f"<{_name(taken, newsletter, settings)}@{sender.rpartition('@')[2]}>"
    with mailer(newsletter, settings, outside) as way:
        for to in newsletter.alert.to:
            try:
                address = mailbox(to)
            except ValueError as error:
                raise DeliveryError(f"alert `to`: {to!r} {error}") from None
            message = notice(
                sender=newsletter.deliver.sender,
                to=to,
                title=subject(newsletter.name, lines),
                body=text(newsletter.name, lines, str(settings.root)),
                name=name,
                at=outside.clock(),
            )
            answer = way.send(sender, address, signed_for(newsletter, settings, message))
            # One that may have arrived is not sent again: it would be told twice.
            if answer.fate not in {"sent", "uncertain"}:
                raise DeliveryError(answer.reason)


def _hook(
    taken: Sequence[Alarm], newsletter: Newsletter, settings: Settings, outside: Outside
) -> None:
    assert newsletter.alert is not None  # as above
    assert newsletter.alert.webhook is not None  # as above
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
