"""The verbs split and merge: what is one story, and what is not."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

import click

from newsletter.cli.options import config_option, settings_of
from newsletter.cli.terminal import visible
from newsletter.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from newsletter.store.store import Store

Verb = TypeVar("Verb", bound="Callable[..., object]")
SEVERAL = 2


def _entries(verb: Verb) -> Verb:
    for option in (
        config_option,
        click.option(
            "--of", "edition", metavar="EDITION", help="Its entries may be named, too: a preview's."
        ),
        click.option("--undo", is_flag=True, help="Take it back, among these or of this one."),
        click.option("--list", "listed", is_flag=True, help="Show what was asked so far."),
        click.argument("names", nargs=-1, metavar="ENTRY ..."),
    ):
        verb = option(verb)
    return verb


@click.command()
@_entries
def split(
    *, names: tuple[str, ...], listed: bool, undo: bool, edition: str | None, config: Path | None
) -> None:
    """Keep entries in stories of their own, each in another, from now on.

    ENTRY is an entry's id, or as much of its start as no other has; `newsletter entries` and
    `newsletter explain EDITION` show them.
    """
    _tie(names, listed=listed, undo=undo, edition=edition, config=config, together=False)


@click.command()
@_entries
def merge(
    *, names: tuple[str, ...], listed: bool, undo: bool, edition: str | None, config: Path | None
) -> None:
    """Keep entries in one story, all of them, from now on.

    ENTRY is an entry's id, or as much of its start as no other has; `newsletter entries` and
    `newsletter explain EDITION` show them.
    """
    _tie(names, listed=listed, undo=undo, edition=edition, config=config, together=True)


def _tie(  # noqa: PLR0913 - what the two verbs were given
    names: tuple[str, ...],
    *,
    listed: bool,
    undo: bool,
    edition: str | None,
    config: Path | None,
    together: bool,
) -> None:
    from newsletter.pipeline.asked import asked
    from newsletter.pipeline.editions import find_edition
    from newsletter.pipeline.ties import ask, entries_named, past_merging
    from newsletter.store.store import open_store

    if listed and (names or undo):
        raise click.UsageError("--list stands alone")
    settings = settings_of(config)
    with open_store(settings.store.url, settings.root, reading=listed) as store:
        if listed:
            for pair in asked(store, together=together):
                click.echo(visible(", ".join(pair)))
            return
        known = _asked(store, together=together) if undo else {}
        if undo and all(name in known for name in names):
            found = {name: known[name] for name in names}
        else:
            found = entries_named(names, store, find_edition(edition, store) if edition else None)
        if len(found) < (1 if undo else SEVERAL):
            raise click.UsageError(f"name {'an entry' if undo else 'two entries or more'}")
        if undo:
            count = store.ties.withdraw(list(found), together=together)
            if not count:
                raise ConfigError(f"nothing of the kind was asked of {', '.join(found)}")
            click.echo(f"took back {count} {'pair' if count == 1 else 'pairs'}")
            return
        if together:
            past_merging(found, settings.newsletters, store, datetime.now(UTC))
        ask(list(found), store, datetime.now(UTC), together=together)
    click.echo("one story:" if together else "a story each:")
    for key, title in found.items():
        click.echo(f"{key}  {visible(title)}")


def _asked(store: Store, *, together: bool) -> Mapping[str, str]:
    """The entries that something was asked of, also where they are in no table any more."""
    ties = store.ties.all()
    pairs = ties.together if together else ties.apart
    return {entry: "" for pair in pairs for entry in pair}
