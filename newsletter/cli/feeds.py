"""The verb `feeds`: feeds as they are read; its other verbs are in `health`, `subscriptions`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsletter.cli.health import list_feeds
from newsletter.cli.options import networks_option, of_many
from newsletter.cli.subscriptions import add, export, import_feeds, remove
from newsletter.cli.terminal import complain, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from newsletter.model import Entry
    from newsletter.sources.collect import Heard
    from newsletter.sources.options import SourceOptions

# Feeds that are fetched together; the lines of one lot are written before the next is asked for.
LOT = 32


@click.group()
def feeds() -> None:
    """Show feeds as they are read; list, add and remove those of the workspace."""


for _verb in (list_feeds, add, remove, import_feeds, export):
    feeds.add_command(_verb)


@feeds.command()
@click.argument("locations", metavar="FILE|URL...", nargs=-1, required=True)
@click.option("--jsonl", is_flag=True, help="One JSON line a feed, with the entries' own texts.")
@networks_option
def show(locations: tuple[str, ...], networks: tuple[str, ...], *, jsonl: bool) -> int:
    """Show feeds as they are read: RSS, Atom, RDF or JSON Feed, from files or the web.

    Lists of feeds (.opml) are opened. Exit code 3 if some could not be read, 1 if none could.
    """
    from datetime import UTC, datetime

    from newsletter.net.address import parse_networks
    from newsletter.sources.options import SourceOptions

    parse_networks(networks)  # wrong ones are told before anything is asked
    now = datetime.now(UTC)
    failed = told = 0
    for heard in _heard(locations, SourceOptions(allow_networks=networks), now):
        if jsonl:
            _write_line(heard)
        else:
            _write_listing(heard)
        failed, told = failed + bool(heard.problem), told + 1
    return of_many(failed, told)


def _heard(locations: Sequence[str], options: SourceOptions, now: datetime) -> Iterator[Heard]:
    """What each feed said, in the order given, lot by lot: thousands never lie in memory."""
    from newsletter.sources.collect import Heard, ask, subscriptions

    for start in range(0, len(locations), LOT):
        wanted, troubles = subscriptions(locations[start : start + LOT], Path())
        yield from (Heard(trouble.source, problem=trouble.reason) for trouble in troubles)
        for first in range(0, len(wanted), LOT):
            yield from ask(wanted[first : first + LOT], {}, options, Path(), now)


def _write_line(heard: Heard) -> None:
    import msgspec

    from newsletter.sources.files import written

    feed = heard.parsed.feed if heard.parsed else None
    record: dict[str, Any] = {
        "source": written(heard.location),
        "title": feed.title if feed else "",
        "format": feed.format if feed else "",
        "entries": [_record(entry) for entry in _entries(heard)],
    }
    if heard.problem:
        record["problem"] = heard.problem
    click.echo(msgspec.json.encode(record))


def _record(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "title": entry.title,
        "link": entry.link,
        "published": entry.published,
        "updated": entry.updated,
        "author": entry.author,
        "text": _text(entry),
    }


def _text(entry: Entry) -> str:
    from newsletter.sources.fulltext import content

    return content(entry).text


def _write_listing(heard: Heard) -> None:
    from newsletter.sources.identity import shown

    if heard.problem or heard.parsed is None:
        complain(f"{shown(heard.location)}: {heard.problem}")
        return
    feed, entries = heard.parsed.feed, _entries(heard)
    count = "1 entry" if len(entries) == 1 else f"{len(entries)} entries"
    click.echo(f"{visible(feed.title or shown(heard.location))} ({feed.format}, {count})")
    for entry in entries:
        date = f"{entry.published:%Y-%m-%d %H:%M}" if entry.published else "undated         "
        click.echo(f"  {date}  {visible(entry.title or _text(entry)[:80]) or 'untitled'}")
        if entry.link:
            click.echo(f"{'':20}{entry.link}")


def _entries(heard: Heard) -> tuple[Entry, ...]:
    return heard.parsed.entries if heard.parsed else ()
