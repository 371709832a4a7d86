"""A story -> headline, sentences and bullets, each of them verbatim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsletter.digest.bullets import bullets
from newsletter.digest.chosen import chosen_of
from newsletter.digest.headline import headline
from newsletter.digest.passages import passages
from newsletter.digest.printed import Printing
from newsletter.model import Summary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsletter.digest.lens_types import Lens
    from newsletter.digest.options import DigestOptions
    from newsletter.model import Article


def summarise_story(
    articles: Sequence[Article],
    lenses: Sequence[Lens],
    options: DigestOptions,
    *,
    apart: bool = False,
    share: float = 1.0,
) -> Summary:
    """What the articles of one story come to, by `options.method` and within its budget.

    `apart` prints no sentence twice, as an edition wants it: what a bullet or the headline
    quotes stays out of the sentences, and where nothing else is left one sentence stands for
    its bullets. It has three bullets at most, of as many lenses as it can. Of each text no more is
    quoted than `share`, by what tells most within it, and nothing that leans on what is not.
    """
    candidates = passages(articles)
    title = headline(articles, candidates)
    found = bullets(articles, lenses)
    if apart and candidates:
        chosen, found = Printing(articles, candidates, title, options, share).of(found)
    else:
        chosen = chosen_of(articles, candidates, range(len(candidates)), options)
    return Summary(
        title,
        tuple(candidates[index].quote(articles) for index in chosen),
        found,
        tuple(article.revision.id for article in articles),
    )
