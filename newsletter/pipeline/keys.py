"""What the settings only name (passwords, keys, certificates), tried before it is needed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from newsletter.errors import NewsletterError, SourceError
from newsletter.sources.headers import headers_of
from newsletter.sources.identity import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from newsletter.config.settings import Newsletter, Settings
    from newsletter.sources.outside import Outside

PROBE = b"From: a@example.org\r\nSubject: a probe\r\n\r\nNobody gets it.\r\n"


def missing_keys(settings: Settings, outside: Outside) -> tuple[str, ...]:
    """One line for each that is not there, cannot be read or is none; no secret stands in it."""
    found: list[str] = []
    for newsletter in settings.newsletters:
        found += _headers(newsletter, settings, outside)
        for needed in _needed(newsletter, settings, outside):
            try:
                needed()
            except NewsletterError as error:
                found.append(f"{newsletter.name}: {error}")
    return tuple(dict.fromkeys(found))


def _headers(newsletter: Newsletter, settings: Settings, outside: Outside) -> Iterator[str]:
    for header in newsletter.sources.headers:
        try:
            headers_of(header.feed, (header,), settings.root, outside.environ)
        except SourceError as error:
            yield f"{shown(header.feed)}: {error}"


def _needed(
    newsletter: Newsletter, settings: Settings, outside: Outside
) -> Iterator[Callable[[], object]]:
    """What a delivery would read, as it would read it."""
    deliver, alert = newsletter.deliver, newsletter.alert
    if deliver.smtp is not None:
        from newsletter.deliver.talk import trust  # noqa: PLC0415 - few deliver
        from newsletter.pipeline.post import mailer, signed_for  # noqa: PLC0415 - same

        smtp = deliver.smtp
        yield lambda: mailer(newsletter, settings, outside)
        yield lambda: signed_for(newsletter, settings, PROBE)
        yield lambda: trust(smtp, settings.root)
    hooks = {
        "[newsletter.deliver.webhook]": deliver.webhook,
        "[newsletter.alert.webhook]": alert.webhook if alert else None,
    }
    for where, hook in hooks.items():
        if hook is not None:
            from newsletter.pipeline.webhook import signing_key  # noqa: PLC0415 - same

            yield partial(signing_key, hook, where, settings, outside)
