"""The verb health: whether the service on this machine lives, for those who watch over it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import click

from newsletter.cli import DONE, FAILED
from newsletter.cli.options import config_option, settings_of
from newsletter.cli.terminal import complain

if TYPE_CHECKING:
    from pathlib import Path

# The service says so every 30 s, later while another process keeps the store locked.
LATE = timedelta(seconds=120)


@click.command()
@config_option
def health(config: Path | None) -> int:
    """Say whether `serve` lives on this machine: exit 0, or 1 and what is wrong.

    It is asked through the store, so that it also holds where the pages cannot be reached.
    """
    from newsletter.store.store import open_store

    settings = settings_of(config)
    with open_store(settings.store.url, settings.root, reading=True) as store:
        last = store.beats.last()
    if last is None:
        complain("no service has run on this machine lately; start it with newsletter serve")
        return FAILED
    age = datetime.now(UTC) - last
    if age > LATE:
        complain(f"the service was last alive at {last:%Y-%m-%d %H:%M:%S} UTC; see its log")
        return FAILED
    click.echo(f"alive {max(int(age.total_seconds()), 0)} s ago")
    return DONE
