from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DeliverOptions:
    """The table [newsletter.deliver]. `sender` is written `from` in the file."""

    folder: str = "out"
    sender: str = ""
    to: tuple[str, ...] = ()
    reply_to: str = ""
    url: str = ""
    unsubscribe: str = ""
    address: str = ""
    list_id: str = ""
