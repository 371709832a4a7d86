"""A story's headline, verbatim: the best of the sources' own, or a clause of the lead."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsletter.digest.leadclause import LIMIT, lead_clause, shortcomings, words_within
from newsletter.digest.passages import content
from newsletter.model import Quote, Span
from newsletter.text.sentences import trim
from newsletter.text.tokens import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsletter.digest.passages import Passage
    from newsletter.model import Article, Part

LONGEST = 400  # characters of a title that are looked at; more is no title
FEWEST = 4  # words of a title that can say what happened
EARLY, LEADS = 3, 10  # sentences of an article, and articles, that may give the lead
CROWD = 100  # articles of a story whose titles are compared: the first tell as much as all

# Teasing instead of telling. English; other languages are left to the other measures.
_BAIT = re.compile(
    r"\b(?:you won['’]t believe|you need to know|what happened next|what happens next|this is why"
    r"|here['’]s (?:why|how|what)|here (?:is|are) (?:why|how|what)|will (?:shock|surprise|amaze)"
    r"|this one (?:trick|weird)|the reason is|jaw-dropping|mind-blowing|shocking|everything to know"
    r"|things to know|(?:why|how|what) you)\b|^\W*(?:\d+|ten|five|seven) (?:\w+ )?(?:ways|things"
    r"|reasons|tips|facts|secrets|photos|tricks)\b",
    re.IGNORECASE,
)
_SITE = re.compile(r"\s+[|–—•·»-]\s+([^|–—•·»]{2,40})$")
_MARKS = re.compile(r"\b(?:live updates?|watch|video|photos|opinion|podcast)\s*[:|]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Contender:
    """What could be the headline; `parts` sum to what it is worth, higher being better."""

    article: Article
    part: Part
    start: int
    end: int
    parts: tuple[tuple[str, float], ...]

    @property
    def worth(self) -> float:
        return math.fsum(points for _, points in self.parts)

    def quote(self) -> Quote:
        revision = self.article.revision
        source = revision.title if self.part == "title" else revision.text
        span = Span(revision.id, self.part, self.start, self.end)
        return Quote(source[self.start : self.end], span)


def headline(articles: Sequence[Article], candidates: Sequence[Passage]) -> Quote | None:
    """The best title of the articles, else a clause of the first article's lead, else None."""
    found = contenders(articles, candidates)
    return max(found, key=lambda one: one.worth).quote() if found else None


def contenders(articles: Sequence[Article], candidates: Sequence[Passage]) -> tuple[Contender, ...]:
    """The articles' titles, where there is none the clauses of their leads; of equals the first."""
    titled = [(article, _trimmed(article)) for article in articles[:CROWD]]
    titled = [(article, span) for article, span in titled if span[0] < span[1]]
    if not titled:
        return _of_leads(articles, candidates)
    told = _told(candidates)
    shared = Counter(word for article, span in titled for word in set(_stems(article, *span)))
    return tuple(
        Contender(
            article,
            "title",
            *span,
            (
                *_merits(article, span, told, shared, len(titled)),
                ("source", -0.05 * min(place, 10)),
            ),
        )
        for place, (article, span) in enumerate(titled)
    )


def _merits(
    article: Article,
    span: tuple[int, int],
    told: frozenset[str],
    shared: Counter[str],
    titles: int,
) -> tuple[tuple[str, float], ...]:
    """Each part is of the order of one."""
    title = article.revision.title[slice(*span)]
    stems = set(_stems(article, *span))
    count = len(words(title))
    return (
        ("subject", sum(word in told for word in stems) / (len(stems) or 1)),
        ("agreed", sum(shared[word] - 1 for word in stems) / ((len(stems) or 1) * titles)),
        ("figure", 0.4 * any(sign.isdigit() for sign in title)),
        ("shouted", -1.0 * shouted(title)),
        ("bait", -1.5 * bait(title)),
        ("marked", -0.5 * bool(_MARKS.search(title))),
        ("short", -0.1 * max(0, FEWEST + 1 - count)),
        ("long", -0.05 * max(0, count - LIMIT)),
    )


def shouted(title: str) -> bool:
    """Whether most of it is in capitals; three words of capitals may be names."""
    cased = [word for word in title.split() if word.upper() != word.lower() and len(word) > 1]
    loud = [word for word in cased if word == word.upper()]
    return (len(cased) > 3 and 2 * len(loud) > len(cased)) or title.count("!") > 1  # noqa: PLR2004 - see docstring


def bait(title: str) -> bool:
    """Whether it teases the reader instead of saying what happened."""
    return bool(_BAIT.search(title)) or title.rstrip().endswith(("?", "？", "...", "…"))


def _told(candidates: Sequence[Passage]) -> frozenset[str]:
    """What the story speaks of most: the stems told twice and, of one article, of its lead."""
    counts = Counter(word for passage in candidates for word in set(passage.stems))
    if any(passage.article for passage in candidates):
        told = {(word, passage.article) for passage in candidates for word in passage.stems}
        articles = Counter(word for word, _ in told)
        return frozenset(word for word, count in articles.items() if count > 1)
    opening = {word for passage in candidates if passage.order < 2 for word in passage.stems}  # noqa: PLR2004 - lead and the sentence after it
    return frozenset(opening | {word for word, count in counts.items() if count > 1})


def _stems(article: Article, start: int, end: int) -> tuple[str, ...]:
    return content(words(article.revision.title[start:end]), article.revision.language)


def _trimmed(article: Article) -> tuple[int, int]:
    """The title without white space at its ends and without the site's name after it."""
    title = article.revision.title
    start, end = trim(title, 0, len(title))
    if end - start > LONGEST:
        end = start + words_within(title[start:end], LONGEST)
    site = _SITE.search(title, start, end)
    if site and _names_site(article, site[1]) and site.start() > start:
        end = site.start()
    return start, end


def _names_site(article: Article, name: str) -> bool:
    """A name in capital letters of which the text itself does not speak."""
    return name == article.entry.source or (
        len(name.split()) < FEWEST
        and all(word[0].isupper() for word in name.split())
        and name not in article.revision.text
    )


def _of_leads(articles: Sequence[Article], candidates: Sequence[Passage]) -> tuple[Contender, ...]:
    told = _told(candidates)
    found = []
    for passage in candidates:
        if passage.order < EARLY and passage.article < LEADS:
            length = lead_clause(passage.text)
            subject = sum(word in told for word in passage.stems) / (len(passage.stems) or 1)
            parts = (
                ("subject", (len(articles) > 1) * subject),
                ("source", -0.2 * passage.article),
                *shortcomings(passage, length),
            )
            place = passage.start, passage.start + length
            found.append(Contender(articles[passage.article], "text", *place, parts))
    return tuple(found)
