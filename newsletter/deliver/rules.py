"""What the types of delivery's settings cannot say."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

from newsletter.errors import ConfigError
from newsletter.net.address import parse_networks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsletter.deliver.options import (
        AlertOptions,
        DeliverOptions,
        SmtpOptions,
        WebhookOptions,
    )


def deliver_problems(options: DeliverOptions) -> Iterator[str]:
    """One line a problem."""
    if options.smtp is not None:
        if not options.sender:
            yield "deliver: mails want a sender: `from`"
        yield from _smtp_problems(options.smtp)
    if options.webhook is not None:
        yield from _webhook_problems(options.webhook, "deliver `webhook`")


def alert_problems(alert: AlertOptions, deliver: DeliverOptions) -> Iterator[str]:
    """One line a problem."""
    if not alert.to and alert.webhook is None:
        yield "`alert` tells nobody: name `to` (mailboxes) or `webhook`"
    if any(not one for one in alert.to):
        yield "alert `to`: an empty text is no mailbox"
    if alert.to and deliver.smtp is None:
        yield "alert `to` wants a mail server: [newsletter.deliver.smtp]"
    if alert.webhook is not None:
        yield from _webhook_problems(alert.webhook, "alert `webhook`")


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _smtp_problems(smtp: SmtpOptions) -> Iterator[str]:
    where = "deliver `smtp`"
    if not smtp.host:
        yield f"{where} wants a `host`: the mail server"
    elif smtp.security == "none" and not is_loopback(smtp.host):
        yield f'{where}: `security` "none" is for this machine alone; write "starttls" or "tls"'
    named = sum(map(bool, (smtp.password_env, smtp.password_file)))
    if smtp.user and named != 1:
        yield f"{where}: `user` wants one of `password_env` (a variable) and `password_file`"
    if bool(smtp.dkim_key) != bool(smtp.dkim_selector):
        yield f"{where}: signing wants both `dkim_key` (a file) and `dkim_selector`"
    if named and not smtp.user:
        yield f"{where}: a password wants a `user`"


def _webhook_problems(webhook: WebhookOptions, where: str) -> Iterator[str]:
    if not webhook.url:
        yield f"{where} wants a `url`"
    elif webhook.url.lower().startswith("http:") and not webhook.allow_networks:
        yield f"{where}: write https://, or name the network of your own in `allow_networks`"
    if bool(webhook.secret_env) == bool(webhook.secret_file):
        yield f"{where} wants one of `secret_env` (a variable) and `secret_file` to sign with"
    try:
        parse_networks(webhook.allow_networks)
    except ConfigError as error:
        yield from (f"{where} {problem}" for problem in error.problems)
