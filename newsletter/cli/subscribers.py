"""The verb `subscribers`: who gets a newsletter, and who left."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsletter.cli import DONE, PARTLY
from newsletter.cli.options import chosen, config_option, of_many, settings_of
from newsletter.cli.records import as_text
from newsletter.cli.terminal import complain, say, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsletter.store.store import Store
    from newsletter.store.subscribers import Fate, Joining, Subscriber

AGAIN = "Also those who left: only where they asked for it."


@click.group()
def subscribers() -> None:
    """List who gets a newsletter; add, remove, import and export addresses."""


@subscribers.command("list")
@click.argument("name", required=False)
@click.option("--left", is_flag=True, help="Those who left, and when, in place of who is there.")
@click.option("--json", "as_json", is_flag=True, help="One JSON list of all, with who left.")
@config_option
def list_subscribers(*, name: str | None, left: bool, as_json: bool, config: Path | None) -> None:
    """List who gets a newsletter, or each of them."""
    with _store(config, name, reading=True) as store:
        found = store.subscribers.all(name)
    if as_json:
        click.echo(json.dumps([_record(one) for one in found], default=as_text, indent=2))
        return
    for one in found:
        if bool(one.left) == left:
            when = f"left {one.left:%Y-%m-%d}" if one.left else f"since {one.joined:%Y-%m-%d}"
            click.echo(f"{'' if name else f'{one.newsletter}  '}{one.address}  {when}")
    if not found:
        say("no subscribers; `newsletter subscribers add NAME ADDRESS` adds one")


@subscribers.command()
@click.argument("name")
@click.argument("addresses", metavar="ADDRESS ...", nargs=-1, required=True)
@click.option("--again", is_flag=True, help=AGAIN)
@config_option
def add(*, name: str, addresses: tuple[str, ...], again: bool, config: Path | None) -> int:
    """Add addresses to the list of the newsletter NAME.

    Exit code 3 if some were not added: they are no addresses, or left before.
    """
    from newsletter.store.subscribers import Joining

    good, bad = _read(addresses)
    with _store(config, name) as store:
        joining = [Joining(one) for one in good]
        decided = store.subscribers.add(name, joining, datetime.now(UTC), again=again)
    _complain(bad)
    _tell(name, decided)
    return of_many(len(bad) + len(_with("left", decided)), len(addresses))


@subscribers.command()
@click.argument("name")
@click.argument("addresses", metavar="ADDRESS ...", nargs=-1, required=True)
@click.option("--erase", is_flag=True, help="Forget them altogether, also that they left.")
@config_option
def remove(*, name: str, addresses: tuple[str, ...], erase: bool, config: Path | None) -> int:
    """Take addresses off the list of the newsletter NAME, as if they had left.

    They are not added again by an import; `--erase` forgets that, too.
    """
    good, bad = _read(addresses)
    with _store(config, name) as store:
        if erase:
            gone = store.subscribers.erase(name, good)
        else:
            gone = store.subscribers.remove(name, good, datetime.now(UTC))
    missing = [one for one in dict.fromkeys(good) if one not in gone]
    _complain(bad + [f"{one}: is not on the list of {name}" for one in missing])
    click.echo(f"{name}: {len(gone)} {'erased' if erase else 'removed'}")
    return of_many(len(bad) + len(missing), len(bad) + len(dict.fromkeys(good)))


@subscribers.command("import")
@click.argument("name")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--again", is_flag=True, help=AGAIN)
@config_option
def import_subscribers(*, name: str, file: Path, again: bool, config: Path | None) -> int:
    """Add the addresses in FILE to the list of the newsletter NAME.

    One address a line, or CSV whose first line names its columns: `address` or `email`, and `left`
    for who is not to get it. Exit code 3 if a line holds no address; the others are added.
    """
    from newsletter.sources.decoding import decode
    from newsletter.sources.files import read_file
    from newsletter.store.subscribers import Joining
    from newsletter.text.addressbook import read_addresses

    now = datetime.now(UTC)
    listed = list(read_addresses(decode(read_file(file, str(file))), now))
    with _store(config, name) as store:
        joining = [Joining(one.address, one.left) for one in listed if not one.problem]
        decided = store.subscribers.add(name, joining, now, again=again)
    bad = [f"{file}: line {one.line} {one.problem}" for one in listed if one.problem]
    _complain(bad)
    _tell(name, decided)
    return PARTLY if bad else DONE


@subscribers.command()
@click.argument("name")
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Default: print it."
)
@config_option
def export(*, name: str, output: Path | None, config: Path | None) -> None:
    """Write the list of the newsletter NAME as CSV, with who left and when."""
    from newsletter.deliver.folder import publish
    from newsletter.text.addressbook import write_addresses

    with _store(config, name, reading=True) as store:
        found = store.subscribers.all(name)
    text = write_addresses((one.address, one.joined, one.left) for one in found)
    if output is None:
        click.echo(text, nl=False)
    else:
        publish({output.name: text.encode()}, output.parent)
        say(f"{len(found)} in {output}")


@contextmanager
def _store(config: Path | None, name: str | None, *, reading: bool = False) -> Iterator[Store]:
    """The workspace's store; ConfigError where it has no newsletter of that name."""
    from newsletter.store.store import open_store

    settings = settings_of(config)
    chosen(settings, name)
    with open_store(settings.store.url, settings.root, reading=reading) as store:
        yield store


def _read(addresses: Sequence[str]) -> tuple[list[str], list[str]]:
    """The addresses, and why the others are none."""
    from newsletter.text.mailbox import mailbox

    good, bad = [], []
    for one in addresses:
        try:
            good.append(mailbox(one))
        except ValueError as error:
            bad.append(f"{one}: {error}")
    return good, bad


def _complain(problems: Sequence[str]) -> None:
    if problems:
        complain(*problems)


def _tell(name: str, decided: Sequence[tuple[Joining, Fate]]) -> None:
    added = [one for one in (*_with("new", decided), *_with("back", decided)) if not one.left]
    gone = [*_with("gone", decided), *(one for one in _with("new", decided) if one.left)]
    told = [f"{len(added)} added", f"{len(_with('known', decided))} there already"]
    told += [f"{len(gone)} taken as gone"] if gone else []
    click.echo(f"{name}: {', '.join(told)}")
    if left := [one for one in _with("left", decided) if not one.left]:
        say(f"{len(left)} left before and were not added; --again adds them")


def _with(fate: Fate, decided: Sequence[tuple[Joining, Fate]]) -> list[Joining]:
    return [one for one, what in decided if what == fate]


def _record(one: Subscriber) -> dict[str, object]:
    """Without the token: who has it can take the reader off the list."""
    return {
        "newsletter": one.newsletter,
        "address": visible(one.address),
        "joined": one.joined,
        "left": one.left,
    }
