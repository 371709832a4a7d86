"""What readers get."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime  # noqa: TC003 - edition/codec reads the annotations at run time
from typing import Literal

from newsletter.model.stories import Summary, Telling
from newsletter.model.texts import Quote, Span  # noqa: TC001 - same reason

Mark = Literal["new", "update", "revised"]
LineKind = Literal["sentence", "bullet", "change", "correction", "difference", "numbers", "written"]
LEFT_OUT = "the editor left it out"  # why a story that was drafted is held back


@dataclass(frozen=True, slots=True)
class Source:
    """Who said it, as the edition prints it. `number` counts from 1 through the edition.

    `feed_only` is its revision's: what stands here is less than the page that `url` leads to.
    """

    number: int
    revision: str
    entry: str
    name: str
    title: str
    url: str | None = None
    published: datetime | None = None
    language: str = "und"
    paragraphs: tuple[tuple[int, int], ...] = ()  # spans of the text's blocks: "paragraph 3"
    feed_only: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around the quotation at `span`: the text from `start`, which holds it."""

    span: Span
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """The local copy of a picture, a JPEG: its SHA-256 in hex, its size in pixels, whose it is.

    `source` is the number of the source whose feed gives it.
    """

    hash: str
    width: int
    height: int
    source: int


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that an earlier edition's texts gave another value.

    `before` and `after` are the sentences that tell it, each with that figure alone; `label` is
    where `after` says what it counts. `course` tells the values before `before`, oldest first.
    """

    before: Quote
    after: Quote
    label: Quote | None = None
    course: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """What a publisher changed in a text that was printed.

    Revision `was` says `before` and `now` says `after`; one of them may say nothing there.
    """

    was: str
    now: str
    before: Quote | None = None
    after: Quote | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """Words of the editor's, in Markdown; `was` is what a line said that they were made from."""

    text: str
    was: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a story that an editor laid out: the one with that number, from 0, of its kind."""

    kind: LineKind
    number: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """A story as it stands in an edition; `sources` are numbers of the edition's sources.

    One that an earlier edition told (`since`, its id) is an "update" with what is new only, or
    "revised" where nothing but a printed text was changed. `section` is the heading that it
    stands under; where none has one, there are no headings. `beside` are sources that told an
    update's story as well: earlier, or without anything new.

    Where an editor `edited` it, `lines` is their order, `written` what is the editor's own, and
    `heading` the editor's headline. A story that is the editor's whole has no sources.
    """

    story: str
    summary: Summary
    sources: tuple[int, ...]
    language: str = "und"
    topic: str = ""
    mark: Mark = "new"
    since: str = ""
    changes: tuple[Change, ...] = ()
    corrections: tuple[Correction, ...] = ()
    telling: Telling = field(default_factory=Telling)
    section: str = ""
    beside: tuple[int, ...] = ()
    edited: bool = False
    heading: Written | None = None
    written: tuple[Written, ...] = ()
    lines: tuple[Line, ...] = ()
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Merged:
    """An article of a story, and the figures, names and words that others of it say as well."""

    entry: str
    name: str
    title: str
    shared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """Why a printed story stands where it does: its factors sum to its score.

    `articles` are told where there are several.
    """

    story: str
    score: float
    factors: tuple[tuple[str, float], ...] = ()
    articles: tuple[Merged, ...] = ()


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A story that was considered and not printed, and why; unranked ones have no score."""

    headline: str
    score: float | None
    reason: str


@dataclass(frozen=True, slots=True)
class Withheld:
    """A line of a story that is not printed: more of its text would be quoted than may be."""

    story: str
    line: str  # "sentence", or "bullet" with its label
    span: Span


@dataclass(frozen=True, slots=True)
class Trouble:
    """A source that did not answer, why, and when it last did, if that is known."""

    source: str
    reason: str
    since: datetime | None = None


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
    """Who sends; empty where unsaid. An edition is published: it holds no reader's address."""

    sender: str = ""
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

    `slot` is the planned time, or the minute an extra one was asked for; `as_of` when it was read;
    `max_quote` the share of a source's text that may be quoted; `rewritten` the lines of its head
    that are the editor's: "subject", "preheader"; `corrects` the edition that it puts right.
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
    decisions: tuple[Decision, ...] = ()
    held: tuple[HeldBack, ...] = ()
    contexts: tuple[Context, ...] = ()
    introduction: Written | None = None
    closing: Written | None = None
    rewritten: tuple[str, ...] = ()
    max_quote: float = 1.0
    withheld: tuple[Withheld, ...] = ()
    corrects: str = ""
