"""The mail as a message: headers, a text part and an HTML part, byte for byte derived.

Formats: RFC 5322, 2045, 2047, 2369 (List-*), 2919 (List-Id), 8058 (one-click), 3834.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from email.quoprimime import body_encode
from email.utils import format_datetime
from typing import TYPE_CHECKING

from newsletter.render.clock import zone
from newsletter.render.email import email_html
from newsletter.render.headers import CRLF, address_header, fold, group_header, mailbox, text_header
from newsletter.render.plain import plain_text
from newsletter.render.shown import one_line
from newsletter.text.safe import href

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsletter.model import Edition, Masthead
    from newsletter.render.headers import Mailbox

# RFC 2606: a domain that nobody can own, for drafts that have no sender yet.
NOWHERE = "newsletter.invalid"
_LIST_ID = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+")  # RFC 2919: a dotted name
_LONGEST_URL = 900  # a header line ends at 998 characters, and a URL is not folded


def message(edition: Edition, templates: Path | None = None) -> bytes:
    """The message as it is published, to nobody by name; lines end with CRLF.

    Its To is a group without members, of the newsletter's title (RFC 5322, 3.4).
    Without sender it is a draft: `X-Unsent: 1` makes a mail client open it for writing and put in
    the sender, so From, To and all List-* headers are left out, not made up.
    """
    return assembled(edition, email_html(edition, templates), plain_text(edition, templates))


def assembled(edition: Edition, html: str, text: str, to: str = "") -> bytes:
    """The message as above around a text part and an HTML part that were filled already.

    `to` is the mailbox of the one reader whose it is.
    """
    boundary = f"=_{_digest(edition.id, html, text)[:32]}"  # quoted-printable never holds "=_"
    parts = "".join(
        f"--{boundary}{CRLF}"
        f'Content-Type: text/{kind}; charset="utf-8"{CRLF}'
        f"Content-Transfer-Encoding: quoted-printable{CRLF}{CRLF}"
        f"{quoted_printable(body)}{CRLF}"
        for kind, body in (("plain", text), ("html", html))
    )
    head = "".join(_headers(edition, boundary, mailbox(to)))
    return f"{head}{CRLF}{parts}--{boundary}--{CRLF}".encode("ascii")


def message_id(edition: Edition, recipient: str, domain: str) -> str:
    """One of its own for each edition and recipient, the same in every run."""
    return f"<{_digest(edition.newsletter, edition.id, recipient)[:40]}@{domain}>"


def quoted_printable(text: str) -> str:
    """The text in UTF-8, in lines of at most 76 characters that end with CRLF."""
    return body_encode(text.encode().decode("latin-1"), 76, CRLF)


def _headers(edition: Edition, boundary: str, to: Mailbox | None) -> Iterator[str]:
    masthead = edition.masthead
    sender = mailbox(masthead.sender)
    if sender:
        yield address_header("From", replace(sender, name=sender.name or one_line(edition.title)))
    if to:
        yield address_header("To", to)
    elif sender:
        yield group_header("To", edition.title)
    if reply_to := mailbox(masthead.reply_to):
        yield address_header("Reply-To", reply_to)
    said = one_line(edition.subject) or one_line(edition.title)
    yield text_header("Subject", said or edition.id)
    yield fold("Date", format_datetime(edition.slot.astimezone(zone(edition.timezone))))
    recipient = to.address if to else ""
    yield fold("Message-ID", message_id(edition, recipient, sender.domain if sender else NOWHERE))
    if sender is None:
        yield fold("X-Unsent", "1")
    else:
        yield from _list_headers(masthead)
    yield fold("MIME-Version", "1.0")
    yield f'Content-Type: multipart/alternative;{CRLF} boundary="{boundary}"{CRLF}'


def _list_headers(masthead: Masthead) -> Iterator[str]:
    """What tells servers that this is a list, and how to leave it."""
    if found := _LIST_ID.search(masthead.list_id):
        yield fold("List-Id", f"<{found[0]}>")
    url = href(masthead.unsubscribe)
    if url and len(url) <= _LONGEST_URL and not url.startswith("http:"):
        yield fold("List-Unsubscribe", f"<{url}>")
        if url.startswith("https:"):
            yield fold("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
    yield fold("Auto-Submitted", "auto-generated")


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
