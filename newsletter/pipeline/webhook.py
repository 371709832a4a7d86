"""Tells webhooks of stored editions: what is about to be sent is committed before, and its fate.

A request whose end nobody knows is sent again under the same id, by which its receiver knows it:
no edition is lost, and none counts twice where ids are heeded.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from newsletter.deliver.webhook import fate, headers, key_of, message_id
from newsletter.edition.codec import from_json
from newsletter.errors import ConfigError, DeliveryError, FetchError, NewsletterError, StoppedError
from newsletter.net.links import host_of
from newsletter.net.options import FetchOptions
from newsletter.net.push import push
from newsletter.pipeline.post import back_off, running
from newsletter.pipeline.secrets import secret
from newsletter.render.payload import payload
from newsletter.store.claimant import myself

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from newsletter.config.settings import Newsletter, Settings
    from newsletter.deliver.options import WebhookOptions
    from newsletter.sources.outside import Outside
    from newsletter.store.notices import Hook
    from newsletter.store.store import Store

WHERE = "[newsletter.deliver.webhook]"
CONNECT = 10.0  # seconds that a connection may take


@dataclass(frozen=True, slots=True)
class Called:
    """How many editions a webhook took, and one line for each that it did not."""

    told: int = 0
    troubles: tuple[str, ...] = ()


class RefusedError(DeliveryError):
    """The server does not want it, now or later."""


class LaterError(DeliveryError):
    """It could not be handed over now; `wait` is for how long the server wants to be let be."""

    def __init__(self, message: str, wait: float | None = None) -> None:
        super().__init__(message)
        self.wait = timedelta(seconds=wait or 0)


def call(
    newsletter: Newsletter, settings: Settings, store: Store, now: datetime, outside: Outside
) -> Called:
    """Sends what is due, oldest first, until none is left or the receiver cannot take it now."""
    options = newsletter.deliver.webhook
    if options is None:
        return Called()
    clock, told, troubles = running(now), 0, list[str]()
    while not outside.stop.is_set():
        hook = store.hooks.take(newsletter.name, myself(), clock())
        if hook is None:
            break
        try:
            _send(hook, options, settings, store, outside)
        except RefusedError as error:
            store.hooks.settle(hook, "failed", str(error), clock(), due=hook.due)
            troubles.append(_told(hook, "failed", error))
        except StoppedError:
            _back(hook, store, clock)
        except NewsletterError as error:
            troubles += _put_off(hook, error, options, store, clock)
            break
        except BaseException:
            _back(hook, store, clock)
            raise
        else:
            store.hooks.settle(hook, "sent", "", clock(), due=hook.due)
            told += 1
    return Called(told, tuple(troubles))


def hand_over(  # noqa: PLR0913 - what goes where, by which key
    options: WebhookOptions,
    where: str,
    settings: Settings,
    outside: Outside,
    *,
    name: str,
    body: bytes,
) -> None:
    """Signs and sends a body under its id; RefusedError, LaterError, or ConfigError of its key.

    `where` is how the settings call the webhook. No message holds more of its URL than the host:
    many a receiver has its secret in the path.
    """
    key = signing_key(options, where, settings, outside)
    signed = headers(name, body, key, outside.clock())
    limits = FetchOptions(
        timeout=options.timeout,
        connect_timeout=min(options.timeout, CONNECT),
        allow_networks=options.allow_networks,
    )
    host = host_of(options.url)
    try:
        reply = push(options.url, body, signed, limits, stop=outside.stop)
    except FetchError as error:
        raise LaterError(f"{host}: {error.reason}") from None
    from newsletter.net.reasons import status_reason  # noqa: PLC0415 - it imports aiohttp

    said = f"{host}: {status_reason(reply.status)}"
    match fate(reply.status):
        case "refused":
            raise RefusedError(said)
        case "later":
            raise LaterError(said, reply.retry_after)
        case "sent":
            return


def signing_key(options: WebhookOptions, where: str, settings: Settings, outside: Outside) -> bytes:
    """The key to sign with; ConfigError, without the secret, where it is not there or is none."""
    env, file = options.secret_env, options.secret_file
    said = secret(f"{where} secret", env, file, settings.root, outside.environ)
    try:
        return key_of(said)
    except ValueError as error:
        raise ConfigError(f"{where} secret: {error}") from None


def _send(
    hook: Hook, options: WebhookOptions, settings: Settings, store: Store, outside: Outside
) -> None:
    data = store.editions.get(hook.edition)
    if data is None:
        raise DeliveryError(f"{hook.edition}: the store has no such edition")
    body = payload(from_json(data, hook.edition), hook.queued)
    # Of the stored bytes: the same at each attempt, and of no other workspace's edition.
    name = message_id("edition", hook.edition.encode(), data)
    hand_over(options, WHERE, settings, outside, name=name, body=body)


def _back(hook: Hook, store: Store, clock: Callable[[], datetime]) -> None:
    """The program ends: whoever comes next sends it."""
    now = clock()
    store.hooks.settle(hook, "queued", "", now, due=now)


def _put_off(
    hook: Hook,
    error: NewsletterError,
    options: WebhookOptions,
    store: Store,
    clock: Callable[[], datetime],
) -> Iterator[str]:
    """All wait with it: what one server cannot take now, it can take of none."""
    now = clock()
    wait = error.wait if isinstance(error, LaterError) else timedelta()
    due = now + max(back_off(hook.attempt), min(wait, options.retry_for))
    store.hooks.settle(hook, "queued", str(error), now, due=due)
    store.hooks.postpone(hook.newsletter, str(error), due)
    lost = store.hooks.give_up(hook.newsletter, now, options.retry_for)
    yield from (_told(one, "failed", error) for one in lost)
    if hook.edition not in {one.edition for one in lost}:
        yield _told(hook, "put off", error)


def _told(hook: Hook, state: str, error: NewsletterError) -> str:
    return f"{hook.edition} to the webhook: {state}: {error}"
