"""Why stories stand where they do, for the record: scores, what was merged, what was held back."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from newsletter.digest.stopwords import STOPWORDS
from newsletter.digest.wanted import wanted
from newsletter.model import Decision, HeldBack, Merged, Story
from newsletter.text.figures import figures
from newsletter.text.tokens import stem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from newsletter.digest.options import DigestOptions
    from newsletter.digest.rank import Ranked
    from newsletter.digest.since import Since
    from newsletter.model import Article

SHARED = 6  # words and figures that are named of an article
MERGED = 30  # articles that are named of a story
HELD = 50  # held-back stories that are named; how many there are, the coverage line says
_LEAD = 300  # characters of a text, behind its title, in which shared words are looked for
_WORD = re.compile(r"[^\W\d_][\w&'’-]+")


def decisions(ranked: Sequence[Ranked], found: Mapping[str, Since]) -> tuple[Decision, ...]:
    """The printed stories, `ranked` as they are; of several articles, what each shares."""
    return tuple(
        Decision(one.story.id, one.score, one.factors, merged(found[one.story.id].story.articles))
        for one in ranked
    )


def merged(articles: Sequence[Article]) -> tuple[Merged, ...]:
    """The articles of a story with the figures, names and words that others of it say as well."""
    if len(articles) == 1:
        return ()
    said = [_said(article) for article in articles[:MERGED]]
    spread = Counter(key for terms in said for key in terms)
    return tuple(
        Merged(
            article.entry.id,
            article.entry.source,
            article.revision.title or article.entry.title,
            tuple(
                written
                for _, (_, written) in sorted(
                    ((-spread[key], term) for key, term in terms.items() if spread[key] > 1),
                    key=lambda one: (one[1][0], one[0]),
                )[:SHARED]
            ),
        )
        for article, terms in zip(articles, said, strict=False)
    )


def held_back(
    found: Sequence[Since],
    ranked: Sequence[Ranked],
    printed: frozenset[str],
    options: DigestOptions,
) -> tuple[HeldBack, ...]:
    """What was considered and is not printed, the best first, and why.

    `ranked` are all that were given a place; those without one were not wanted, or said nothing.
    """
    places = {one.story.id: (place, one.score) for place, one in enumerate(ranked, start=1)}
    rest = [one for one in found if one.story.id not in printed]
    unplaced = [Story(one.story.id, one.shown) for one in rest if one.story.id not in places]
    unwanted = {one.story.id: one.reason for one in wanted(unplaced, options)[1]}
    held = []
    for one in rest:
        place, score = places.get(one.story.id, (len(ranked) + 1, None))
        reason = _no_room(one, place) if score is not None else _reason(one, unwanted)
        held.append((place, HeldBack(_headline(one.story), score, reason)))
    return tuple(one for _, one in sorted(held, key=lambda one: one[0])[:HELD])


def _no_room(one: Since, place: int) -> str:
    what = "an edit of what was printed" if one.mark == "revised" else f"ranked {place}"
    return f"{what}: there was no room"


def _reason(one: Since, unwanted: Mapping[str, str]) -> str:
    if one.mark == "unchanged":
        return f"says nothing that {one.edition} did not tell"
    return unwanted.get(one.story.id, "an edit of what was held back before")


def _headline(story: Story) -> str:
    lead = story.articles[0]
    return lead.revision.title or lead.entry.title or lead.revision.text[:_LEAD].split("\n")[0]


def _said(article: Article) -> Mapping[str, tuple[int, str]]:
    """What an article leads with: by what is the same in others, its kind and how it is written."""
    revision = article.revision
    text = f"{revision.title}\n{revision.text[:_LEAD]}"
    found: dict[str, tuple[int, str]] = {}
    for figure in figures(text):
        found.setdefault(f"{figure.value:g} {figure.unit}", (0, figure.text))
    for word in _WORD.findall(text):
        if (small := word.casefold()) not in STOPWORDS:
            found.setdefault(stem(small, revision.language), (1 if word[0].isupper() else 2, word))
    return found
