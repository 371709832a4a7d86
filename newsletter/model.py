"""The words of the house as frozen values; every room speaks in them.

Offsets are code points, ends are exclusive, times are aware UTC.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 - edition/codec reads the annotations at run time
from typing import Literal

Part = Literal["title", "text"]
Direction = Literal["up", "down"]
BlockKind = Literal["paragraph", "heading", "list", "quote", "table", "furniture"]


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed says of itself. `location` is the URL or file it was read from."""

    location: str
    title: str = ""
    format: str = ""
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed, or one seed file, as it came in.

    `source` is the name that readers see; `feed` is the feed's URL or the file's folder.
    `content` is hostile until `text` has made a Revision of it.
    """

    id: str
    source: str
    feed: str
    guid: str
    title: str = ""
    link: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    author: str = ""
    language: str = ""
    topic: str = ""
    content: str = ""
    content_type: Literal["text", "html"] = "html"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text that stands by itself; `level` is a heading's depth, else 0."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class Revision:
    """One state of an article's title and text. `id` is their hash; spans point into them."""

    id: str
    title: str
    text: str
    blocks: tuple[Block, ...]
    language: str = "und"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a revision's text; `block` is the index of the block it stands in."""

    start: int
    end: int
    block: int


@dataclass(frozen=True, slots=True)
class Article:
    """An entry with its own text, cut into blocks and sentences."""

    entry: Entry
    revision: Revision
    sentences: tuple[Sentence, ...]

    def text_of(self, sentence: Sentence) -> str:
        return self.revision.text[sentence.start : sentence.end]


@dataclass(frozen=True, slots=True)
class Span:
    """Where something was said."""

    revision: str
    part: Part
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity read from a text. `start` and `end` count in the part it was read from.

    `unit` is an ISO 4217 code, `percent`, `multiple`, `basis_points`, `points` or a noun;
    a range has `high`; `approx` is true for "about" and "more than".
    """

    text: str
    start: int
    end: int
    value: float
    unit: str
    direction: Direction | None = None
    high: float | None = None
    approx: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """Verbatim: `text` is what `span` points to; `before`, `after` stand around a repeated one."""

    text: str
    span: Span
    figures: tuple[Figure, ...] = ()
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Bullet:
    """A lens's answer. The key figure comes first in `quote.figures`."""

    lens: str
    label: str
    quote: Quote
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Story:
    """Articles about one event, the most telling first. `id` is stable while its first entry is."""

    id: str
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """What one story comes to. A text of nothing has no headline."""

    headline: Quote | None
    sentences: tuple[Quote, ...] = ()
    bullets: tuple[Bullet, ...] = ()
    sources: tuple[str, ...] = ()  # revision ids, in the order of the story's articles


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
