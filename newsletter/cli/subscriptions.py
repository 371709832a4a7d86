"""The verbs `feeds add`, `remove`, `import` and `export`: what a workspace reads."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsletter.cli import DONE, PARTLY
from newsletter.cli.options import config_option, workspace
from newsletter.cli.terminal import complain, say, visible
from newsletter.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from newsletter.config.settings import Settings
    from newsletter.pipeline.subscriptions import Listed
    from newsletter.sources.opml import Subscription
    from newsletter.store.values import FeedState


@click.command()
@click.argument("address", metavar="URL")
@click.option("--title", default="", help="What readers see; default: the feed's own title.")
@click.option("--topic", default="", help='Its group, such as "Business / Markets".')
@config_option
def add(address: str, title: str, topic: str, config: Path | None) -> None:
    """Add the feed at a URL, or behind a web page, to the workspace's OPML list.

    The feed is read first, to see that it is one. The list is the first that [sources] feeds
    names; where there is none, feeds/subscriptions.opml is made and named there.
    """
    from newsletter.pipeline.subscriptions import add as add_to
    from newsletter.pipeline.subscriptions import listed
    from newsletter.sources.identity import masked
    from newsletter.sources.opml import Subscription
    from newsletter.sources.subscribe import find_feed

    settings, file = workspace(config)
    feeds, _ = listed(settings)
    _refuse_known(address, feeds)
    options = settings.newsletters[0].sources
    found = find_feed(address, options, settings.root, datetime.now(UTC))
    if found.on_page:
        others = "".join(f"; also {_named(one.title, one.url)}" for one in found.others)
        say(f"the page names {_named(found.title, found.url)}, which is taken{others}")
    _refuse_known(found.url, feeds)
    title = title or found.title
    where = add_to([Subscription(found.url, title, topic)], settings, file)
    entries = "1 entry" if found.entries == 1 else f"{found.entries} entries"
    name = visible(title or masked(found.url))
    click.echo(f"added {name} ({visible(masked(found.url))}, {entries}) to {where}")


@click.command()
@click.argument("name", metavar="URL|TITLE")
@config_option
def remove(name: str, config: Path | None) -> None:
    """Take a feed out of the list or the settings that name it.

    What it brought stays in the store.
    """
    from newsletter.pipeline.subscriptions import remove as remove_from
    from newsletter.sources.identity import masked

    settings, file = workspace(config)
    for feed in _meant(name, settings):
        remove_from(feed, settings, file)
        where = feed.where or file.name
        click.echo(f"removed {visible(masked(feed.url))} from {visible(where)}")


@click.command("import")
@click.argument("opml", metavar="FILE.opml", type=click.Path(path_type=Path))
@config_option
def import_feeds(opml: Path, config: Path | None) -> None:
    """Add the feeds of an OPML list that are not in the workspace yet, with their groups.

    Nothing is fetched. Groups are the topics of their feeds.
    """
    from newsletter.pipeline.subscriptions import add as add_to
    from newsletter.pipeline.subscriptions import listed, same_feed
    from newsletter.sources.files import read_file
    from newsletter.sources.identity import is_url
    from newsletter.sources.opml import read_opml

    settings, file = workspace(config)
    known = {same_feed(feed.url) for feed in listed(settings)[0]}
    new: dict[str, Subscription] = {}
    feeds = read_opml(read_file(opml, str(opml)), str(opml))
    for feed in feeds:
        if not is_url(feed.url):
            feed = replace(feed, url=os.path.relpath(opml.parent / feed.url, settings.root))  # noqa: PLW2901 - the same feed, named from here
        if same_feed(feed.url) not in known:
            new.setdefault(same_feed(feed.url), feed)
    where = add_to(list(new.values()), settings, file) if new else ""
    added = f"{_counted(len(new))} added to {where}" if new else "nothing new"
    left = len(feeds) - len(new)
    click.echo(f"{added}; {left} {'was' if left == 1 else 'were'} there already")


@click.command()
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Default: print it."
)
@config_option
def export(output: Path | None, config: Path | None) -> int:
    """Write all feeds as one OPML 2.0 list, topics as nested groups.

    Addresses are written whole, with what is secret in them.
    """
    from newsletter.deliver.folder import publish
    from newsletter.pipeline.subscriptions import listed
    from newsletter.sources.identity import is_url
    from newsletter.sources.opml import Subscription, write_opml

    settings, _ = workspace(config)
    feeds, troubles = listed(settings)
    titles = {url: state.title for url, state in _states(settings).items()}
    home = output.parent if output else settings.root
    whole = {
        feed.url: Subscription(
            feed.url if is_url(feed.url) else os.path.relpath(settings.root / feed.url, home),
            feed.given.title or titles.get(feed.url, ""),
            feed.given.topic,
        )
        for feed in reversed(feeds)
    }
    data = write_opml(list(whole.values())[::-1], "Feeds")
    if output is None:
        click.echo(data, nl=False)
    else:
        publish({output.name: data}, output.parent)
        say(f"{_counted(len(whole))} in {output}")
    for trouble in troubles:
        complain(f"{trouble.source}: {trouble.reason}")
    return PARTLY if troubles else DONE


def _states(settings: Settings) -> Mapping[str, FeedState]:
    from newsletter.store.store import open_store

    with open_store(settings.store.url, settings.root) as store:
        return store.feeds.all()


def _refuse_known(url: str, feeds: Sequence[Listed]) -> None:
    from newsletter.pipeline.subscriptions import same_feed
    from newsletter.sources.identity import masked

    for feed in feeds:
        if same_feed(feed.url) == same_feed(url):
            place = feed.where or "newsletter.toml"
            raise ConfigError(f"{masked(url)}: is in {place} already; nothing was changed")


def _meant(name: str, settings: Settings) -> list[Listed]:
    """Where the feed is listed; ConfigError names what is near, or the several that are meant."""
    from newsletter.pipeline.subscriptions import listed, same_feed
    from newsletter.sources.identity import masked

    feeds, _ = listed(settings)
    by_url = [
        one for one in feeds if same_feed(name) == same_feed(one.url) or name == masked(one.url)
    ]
    if by_url:
        return by_url
    states = _states(settings)
    titles = {
        one.url: one.given.title or (states[one.url].title if one.url in states else "")
        for one in feeds
    }
    meant = {url for url, title in titles.items() if title.casefold() == name.casefold()}
    if len(meant) > 1:
        urls = ", ".join(sorted(map(masked, meant)))
        raise ConfigError(f"{name!r} is the title of {len(meant)} feeds; name one by URL: {urls}")
    if not meant:
        near = get_close_matches(name, [*filter(None, titles.values()), *titles], n=1, cutoff=0.5)
        hint = f"did you mean {masked(near[0])!r}?" if near else "see `newsletter feeds list`"
        raise ConfigError(f"no feed {name!r} here; {hint}")
    return [one for one in feeds if one.url in meant]


def _named(title: str, url: str) -> str:
    from newsletter.sources.identity import masked

    return f"{title} ({masked(url)})" if title else masked(url)


def _counted(count: int) -> str:
    return "1 feed" if count == 1 else f"{count} feeds"
