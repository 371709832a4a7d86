"""Signs a mail in the name of the sender's domain (DKIM, RFC 6376); dkimpy's one door."""

from __future__ import annotations

from email.parser import BytesHeaderParser

from newsletter.errors import DeliveryError

# What readers see, and how they leave: RFC 8058 wants the List-Unsubscribe headers signed.
HEADERS = frozenset(
    {
        *("from", "to", "reply-to", "subject", "date", "message-id", "mime-version"),
        *("content-type", "list-id", "list-unsubscribe", "list-unsubscribe-post"),
        "auto-submitted",
    }
)


def signed(message: bytes, key: bytes, selector: str, domain: str) -> bytes:
    """The message with a signature in front; `key` is an RSA key in PEM.

    Raises DeliveryError where the key is none, or the library is not there.
    """
    try:
        import dkim  # noqa: PLC0415 - an extra that not all have
    except ModuleNotFoundError:
        raise DeliveryError("signing mails (DKIM) wants pip install newsletter[dkim]") from None
    names = [name.lower() for name in BytesHeaderParser().parsebytes(message)]
    try:
        header: bytes = dkim.sign(
            message,
            selector.encode(),
            domain.encode(),
            key,
            canonicalize=(b"relaxed", b"relaxed"),
            include_headers=[name.encode() for name in names if name in HEADERS],
        )
    except (dkim.DKIMException, ValueError, IndexError):  # a key's own bytes stand in no message
        raise DeliveryError("the DKIM key is no RSA key in PEM, or is too short") from None
    return header + message
