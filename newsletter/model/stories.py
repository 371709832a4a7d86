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
class Summary:
    """What one story comes to. A text of nothing has no headline."""

    headline: Quote | None
    sentences: tuple[Quote, ...] = ()
    bullets: tuple[Bullet, ...] = ()
    sources: tuple[str, ...] = ()  # revision ids, in the order of the story's articles
