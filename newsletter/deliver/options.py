from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from msgspec import Meta

# Header values: a line break in one would let it speak for the next header.
Line = Annotated[str, Meta(pattern=r"^[^\r\n]*$")]
# Loosely as mails write it: Name <a@b>, or a@b alone.
Mailbox = Annotated[
    str, Meta(pattern=r"^($|[^\s<>@]+@[^\s<>@]+$|[^\r\n<>]*<[^\s<>@]+@[^\s<>@]+>$)")
]
Token = Annotated[str, Meta(pattern=r"^[^\s<>]*$")]
Url = Annotated[str, Meta(pattern=r"^($|https?://[^\s<>]+$)")]


@dataclass(frozen=True, slots=True)
class DeliverOptions:
    """The table [newsletter.deliver]; `sender` is written `from` in the file."""

    folder: Annotated[str, Meta(description="Where editions are written: FOLDER/NAME/SLOT.")] = (
        "out"
    )
    sender: Annotated[Mailbox, Meta(description="The mail's From, as Name <me@example.org>.")] = (
        field(default="", metadata={"key": "from"})
    )
    to: Annotated[
        tuple[Mailbox, ...], Meta(description="Who gets the mail, as Name <you@example.org>.")
    ] = ()
    reply_to: Annotated[Mailbox, Meta(description="Where answers go, as desk@example.org.")] = ""
    url: Annotated[Url, Meta(description="Where editions are on the web, as https://...")] = ""
    unsubscribe: Annotated[
        Url, Meta(description="Where readers leave with one click, as https://...")
    ] = ""
    address: Annotated[Line, Meta(description="The sender's postal address, on one line.")] = ""
    list_id: Annotated[Token, Meta(description="The List-Id header, as name.example.org.")] = ""
