"""How much a story's sources count: the weights that the newsletter's editor gave them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsletter.digest.options import DigestOptions, SourceWeight
    from newsletter.model import Article, Entry

_DOUBLED = 0.5  # what a source of weight 2 adds to a story's score: as much as a topic


def standing(articles: Sequence[Article], weights: Sequence[SourceWeight]) -> float:
    """0 for sources of weight 1, half a point for each doubling; the weightiest speaks for all."""
    if not weights:
        return 0.0
    return _DOUBLED * math.log2(max((weight_of(one.entry, weights) for one in articles), default=1))


def weight_of(entry: Entry, weights: Sequence[SourceWeight]) -> float:
    """The first weight that is given to its source by name, or to its feed or site by address."""
    called = _called(entry)
    return next((one.weight for one in weights if _bare(one.source) in called), 1.0)


def weight_problems(options: DigestOptions) -> Iterator[str]:
    """What is wrong with a newsletter's weights, a line each."""
    seen: set[str] = set()
    for one in options.weights:
        name = _bare(one.source)
        if not name:
            yield "[[digest.weights]] wants a `source`: its name, site or feed"
        elif name in seen:
            yield f"[[digest.weights]] names {one.source!r} twice"
        seen.add(name)


def _called(entry: Entry) -> frozenset[str]:
    """By what people call an entry's source: its name, its feed, and the sites of both."""
    sites = {site for url in (entry.feed, entry.link or "") for site in _sites(url)}
    return frozenset({_bare(entry.source), _bare(entry.feed), *sites} - {""})


def _sites(url: str) -> Iterator[str]:
    """The host and the domains that it is part of: news.example.org is example.org's, too."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return
    parts = host.split(".")
    yield from (".".join(parts[at:]) for at in range(max(1, len(parts) - 1)))


def _bare(name: str) -> str:
    folded = " ".join(name.casefold().split())
    return folded.removeprefix("https://").removeprefix("http://").rstrip("/")
