"""How a story is told: by how many newsrooms, and where they do not agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsletter.digest.disagree import differences
from newsletter.digest.reports import independent
from newsletter.model import Telling

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsletter.model import Article


def telling(articles: Sequence[Article], beside: Sequence[Article] = ()) -> Telling:
    """The independent reports of a story's articles, and the figures in which they differ.

    `beside` are articles that told it as well, earlier or without anything new.
    """
    found = independent(articles)
    speakers = [articles[one.articles[0] if one.origin is None else one.origin] for one in found]
    in_all = len(independent((*articles, *beside))) if beside else 0
    return Telling(found, differences(speakers), in_all)
