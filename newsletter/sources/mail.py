"""A mail -> what of it is read: subject, sender, date, and its text."""

from __future__ import annotations

import email
from binascii import Error as Base64Error
from dataclasses import dataclass
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr
from typing import TYPE_CHECKING, Literal

from newsletter.errors import ParseError
from newsletter.sources.dates import read_date
from newsletter.sources.decoding import decode, decode_page
from newsletter.text.safe import plain, plain_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

MAX_HEADER = 1_000
STUB = 200  # characters; "Your mail program cannot show this message"


@dataclass(frozen=True, slots=True)
class Mail:
    subject: str
    sender: str
    date: datetime | None
    content: str
    content_type: Literal["text", "html"]


def read_mail(data: bytes, where: str) -> Mail:
    """The mail's own text: its plain part, else its HTML; attachments are left out.

    Raises ParseError for what is no mail.
    """
    try:
        message = email.message_from_bytes(data)
        parts = list(_parts(message))
    except RecursionError:
        raise ParseError(where, "is nested too deeply for a mail") from None
    if not any(name in message for name in ("From", "Subject", "Date", "Received")):
        raise ParseError(where, "is no mail: it has neither From, Subject nor Date")
    content, content_type = _content(parts)
    return Mail(
        subject=_words(_header(message, "subject")),
        sender=_sender(_header(message, "from")),
        date=read_date(_header(message, "date")),
        content=content,
        content_type=content_type,
    )


def _parts(message: Message) -> Iterator[Message]:
    """The parts in order, without attachments and without mails inside this mail."""
    if message.get_content_maintype() == "message":
        return
    payload = message.get_payload()
    if isinstance(payload, list):
        for part in payload:
            if isinstance(part, Message):
                yield from _parts(part)
    elif message.get_content_disposition() != "attachment":
        yield message


def _content(parts: list[Message]) -> tuple[str, Literal["text", "html"]]:
    text = "\n\n".join(_text(part) for part in parts if part.get_content_type() == "text/plain")
    html = "\n".join(_text(part) for part in parts if part.get_content_type() == "text/html")
    if html.strip() and len(text.strip()) < STUB:
        return html, "html"
    return text, "text"


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset("") or ""
    page = part.get_content_type() == "text/html"
    return plain(decode_page(data, charset) if page else decode(data, charset))


def _header(message: Message, name: str) -> str:
    """A header as it came; many mails write UTF-8 where only ASCII may stand."""
    values = (str(value) for key, value in message.raw_items() if key.lower() == name)
    raw = next(values, "")[:MAX_HEADER].encode("utf-8", "surrogateescape")
    return plain_line(decode(raw))


def _sender(header: str) -> str:
    """The name that readers see, else the address, else what stands there.

    Pythons differ in what they make of a broken header; newer ones give nothing.
    """
    try:
        name, address = parseaddr(header)
    except RecursionError:  # a thousand opening brackets
        return header
    return _words(name) or address or header


def _words(header: str) -> str:
    """Its encoded words decoded; what cannot be decoded stays as it came."""
    try:
        pieces = [
            piece if isinstance(piece, str) else decode(piece, charset or "")
            for piece, charset in decode_header(header)
        ]
    except (MessageError, Base64Error):
        pieces = [header]
    return plain_line("".join(pieces))
