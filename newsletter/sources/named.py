"""What is named on the command line: documents, folders, feeds, lists of feeds and pages."""

from __future__ import annotations

import os
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from newsletter.errors import FetchError, SourceError
from newsletter.model import Entry
from newsletter.net.fetch import fetch_each
from newsletter.net.messages import Request
from newsletter.sources.collect import Heard, ask, coverage, fetch_options, subscriptions
from newsletter.sources.documents import documents
from newsletter.sources.feeds import SNIFFED, parse_feed
from newsletter.sources.folder import SUFFIXES
from newsletter.sources.fulltext import texts
from newsletter.sources.identity import entry_id, is_url, site_name
from newsletter.sources.outside import Outside
from newsletter.sources.page import read_page
from newsletter.text.reading import revision

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from newsletter.model import Coverage, Revision
    from newsletter.net.fetch import Answer
    from newsletter.sources.options import SourceOptions

FEEDS = frozenset({".xml", ".atom", ".rss", ".rdf", ".json", ".opml"})

Pair = tuple[Entry, "Revision"]


@dataclass(frozen=True, slots=True)
class Named:
    """What was read of the names; `coverage` counts the sources and tells their troubles."""

    pairs: tuple[Pair, ...]
    coverage: Coverage


def read_named(
    names: Sequence[str], options: SourceOptions, now: datetime, outside: Outside | None = None
) -> Named:
    """Everything that is named, each entry once; what cannot be read is a trouble."""
    outside = outside or Outside()
    urls = [name for name in dict.fromkeys(names) if is_url(name)]
    feeds = [name for name in dict.fromkeys(names) if not is_url(name) and _is_feed(Path(name))]
    files = [name for name in dict.fromkeys(names) if name not in {*urls, *feeds}]
    wanted, troubles = subscriptions(feeds, Path())
    heard = [*ask(wanted, {}, options, Path(), now), *_remote(urls, options, now, outside)]
    entries = [entry for one in heard if one.parsed for entry in one.parsed.entries]
    read = documents(files)
    pairs = [*texts(entries, options, options.deadline.total_seconds()), *_pages(heard), *read.read]
    return Named(
        tuple({entry.id: (entry, text) for entry, text in reversed(pairs)}.values())[::-1],
        coverage(heard, troubles, read),
    )


def _is_feed(path: Path) -> bool:
    """By its name, or where that says nothing by how it begins."""
    suffix = path.suffix.lower()
    if suffix in SUFFIXES or not os.path.isfile(path):  # noqa: PTH113 - is_file() raises where nothing may be seen
        return suffix in FEEDS
    if suffix in FEEDS:
        return True
    try:
        with path.open("rb") as file:
            head = file.read(SNIFFED).lower()
    except OSError:
        return False
    return any(mark in head for mark in (b"<rss", b"<feed", b"<rdf:rdf"))


@dataclass(frozen=True, slots=True)
class _Page(Heard):
    """A page that is no feed, read as an article."""

    pair: Pair | None = None


def _remote(
    urls: Sequence[str], options: SourceOptions, now: datetime, outside: Outside
) -> tuple[Heard, ...]:
    answered = count(1)

    def take(request: Request, answer: Answer) -> Heard:
        heard = _understood(request.url, answer, now)
        outside.answered(next(answered), len(urls))
        return heard

    requests = [Request(url) for url in urls]
    deadline = options.deadline.total_seconds()
    return fetch_each(requests, fetch_options(options), take, deadline=deadline)


def _understood(url: str, answer: Answer, now: datetime) -> Heard:
    if isinstance(answer, FetchError):
        return Heard(url, problem=answer.reason)
    parsed = parse_feed(answer.body, url, now=now, content_type=answer.content_type)
    if not parsed.problem:
        return Heard(url, parsed)
    try:
        page = read_page(answer.body, answer.final_url, content_type=answer.content_type)
    except SourceError as error:
        return Heard(url, problem=f"is no feed ({parsed.problem}) and no page: it {error.reason}")
    entry = Entry(
        id=entry_id("", url),
        source=page.site or site_name(answer.final_url),
        feed=url,
        guid=url,
        title=page.title,
        link=page.link or answer.final_url,
        published=page.published,
        author=page.author,
        language=page.language,
    )
    return _Page(url, pair=(entry, revision(page.title, page.text, page.blocks, page.language)))


def _pages(heard: Sequence[Heard]) -> list[Pair]:
    return [one.pair for one in heard if isinstance(one, _Page) and one.pair]
