"""The verb backup: a copy of the store."""

from __future__ import annotations

from pathlib import Path

import click

from newsletter.cli.options import config_option, settings_of
from newsletter.cli.terminal import visible
from newsletter.errors import ConfigError


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace FILE when it is there.")
@config_option
def backup(*, file: Path, force: bool, config: Path | None) -> None:
    """Write a whole copy of the store into FILE, while others use it.

    The copy is a SQLite store, also where the store is PostgreSQL. FILE is there whole or not at
    all; one that is there already is kept unless --force is given.
    """
    from newsletter.store.store import open_store

    if file.is_dir():
        raise ConfigError(f"{file}: is a folder; name a file in it")
    if file.exists() and not force:
        raise ConfigError(f"{file}: is there already; name another file, or add --force")
    settings = settings_of(config)
    with open_store(settings.store.url, settings.root, reading=True) as store:
        if store.file and file.exists() and file.samefile(store.file):
            raise ConfigError(f"{file}: is the store itself; name another file")
        store.backup(file)
    click.echo(visible(f"wrote {file}"))
