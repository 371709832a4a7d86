"""How well each sentence would come first under its headline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsletter.digest.passages import content
from newsletter.text.tokens import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsletter.digest.passages import Passage
    from newsletter.model import Article, Quote

# What it counts to begin a report where there are several: one alone is weighed for that already.
LEAD = 0.25


def supporting(
    title: Quote | None, articles: Sequence[Article], candidates: Sequence[Passage]
) -> tuple[float, ...]:
    """Of each the share of the headline's content words and figures that it has, about 0 to 1.

    Nothing supports a headline that is itself a part of a sentence. In a story of many reports
    their leads have some more.
    """
    if title is None or title.span.part != "title":
        return (0.0,) * len(candidates)
    languages = {one.revision.id: one.revision.language for one in articles}
    asked = set(content(words(title.text), languages.get(title.span.revision, "")))
    lead = LEAD if len(articles) > 1 else 0.0
    return tuple(
        len(asked.intersection(one.stems)) / (len(asked) or 1) + lead * (one.order == 0)
        for one in candidates
    )
