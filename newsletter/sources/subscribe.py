"""From an address that somebody gives to the feed behind it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from newsletter.errors import ConfigError, FetchError, ParseError, SourceError
from newsletter.net.fetch import fetch_all
from newsletter.net.links import askable
from newsletter.net.messages import Request
from newsletter.sources.collect import fetch_options, is_list
from newsletter.sources.decoding import decode_page
from newsletter.sources.discover import PageFeed, page_feeds
from newsletter.sources.feeds import ParsedFeed, parse_feed
from newsletter.sources.files import read_file
from newsletter.sources.identity import is_url, shown
from newsletter.sources.opml import web_address
from newsletter.sources.page import CHARSET

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from newsletter.net.fetch import Response
    from newsletter.sources.options import SourceOptions

TRIED = 5  # of the feeds that a page names; the best come first
NO_ANSWER = 60.0  # seconds for all of them


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed that was read; `others` are further ones that the page at the address names."""

    url: str
    title: str
    entries: int
    others: tuple[PageFeed, ...] = ()
    on_page: bool = False


def find_feed(address: str, options: SourceOptions, root: Path, now: datetime) -> FoundFeed:
    """The feed at this address, or the best that the page there names, read to see that it is one.

    A path counts from `root`. Raises SourceError, one line, where there is none; ConfigError for
    what is neither a URL nor a file.
    """
    address = web_address(address.strip())
    if not is_url(address):
        return _in_file(address, root, now)
    answer = _fetched(address, options)
    parsed = _parsed(answer, address, now)
    if not parsed.problem:
        return _found(answer.moved_to or address, parsed)
    charset = CHARSET.search(answer.content_type)
    html = decode_page(answer.body, charset[1] if charset else "")
    named = page_feeds(html, answer.final_url)
    if not named:
        raise ParseError(
            shown(address), f"{parsed.problem}; the page names none: give the feed's own address"
        )
    return _first_of(named, address, options, now)


def _first_of(
    named: tuple[PageFeed, ...], address: str, options: SourceOptions, now: datetime
) -> FoundFeed:
    problem = ""
    for feed in named[:TRIED]:
        try:
            answer = _fetched(feed.url, options)
        except FetchError as error:
            problem = problem or str(error)
            continue
        parsed = _parsed(answer, feed.url, now)
        if not parsed.problem:
            found = _found(answer.moved_to or feed.url, parsed)
            others = tuple(one for one in named if one.url != feed.url)
            return replace(found, title=found.title or feed.title, others=others, on_page=True)
        problem = problem or f"{shown(feed.url)}: {parsed.problem}"
    raise ParseError(shown(address), f"names feeds, but none can be read: {problem}")


def _in_file(name: str, root: Path, now: datetime) -> FoundFeed:
    if is_list(name):
        raise ConfigError(f"{name}: is a list of feeds; `newsletter feeds import` takes it")
    try:
        body = read_file(root / name, name)
    except SourceError as error:
        raise ConfigError(
            f"{name}: is no URL (http or https) and no feed's file: {error.reason}"
        ) from None
    parsed = parse_feed(body, name, now=now)
    if parsed.problem:
        raise ParseError(name, parsed.problem)
    return _found(name, parsed)


def _fetched(url: str, options: SourceOptions) -> Response:
    if askable(url) is None:
        raise FetchError(shown(url), "is no URL that can be asked")
    (answer,) = fetch_all([Request(url)], fetch_options(options), deadline=NO_ANSWER)
    if isinstance(answer, FetchError):
        raise answer
    return answer


def _parsed(answer: Response, url: str, now: datetime) -> ParsedFeed:
    return parse_feed(answer.body, url, now=now, content_type=answer.content_type)


def _found(url: str, parsed: ParsedFeed) -> FoundFeed:
    return FoundFeed(url, parsed.feed.title, len(parsed.entries))
