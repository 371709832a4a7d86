"""One edition as a mail to each reader: filled once, with a link to leave that is the reader's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from newsletter.deliver.leaving import unsubscribe_url
from newsletter.pipeline.make import rendered
from newsletter.render.eml import assembled, message_id
from newsletter.render.headers import mailbox

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from newsletter.config.settings import Newsletter
    from newsletter.model import Edition

STAND_IN = "a-token-that-no-reader-has-ever0"  # as long as one, so that lines break alike


class Letters:
    """The mails of one edition."""

    def __init__(self, edition: Edition, newsletter: Newsletter, templates: Path | None) -> None:
        """RenderError where the templates cannot be filled."""
        masthead = edition.masthead
        sender = masthead.sender or newsletter.deliver.sender
        leave = leaving(edition, newsletter, STAND_IN)
        masthead = replace(masthead, sender=sender, unsubscribe=leave)
        self._edition = replace(edition, masthead=masthead)
        self._html = rendered(self._edition, "email", templates).decode()
        self._text = rendered(self._edition, "text", templates).decode()

    def to(self, to: str, token: str) -> bytes:
        """The message to one mailbox; lines end with CRLF."""
        masthead = self._edition.masthead
        leave = masthead.unsubscribe.replace(STAND_IN, token)
        return assembled(
            replace(self._edition, masthead=replace(masthead, unsubscribe=leave)),
            self._html.replace(STAND_IN, token),
            self._text.replace(STAND_IN, token),
            to,
        )


def leaving(edition: Edition, newsletter: Newsletter, token: str) -> str:
    """How the reader with this token leaves: on the web, or by a mail to whoever reads answers."""
    masthead = edition.masthead
    if masthead.unsubscribe:
        return unsubscribe_url(masthead.unsubscribe, edition.newsletter, token)
    box = mailbox(masthead.reply_to) or mailbox(masthead.sender or newsletter.deliver.sender)
    subject = quote(f"unsubscribe {edition.newsletter}")
    return f"mailto:{box.address}?subject={subject}" if box else ""


def message_ids(edition: Edition, newsletter: Newsletter) -> Callable[[str], str]:
    """The Message-ID that the edition's mail to an address has."""
    sender = mailbox(edition.masthead.sender or newsletter.deliver.sender)

    def name(address: str) -> str:
        return message_id(edition, address, sender.domain) if sender else ""

    return name
