"""What comes in, and where in it something was said."""

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
    `content` is hostile until `text` has made a Revision of it. `picture` is the address of the
    one that the feed gives with it, or empty.
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
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text that stands by itself; `level` is a heading's depth, else 0."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class Revision:
    """One state of an article's title and text. `id` is their hash; spans point into them.

    `feed_only` marks a feed's own text that stands in for a page's: the page was asked for, and
    did not come or was not believed.
    """

    id: str
    title: str
    text: str
    blocks: tuple[Block, ...]
    language: str = "und"
    feed_only: bool = False


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

    @property
    def name(self) -> str:
        """What people call it: its title."""
        return self.revision.title or self.entry.title

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
