"""The feeds that a workspace reads, and where each is listed: its settings, or OPML lists."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from newsletter.config.edit import with_feed
from newsletter.config.edit import without_feed as without_in_settings
from newsletter.deliver.folder import publish
from newsletter.errors import ConfigError, SourceError
from newsletter.model import Trouble
from newsletter.sources.collect import is_list
from newsletter.sources.files import read_file
from newsletter.sources.identity import is_url
from newsletter.sources.opml import Subscription, read_opml, write_opml
from newsletter.sources.opmledit import with_feeds, without_feed
from newsletter.text.safe import canonical_url

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsletter.config.settings import Settings

# Made for the first feed that is added, where the settings name no list.
OWN_LIST = "feeds/subscriptions.opml"
TITLE = "Feeds of this workspace"


@dataclass(frozen=True, slots=True)
class Listed:
    """A feed as the settings or the list `where` name it; `url` is how the store knows it."""

    url: str
    where: str
    given: Subscription
    newsletters: tuple[str, ...] = ()


def same_feed(url: str) -> str:
    """What two spellings of one feed's address have in common; paths stand for themselves."""
    if not is_url(url):
        return os.path.normpath(url)
    return canonical_url(url).partition("://")[2].rstrip("/")


def listed(settings: Settings) -> tuple[tuple[Listed, ...], tuple[Trouble, ...]]:
    """Every feed that the newsletters read, once, in order; and the lists that cannot be read."""
    found: dict[tuple[str, str], Listed] = {}
    troubles: dict[str, Trouble] = {}
    for newsletter in settings.newsletters:
        for name in newsletter.sources.feeds:
            try:
                feeds = _in_list(name, settings.root) if is_list(name) else (Subscription(name),)
            except SourceError as error:
                troubles[name] = Trouble(error.where, error.reason)
                continue
            for feed in feeds:
                where = name if is_list(name) else ""
                url = feed.url if is_url(feed.url) else str(Path(where).parent / feed.url)
                one = found.setdefault((url, where), Listed(url, where, feed))
                if newsletter.name not in one.newsletters:
                    names = (*one.newsletters, newsletter.name)
                    found[url, where] = replace(one, newsletters=names)
    return tuple(found.values()), tuple(troubles.values())


def add(feeds: Sequence[Subscription], settings: Settings, file: Path) -> str:
    """Put feeds into the workspace's first OPML list, and say which; `file` is newsletter.toml.

    Without one, a list is made and named in the settings. Paths count from the workspace. Raises
    ConfigError or ParseError, and then nothing is changed.
    """
    name = next(filter(None, (_own(name, settings.root) for name in _lists(settings))), "")
    target = settings.root / (name or OWN_LIST)
    # What is there is kept also where the settings forgot it.
    body = read_file(target, name or OWN_LIST) if target.exists() else write_opml((), TITLE)
    named = [_beside(feed, settings.root, target.parent) for feed in feeds]
    changed = with_feeds(body, named, name or OWN_LIST)
    text = "" if name else with_feed(_read(file), OWN_LIST)
    _write(target, changed)
    if text:
        _write(file, text.encode())
    return name or OWN_LIST


def remove(feed: Listed, settings: Settings, file: Path) -> None:
    """Take a feed out of the list, or out of the settings, where it stands."""
    if not feed.where:
        _write(file, without_in_settings(_read(file), feed.given.url).encode())
        return
    target = settings.root / feed.where
    body = read_file(target, feed.where)
    _write(target, without_feed(body, feed.given.url, feed.where))


def _in_list(name: str, root: Path) -> tuple[Subscription, ...]:
    return read_opml(read_file(root / name, name), name)


def _lists(settings: Settings) -> list[str]:
    return [name for one in settings.newsletters for name in one.sources.feeds if is_list(name)]


def _own(name: str, root: Path) -> str:
    """The list's name, if it is the workspace's: others are read and never written."""
    return name if (root / name).resolve().is_relative_to(root.resolve()) else ""


def _beside(feed: Subscription, root: Path, folder: Path) -> Subscription:
    if is_url(feed.url):
        return feed
    return replace(feed, url=os.path.relpath(root / feed.url, folder))


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: cannot be read: {error}") from None


def _write(target: Path, data: bytes) -> None:
    """Whole or not at all; a link stays one, and what it leads to is replaced."""
    target = target.resolve()
    publish({target.name: data}, target.parent)
