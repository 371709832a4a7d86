"""What readers get."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 - edition/codec reads the annotations at run time

from newsletter.model.stories import Summary  # noqa: TC001 - same reason


@dataclass(frozen=True, slots=True)
class Source:
    """Who said it, as the edition prints it. `number` counts from 1 through the edition."""

    number: int
    revision: str
    entry: str
    name: str
    title: str
    url: str | None = None
    published: datetime | None = None
    language: str = "und"
    paragraphs: tuple[tuple[int, int], ...] = ()  # spans of the text's blocks: "paragraph 3"


@dataclass(frozen=True, slots=True)
class Item:
    """A story as it stands in an edition; `sources` are numbers of the edition's sources."""

    story: str
    summary: Summary
    sources: tuple[int, ...]
    language: str = "und"
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A source that did not answer, and why."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was looked at, so that silence is never mistaken for no news."""

    feeds: int = 0
    answered: int = 0
    files: int = 0
    entries: int = 0
    stories: int = 0
    held: int = 0
    troubles: tuple[Trouble, ...] = ()


@dataclass(frozen=True, slots=True)
class Masthead:
    """Who sends to whom; empty where the newsletter does not say."""

    sender: str = ""
    to: tuple[str, ...] = ()
    reply_to: str = ""
    url: str = ""
    unsubscribe: str = ""
    address: str = ""
    list_id: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """How the frame looks: ISO language of its labels, accent colour `#rrggbb`, Markdown footer."""

    language: str = "en"
    accent: str = "#0b57d0"
    footer: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """What readers get: everything that a rendering needs, and nothing rendered.

    `slot` is the planned time, or the minute an extra one was asked for; `as_of` when it was read.
    """

    id: str
    newsletter: str
    title: str
    slot: datetime
    as_of: datetime
    timezone: str
    subject: str
    preheader: str
    items: tuple[Item, ...]
    also: tuple[Item, ...]
    sources: tuple[Source, ...]
    coverage: Coverage
    masthead: Masthead = Masthead()
    look: Look = Look()
    version: str = ""
    settings: tuple[tuple[str, str], ...] = ()
