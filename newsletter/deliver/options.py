from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from msgspec import Meta

# Header values: a line break in one would let it speak for the next header.
Line = Annotated[str, Meta(pattern=r"^[^\r\n]*$")]
Url = Annotated[str, Meta(pattern=r"^($|https?://[^\s<>]+$)")]


@dataclass(frozen=True, slots=True)
class DeliverOptions:
    """The table [newsletter.deliver]; `sender` is written `from` in the file."""

    folder: Annotated[str, Meta(description="Where editions are written: FOLDER/NAME/SLOT.")] = (
        "out"
    )
    sender: Annotated[Line, Meta(description="The mail's From, as Name <address>.")] = field(
        default="", metadata={"key": "from"}
    )
    to: Annotated[tuple[Line, ...], Meta(description="Who gets the mail.")] = ()
    reply_to: Annotated[Line, Meta(description="Where answers go.")] = ""
    url: Annotated[Url, Meta(description="Where the editions are on the web.")] = ""
    unsubscribe: Annotated[Url, Meta(description="Where readers leave, one click.")] = ""
    address: Annotated[Line, Meta(description="The sender's postal address.")] = ""
    list_id: Annotated[Line, Meta(description="The List-Id header, as name.example.org.")] = ""
