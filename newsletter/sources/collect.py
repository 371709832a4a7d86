"""Ask every feed: what each one said, or why it said nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from newsletter.errors import FetchError, SourceError
from newsletter.model import Coverage, Trouble
from newsletter.net.fetch import fetch_each
from newsletter.net.links import may_know
from newsletter.net.messages import Request, Response
from newsletter.net.options import FetchOptions
from newsletter.sources.feeds import ParsedFeed, parse_feed
from newsletter.sources.files import read_file
from newsletter.sources.headers import headers_of
from newsletter.sources.identity import is_url, shown
from newsletter.sources.opml import Subscription, read_opml
from newsletter.sources.outside import Outside
from newsletter.sources.pace import NO_WISHES, Pace, read_pace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from newsletter.model import Entry
    from newsletter.net.fetch import Answer
    from newsletter.sources.documents import Documents
    from newsletter.sources.options import SourceOptions

LIST = ".opml"


@dataclass(frozen=True, slots=True)
class Heard:
    """One feed's answer. Without a `parsed` feed it has not changed, or it has a `problem`.

    `retry_after` is how many seconds its server wants to be left alone.
    """

    location: str
    parsed: ParsedFeed | None = None
    problem: str = ""
    response: Response | None = None
    status: int | None = None
    retry_after: float | None = None
    body_hash: str = ""
    pace: Pace = NO_WISHES


def fetch_options(options: SourceOptions) -> FetchOptions:
    return FetchOptions(
        timeout=options.timeout.total_seconds(),
        allow_networks=options.allow_networks,
        contact=options.contact,
    )


def subscriptions(
    feeds: Sequence[str], root: Path
) -> tuple[tuple[Subscription, ...], tuple[Trouble, ...]]:
    """The feeds that are named, each once; OPML lists are opened, their files lie beside them."""
    found: dict[str, Subscription] = {}
    troubles: list[Trouble] = []
    for feed in feeds:
        try:
            listed = [Subscription(feed)] if not is_list(feed) else list(_listed(feed, root))
        except SourceError as error:
            troubles.append(Trouble(error.where, error.reason))
            continue
        for subscription in listed:
            found.setdefault(subscription.url, subscription)
    return tuple(found.values()), tuple(troubles)


def is_list(feed: str) -> bool:
    """Whether a name among the feeds is that of an OPML list."""
    return not is_url(feed) and feed.lower().endswith(LIST)


def ask(  # noqa: PLR0913 - each comes from another place
    wanted: Sequence[Subscription],
    requests: Mapping[str, Request],
    options: SourceOptions,
    root: Path,
    now: datetime,
    *,
    outside: Outside | None = None,
    told: Callable[[Heard], None] | None = None,
) -> tuple[Heard, ...]:
    """What each feed said, in this order; `requests` hold what is known of earlier answers.

    Feeds at URLs are asked all at once; what has not answered at the deadline has a problem.
    `told` hears each of their answers when it comes, in a thread. StoppedError when stopped.
    """
    outside = outside or Outside()
    known = {one.url: requests.get(one.url, Request(one.url)) for one in wanted}
    asked, heard = _addressed(known, options, root, outside)
    locations = dict(zip(asked.values(), asked, strict=True))

    def take(request: Request, answer: Answer) -> Heard:
        # A feed that moved keeps its first address: its entries are known by it.
        found = _understood(locations[request], request, answer, now)
        if told:
            told(found)
        return found

    answers = fetch_each(
        list(asked.values()),
        fetch_options(options),
        take,
        deadline=options.deadline.total_seconds(),
        stop=outside.stop,
    )
    heard |= dict(zip(asked, answers, strict=True))
    return tuple(
        _under_its_name(heard.get(one.url) or _from_file(known[one.url], one.url, root, now), one)
        for one in wanted
    )


def _addressed(
    known: Mapping[str, Request], options: SourceOptions, root: Path, outside: Outside
) -> tuple[dict[str, Request], dict[str, Heard]]:
    """The requests to send, by location, with the feed's own headers; and those that cannot be."""
    asked: dict[str, Request] = {}
    heard: dict[str, Heard] = {}
    for location, request in known.items():
        if not is_url(location):
            continue
        try:
            own = headers_of(location, options.headers, root, outside.environ)
        except SourceError as error:
            heard[location] = Heard(location, problem=str(error))
            continue
        # Where the feed has moved to another server, that one is told no secrets.
        told = own if own and may_know(request.url, location) else ()
        asked[location] = replace(request, headers=told) if told else request
    return asked, heard


def coverage(heard: Sequence[Heard], listing: Sequence[Trouble], found: Documents) -> Coverage:
    """What was looked at: feeds, their lists (with their troubles) and documents."""
    silent = [Trouble(shown(one.location), one.problem) for one in heard if one.problem]
    return Coverage(
        feeds=len(heard),
        answered=len(heard) - len(silent),
        files=found.files,
        troubles=(*listing, *silent, *found.troubles),
    )


def _understood(location: str, request: Request, answer: Answer, now: datetime) -> Heard:
    if isinstance(answer, FetchError):
        return Heard(
            location, problem=answer.reason, status=answer.status, retry_after=answer.retry_after
        )
    # Bodies are not kept: five hundred of them are large.
    response = replace(answer, body=b"") if answer.body else answer
    if answer.not_modified or _unchanged(answer.body_hash, request):
        return Heard(location, response=response)
    parsed = parse_feed(answer.body, location, now=now, content_type=answer.content_type)
    return Heard(location, parsed, parsed.problem or "", response, pace=read_pace(answer.body))


def _from_file(request: Request, location: str, root: Path, now: datetime) -> Heard:
    try:
        body = read_file(root / location, location)
    except SourceError as error:
        return Heard(location, problem=error.reason)
    body_hash = sha256(body).hexdigest()
    if _unchanged(body_hash, request):
        return Heard(location, body_hash=body_hash)
    parsed = parse_feed(body, location, now=now)
    return Heard(location, parsed, parsed.problem or "", body_hash=body_hash)


def _unchanged(body_hash: str, request: Request) -> bool:
    return bool(body_hash) and body_hash == request.body_hash


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


def _listed(name: str, root: Path) -> Iterator[Subscription]:
    folder = Path(name).parent
    for one in read_opml(read_file(root / name, name), name):
        yield one if is_url(one.url) else replace(one, url=str(folder / one.url))
