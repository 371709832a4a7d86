"""What the types of delivery's settings cannot say."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsletter.deliver.options import DeliverOptions, SmtpOptions


def deliver_problems(options: DeliverOptions) -> Iterator[str]:
    """One line a problem."""
    if options.smtp is not None:
        if not options.sender:
            yield "deliver: mails want a sender: `from`"
        yield from _smtp_problems(options.smtp)


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
