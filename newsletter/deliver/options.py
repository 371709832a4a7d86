from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Annotated, Literal

from msgspec import Meta

# Header values: a line break in one would let it speak for the next header.
Line = Annotated[str, Meta(pattern=r"^[^\r\n]*$")]
# Loosely as mails write it: Name <a@b>, or a@b alone.
Mailbox = Annotated[
    str, Meta(pattern=r"^($|[^\s<>@]+@[^\s<>@]+$|[^\r\n<>]*<[^\s<>@]+@[^\s<>@]+>$)")
]
Token = Annotated[str, Meta(pattern=r"^[^\s<>]*$")]
Url = Annotated[str, Meta(pattern=r"^($|https?://[^\s<>]+$)")]

# One who gets the mail, or a file with such: what has no @ is a file's name.
Addressee = Annotated[
    str,
    Meta(pattern=r"^([^\s<>@]+@[^\s<>@]+|[^\r\n<>]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+\.(txt|csv))$"),
]


@dataclass(frozen=True, slots=True)
class SmtpOptions:
    """The table [newsletter.deliver.smtp]; `timeout` is in seconds."""

    host: Annotated[
        str, Meta(pattern=r"^[^\s/@]*$", description="The mail server, as smtp.example.org.")
    ] = ""
    port: Annotated[
        int,
        Meta(ge=0, le=65_535, description="Its port; 0 is 587, or 465 for tls, or 25 for none."),
    ] = 0
    security: Annotated[
        Literal["starttls", "tls", "none"],
        Meta(description="How the connection is encrypted; none is for this machine alone."),
    ] = "starttls"
    user: Annotated[Line, Meta(description="The name to sign in with; none where it is empty.")] = (
        ""
    )
    password_env: Annotated[
        str, Meta(description="The environment variable that holds the password.")
    ] = ""
    password_file: Annotated[str, Meta(description="The file that holds the password.")] = ""
    ca_file: Annotated[
        str, Meta(description="Certificates of authorities to trust besides the machine's own.")
    ] = ""
    dkim_key: Annotated[
        str, Meta(description="The file with the RSA key (PEM) that mails are signed with.")
    ] = ""
    dkim_selector: Annotated[
        Token, Meta(description="Under which name the domain publishes the key's other half.")
    ] = ""
    dkim_domain: Annotated[
        Token, Meta(description="The domain that signs; that of `from` where it is empty.")
    ] = ""
    hello: Annotated[
        Token, Meta(description="The name to greet the server with; the machine's where empty.")
    ] = ""
    rate: Annotated[
        float, Meta(ge=0, le=100_000, description="Mails a minute at most; 0 is no limit.")
    ] = 0
    timeout: Annotated[
        float, Meta(ge=0.1, le=600, description="Seconds to wait for an answer.")
    ] = 60
    retry_for: Annotated[
        timedelta, Meta(description="How long a mail that is put off is tried again.")
    ] = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class WebhookOptions:
    """The table [newsletter.deliver.webhook]; `timeout` is in seconds."""

    url: Annotated[Url, Meta(description="Where it is told, as https://example.org/hook.")] = ""
    secret_env: Annotated[
        str, Meta(description="The environment variable that holds the key to sign with.")
    ] = ""
    secret_file: Annotated[
        str, Meta(description="The file that holds the key: whsec_ and base64.")
    ] = ""
    allow_networks: Annotated[
        tuple[str, ...],
        Meta(description="Networks that are not public and may be told, as 10.0.0.0/8."),
    ] = ()
    timeout: Annotated[
        float, Meta(ge=0.1, le=120, description="Seconds to wait for an answer.")
    ] = 20
    retry_for: Annotated[
        timedelta, Meta(description="How long one that could not be told is tried again.")
    ] = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class AlertOptions:
    """The table [newsletter.alert]: who is told when something is wrong."""

    to: Annotated[
        tuple[Mailbox, ...],
        Meta(description="Who gets a mail, as Name <you@example.org>; it goes by deliver.smtp."),
    ] = ()
    webhook: Annotated[WebhookOptions | None, Meta(description="The webhook that is told.")] = None


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
        tuple[Addressee, ...],
        Meta(
            description="Who gets the mail besides subscribers, as Name <you@example.org>, or the"
            " name of a .txt or .csv file with an address a line."
        ),
    ] = ()
    reply_to: Annotated[Mailbox, Meta(description="Where answers go, as desk@example.org.")] = ""
    url: Annotated[Url, Meta(description="Where editions are on the web, as https://...")] = ""
    unsubscribe: Annotated[
        Url, Meta(description="Where readers leave with one click, as https://...")
    ] = ""
    address: Annotated[Line, Meta(description="The sender's postal address, on one line.")] = ""
    list_id: Annotated[Token, Meta(description="The List-Id header, as name.example.org.")] = ""
    smtp: Annotated[
        SmtpOptions | None, Meta(description="The server that mails are handed to.")
    ] = None
    webhook: Annotated[
        WebhookOptions | None, Meta(description="The webhook that is told of each edition.")
    ] = None
