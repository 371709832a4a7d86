"""A story's headline, verbatim: the best of the sources' own, or a clause of the lead."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from newsletter.digest.leadclause import LIMIT, lead_clause, poorness
from newsletter.digest.passages import content
from newsletter.model import Quote, Span
from newsletter.text.sentences import trim
from newsletter.text.tokens import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsletter.digest.passages import Passage
    from newsletter.model import Article, Part

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


def headline(articles: Sequence[Article], candidates: Sequence[Passage]) -> Quote | None:
    """The best title of the articles, else a clause of the first article's lead, else None."""
    titled = [(article, _trimmed(article)) for article in articles[:CROWD]]
    titled = [(article, span) for article, span in titled if span[0] < span[1]]
    if not titled:
        return _of_lead(articles, candidates)
    told = _told(candidates)
    shared = Counter(word for article, span in titled for word in set(_stems(article, *span)))

    def worth(place: int) -> float:
        article, span = titled[place]
        return _worth(article, span, told, shared, len(titled)) - 0.05 * min(place, 10)

    article, span = titled[max(range(len(titled)), key=worth)]
    return _quote(article, "title", *span)


def _worth(
    article: Article,
    span: tuple[int, int],
    told: frozenset[str],
    shared: Counter[str],
    titles: int,
) -> float:
    """Higher is better; each part is of the order of one."""
    title = article.revision.title[slice(*span)]
    stems = set(_stems(article, *span))
    count = len(words(title))
    subject = sum(word in told for word in stems) / (len(stems) or 1)
    agreed = sum(shared[word] - 1 for word in stems) / ((len(stems) or 1) * titles)
    figure = any(sign.isdigit() for sign in title)
    return (
        subject
        + agreed
        + 0.4 * figure
        - 1.0 * shouted(title)
        - 1.5 * bait(title)
        - 0.5 * bool(_MARKS.search(title))
        - 0.1 * max(0, FEWEST + 1 - count)
        - 0.05 * max(0, count - LIMIT)
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


def _of_lead(articles: Sequence[Article], candidates: Sequence[Passage]) -> Quote | None:
    early = [p for p in candidates if p.order < EARLY and p.article < LEADS]
    if not early:
        return None
    told = _told(candidates)

    def worth(passage: Passage) -> float:
        subject = sum(word in told for word in passage.stems) / (len(passage.stems) or 1)
        return (len(articles) > 1) * subject - 0.2 * passage.article - poorness(passage)

    lead = max(early, key=worth)
    length = lead_clause(lead.text)
    return _quote(articles[lead.article], "text", lead.start, lead.start + length)


def _quote(article: Article, part: Part, start: int, end: int) -> Quote:
    source = article.revision.title if part == "title" else article.revision.text
    return Quote(source[start:end], Span(article.revision.id, part, start, end))
