"""What is understood of it: stories, and what each comes to."""

from __future__ import annotations

from dataclasses import dataclass

from newsletter.model.texts import Article, Quote  # noqa: TC001 - edition/codec reads annotations


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
class Ties:
    """What an editor asked of clustering: pairs of entry ids that are one story, or are not."""

    together: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """What one story comes to. A text of nothing has no headline."""

    headline: Quote | None
    sentences: tuple[Quote, ...] = ()
    bullets: tuple[Bullet, ...] = ()
    sources: tuple[str, ...] = ()  # revision ids, in the order of the story's articles


@dataclass(frozen=True, slots=True)
class Report:
    """What one newsroom wrote, and who printed it: places of articles among a story's, in order.

    `origin` is the copy that names its agency: the agency's own, else the first to credit it.
    """

    articles: tuple[int, ...]
    origin: int | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """A quantity that independent reports tell with different values.

    Each quote is the sentence that tells it, with that figure alone.
    """

    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """How a story is told: its independent reports, by their first article, and what differs.

    Of an update these are its new texts'; `in_all` counts the independent reports of all that
    told the story so far, 0 where nobody else did.
    """

    reports: tuple[Report, ...] = ()
    differences: tuple[Difference, ...] = ()
    in_all: int = 0
