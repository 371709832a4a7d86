from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Literal

from msgspec import Meta


@dataclass(frozen=True, slots=True)
class Header:
    """One of [[sources.headers]]: whose it is, its name, and where its value is."""

    feed: Annotated[str, Meta(description="The feed's URL, as `feeds` or its list names it.")] = ""
    name: Annotated[str, Meta(description="The header, such as Authorization.")] = ""
    env: Annotated[str, Meta(description="The environment variable that holds the value.")] = ""
    file: Annotated[str, Meta(description="The file that holds the value.")] = ""
    value: Annotated[str, Meta(description="The value itself, where it is no secret.")] = ""


@dataclass(frozen=True, slots=True)
class SourceOptions:
    """The table [sources]."""

    feeds: Annotated[
        tuple[str, ...], Meta(description="Feeds: URLs, files, or OPML lists of feeds.")
    ] = ()
    seeds: Annotated[
        tuple[str, ...],
        Meta(description="Documents (.txt .md .html .eml .pdf .docx) or folders of them."),
    ] = ()
    allow_networks: Annotated[
        tuple[str, ...],
        Meta(description="Private networks that may be asked, such as 127.0.0.0/8."),
    ] = ()
    contact: Annotated[
        str,
        Meta(
            pattern=r"^[\x20-\x7e]{0,200}$",
            description="Where site owners reach you: an address or URL, told to every server.",
        ),
    ] = ""
    headers: Annotated[
        tuple[Header, ...],
        Meta(description="What single feeds are asked with; secrets by `env` or `file`."),
    ] = ()
    full_text: Annotated[
        Literal["always", "when_short", "never"],
        Meta(description="When to read an entry's own page instead of the feed's text."),
    ] = "when_short"
    pictures: Annotated[
        bool, Meta(description="Whether the web page shows the pictures that feeds give.")
    ] = True
    timeout: Annotated[timedelta, Meta(description="How long one source may take.")] = timedelta(
        seconds=20
    )
    deadline: Annotated[
        timedelta, Meta(description="How long collecting may take; then it goes with what came.")
    ] = timedelta(seconds=90)
    max_age: Annotated[
        timedelta,
        Meta(
            description="News older than this, and than the slot before, stays out;"
            " what lies in files counts from when it was first seen."
        ),
    ] = timedelta(hours=36)
