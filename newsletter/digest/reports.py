"""A story's articles -> independent reports: wire copy counts once, whoever prints it.

What is quoted does not count: two reporters at one press conference quote the same words. A cut
and a rewritten copy need not resemble each other, they meet in the parent that both are from.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from newsletter.digest.credit import credits_of, dateline
from newsletter.model import Report
from newsletter.text.shingles import contained, sketch

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsletter.model import Article

COPIED = 0.25  # share of the shorter text; rewritten copies had .31, other reports at most .21
SHORT = 30  # n-grams that are copied at least, or nearly all: one sentence is soon told alike
_ALL_BUT = 0.7
_AT_ONCE = 2000  # texts that are compared with each other: their matrix takes 32 MB

_QUOTED = re.compile(
    r'"[^"\n]{2,2000}"|“[^”\n]{2,2000}(?:”|$)|„[^“”\n]{2,2000}(?:[“”]|$)|«[^»\n]{2,2000}(?:»|$)'
    r"|»[^«\n]{2,2000}«|「[^」\n]{2,2000}」|『[^』\n]{2,2000}』|‘[^‘\n]{15,2000}?’(?!\w)"
    r'|^"[^"\n]+$',  # a quotation of several paragraphs is closed after the last
    re.MULTILINE,
)
_OWN = frozenset(("paragraph", "list"))


def reports(articles: Sequence[Article]) -> tuple[Report, ...]:
    """The independent reports among the articles, by their first; each article is in one.

    The order of `articles` changes nothing but the indices. 25 take a few milliseconds.
    """
    texts = sorted({article.revision.id: article for article in articles}.items())
    groups: dict[str, int] = {}
    for begin in range(0, len(texts), _AT_ONCE):
        part = texts[begin : begin + _AT_ONCE]
        for place, group in enumerate(_grouped([article for _, article in part])):
            groups[part[place][0]] = begin + group
    members: dict[int, list[int]] = {}
    for index, article in enumerate(articles):
        members.setdefault(groups[article.revision.id], []).append(index)
    return tuple(Report(tuple(found), _origin(found, articles)) for found in members.values())


def independent(articles: Sequence[Article]) -> tuple[Report, ...]:
    """The same with the texts of one writer taken together: nobody is independent of himself.

    Who printed another's copy is independent of it by a report of his own.
    """
    found = reports(articles)
    joined = list(range(len(found)))
    first: dict[str, int] = {}
    for place, report in enumerate(found):
        for name in _writers(report, articles):
            _join(joined, first.setdefault(name, place), place)
    together: dict[int, list[Report]] = {}
    for place, report in enumerate(found):
        together.setdefault(_find(joined, place), []).append(report)
    return tuple(_as_one(some) for some in together.values())


def independent_sources(articles: Sequence[Article]) -> int:
    """How many newsrooms told it: a source is not independent of itself, nor of its copies."""
    return len(independent(articles))


def outlet(article: Article) -> str:
    """The name under which an article was printed, as names are compared; empty where unnamed."""
    return " ".join(article.entry.source.casefold().split())


def _writers(report: Report, articles: Sequence[Article]) -> frozenset[str]:
    """Who may have written it: the agency that it names, else whoever printed it first."""
    printed = [articles[index] for index in report.articles]
    if report.origin is not None:
        named = credits_of(articles[report.origin].revision)
        own = outlet(articles[report.origin])
        return frozenset({own if own in named or not named else min(named)} - {""})
    times = [one.entry.published for one in printed if one.entry.published]
    first = [one for one in printed if one.entry.published == min(times)] if times else printed
    return frozenset(map(outlet, first)) - {""}


def _as_one(some: Sequence[Report]) -> Report:
    origins = (report.origin for report in some if report.origin is not None)
    return Report(
        tuple(sorted(index for report in some for index in report.articles)), next(origins, None)
    )


def _grouped(articles: Sequence[Article]) -> list[int]:
    """The group of each article, named by its lowest index: the surest copies join first.

    Texts that are marked as two agencies' are never one report, whoever quotes both.
    """
    sketches = [sketch(tuple(_own_words(article))) for article in articles]
    shares = contained(sketches)
    sizes = np.array([len(one) for one in sketches])
    least = np.maximum(COPIED, SHORT / np.maximum(np.minimum.outer(sizes, sizes), 1))
    agencies = [frozenset({dateline(article.revision)} - {""}) for article in articles]
    joined = list(range(len(articles)))
    rows, columns = np.nonzero(np.triu(shares >= np.minimum(least, _ALL_BUT), 1))
    surest = np.lexsort((columns, rows, -np.round(shares[rows, columns], 6)))
    for row, column in zip(rows[surest].tolist(), columns[surest].tolist(), strict=True):
        first, second = sorted((_find(joined, row), _find(joined, column)))
        both = agencies[first] | agencies[second]
        if first != second and len(both) < 2:  # noqa: PLR2004 - two agencies
            joined[second] = first
            agencies[first] = both
    return [_find(joined, index) for index in range(len(articles))]


def _own_words(article: Article) -> Iterable[str]:
    """What the article says in its own words; its title where it has none."""
    revision = article.revision
    pieces = [
        piece
        for block in revision.blocks
        if block.kind in _OWN
        for piece in _QUOTED.sub("\n", revision.text[block.start : block.end]).split("\n")
        if any(sign.isalnum() for sign in piece)
    ]
    return pieces or [revision.text.strip() or revision.title]


def _origin(members: Sequence[int], articles: Sequence[Article]) -> int | None:
    """The agency's own copy, else the first in time of those that credit one."""
    if len(members) == 1:
        return None
    named_by = {index: credits_of(articles[index].revision) for index in members}
    named = frozenset().union(*named_by.values())

    def order(index: int) -> tuple[bool, bool, float, str, int]:
        entry, revision = articles[index].entry, articles[index].revision
        when = entry.published.timestamp() if entry.published else float("inf")
        return (outlet(articles[index]) not in named, not named_by[index], when, revision.id, index)

    best = min(members, key=order)
    return best if named_by[best] or outlet(articles[best]) in named else None


def _find(joined: list[int], index: int) -> int:
    while joined[index] != index:
        joined[index] = joined[joined[index]]
        index = joined[index]
    return index


def _join(joined: list[int], one: int, other: int) -> None:
    first, second = sorted((_find(joined, one), _find(joined, other)))
    joined[second] = first
