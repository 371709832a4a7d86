"""The link by which a reader leaves a newsletter."""

from __future__ import annotations

from urllib.parse import urlencode

READER, LIST = "reader", "list"  # what the link's query calls the token and the newsletter


def unsubscribe_url(base: str, newsletter: str, token: str) -> str:
    """`base`, where readers leave, for the reader with this token; what it asks for is kept."""
    address = base.partition("#")[0]
    joint = "&" if "?" in address else "?"
    return f"{address}{joint}{urlencode({LIST: newsletter, READER: token})}"
