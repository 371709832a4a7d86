"""Ask every feed: what each one said, or why it said nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from newsletter.errors import FetchError, SourceError
from newsletter.model import Coverage, Trouble
from newsletter.net.fetch import fetch_each
from newsletter.net.messages import Request, Response
from newsletter.net.options import FetchOptions
from newsletter.sources.feeds import ParsedFeed, parse_feed
from newsletter.sources.files import read_file
from newsletter.sources.identity import is_url, shown
from newsletter.sources.opml import Subscription, read_opml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from newsletter.model import Entry
    from newsletter.net.fetch import Answer
    from newsletter.sources.documents import Documents
    from newsletter.sources.options import SourceOptions

LIST = ".opml"


@dataclass(frozen=True, slots=True)
class Heard:
    """One feed's answer. Without a `parsed` feed it has not changed, or it has a `problem`."""

    location: str
    parsed: ParsedFeed | None = None
    problem: str = ""
    response: Response | None = None
    status: int | None = None


def fetch_options(options: SourceOptions) -> FetchOptions:
    return FetchOptions(
        timeout=options.timeout.total_seconds(), allow_networks=options.allow_networks
    )


def subscriptions(
    feeds: Sequence[str], root: Path
) -> tuple[tuple[Subscription, ...], tuple[Trouble, ...]]:
    """The feeds that are named, each once; OPML lists are opened, their files lie beside them."""
    found: dict[str, Subscription] = {}
    troubles: list[Trouble] = []
    for feed in feeds:
        try:
            listed = [Subscription(feed)] if not _is_list(feed) else list(_listed(feed, root))
        except SourceError as error:
            troubles.append(Trouble(error.where, error.reason))
            continue
        for subscription in listed:
            found.setdefault(subscription.url, subscription)
    return tuple(found.values()), tuple(troubles)


def ask(
    wanted: Sequence[Subscription],
    requests: Mapping[str, Request],
    options: SourceOptions,
    root: Path,
    now: datetime,
) -> tuple[Heard, ...]:
    """What each feed said, in this order; `requests` hold what is known of earlier answers.

    Feeds at URLs are asked all at once; what has not answered at the deadline has a problem.
    """
    remote = [one.url for one in wanted if is_url(one.url)]
    asked = [requests.get(url, Request(url)) for url in remote]
    locations = dict(zip(asked, remote, strict=True))
    answers = fetch_each(
        asked,
        fetch_options(options),
        # A feed that moved keeps its first address: its entries are known by it.
        lambda request, answer: _understood(locations[request], answer, now),
        deadline=options.deadline.total_seconds(),
    )
    heard = dict(zip(remote, answers, strict=True))
    return tuple(
        _under_its_name(heard.get(one.url) or _from_file(one.url, root, now), one) for one in wanted
    )


def coverage(heard: Sequence[Heard], listing: Sequence[Trouble], found: Documents) -> Coverage:
    """What was looked at: feeds, their lists (with their troubles) and documents."""
    silent = [Trouble(shown(one.location), one.problem) for one in heard if one.problem]
    return Coverage(
        feeds=len(heard),
        answered=len(heard) - len(silent),
        files=found.files,
        troubles=(*listing, *silent, *found.troubles),
    )


def _understood(location: str, answer: Answer, now: datetime) -> Heard:
    if isinstance(answer, FetchError):
        return Heard(location, problem=answer.reason, status=answer.status)
    if answer.not_modified:
        return Heard(location, response=answer)
    parsed = parse_feed(answer.body, location, now=now, content_type=answer.content_type)
    # Bodies are not kept: five hundred of them are large.
    return Heard(location, parsed, parsed.problem or "", replace(answer, body=b""))


def _from_file(location: str, root: Path, now: datetime) -> Heard:
    try:
        body = read_file(root / location, location)
    except SourceError as error:
        return Heard(location, problem=error.reason)
    parsed = parse_feed(body, location, now=now)
    return Heard(location, parsed, parsed.problem or "")


def _under_its_name(heard: Heard, subscription: Subscription) -> Heard:
    """The reader's own list names the feed and its topic; an item passed on keeps its source."""
    if heard.parsed is None or not (subscription.title or subscription.topic):
        return heard
    own = heard.parsed.feed.title

    def named(entry: Entry) -> Entry:
        source = subscription.title if entry.source == own else ""
        return replace(
            entry, source=source or entry.source, topic=entry.topic or subscription.topic
        )

    entries = tuple(map(named, heard.parsed.entries))
    return replace(heard, parsed=replace(heard.parsed, entries=entries))


def _is_list(feed: str) -> bool:
    return not is_url(feed) and feed.lower().endswith(LIST)


def _listed(name: str, root: Path) -> Iterator[Subscription]:
    folder = Path(name).parent
    for one in read_opml(read_file(root / name, name), name):
        yield one if is_url(one.url) else replace(one, url=str(folder / one.url))
