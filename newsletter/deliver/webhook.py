"""Webhooks as Standard Webhooks has them: an id, a time, a signature over both and the body. Pure.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from http import HTTPStatus
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime

PREFIX = "whsec_"
SHORTEST, LONGEST = 24, 64  # bytes of a key, by the specification
# Statuses besides 5xx of a server that may want it later.
PATIENT = frozenset(
    {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS}
)

Fate = Literal["sent", "later", "refused"]


def key_of(secret: str) -> bytes:
    """The key that a secret spells; ValueError says how one is written."""
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not SHORTEST <= len(key) <= LONGEST:
        raise ValueError(
            f"wants {PREFIX} and the base64 of {SHORTEST} to {LONGEST} random bytes; "
            "`openssl rand -base64 32` makes some"
        )
    return key


def message_id(kind: str, *parts: bytes) -> str:
    """The same for the same parts, at each attempt; another for others."""
    digest = hashlib.sha256(b"\0".join((kind.encode(), *parts)))
    return f"msg_{digest.hexdigest()[:32]}"


def headers(name: str, body: bytes, key: bytes, at: datetime) -> tuple[tuple[str, str], ...]:
    """What goes with the body: a receiver knows by it who sent it, when, and whether it had it."""
    moment = str(int(at.timestamp()))
    signed = hmac.new(key, f"{name}.{moment}.".encode() + body, hashlib.sha256).digest()
    return (
        ("Content-Type", "application/json"),
        ("Accept", "*/*"),
        ("webhook-id", name),
        ("webhook-timestamp", moment),
        ("webhook-signature", f"v1,{base64.b64encode(signed).decode()}"),
    )


def fate(status: int) -> Fate:
    """What an answer's status says of it; who redirects was not told."""
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return "sent"
    later = status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in PATIENT
    return "later" if later else "refused"
