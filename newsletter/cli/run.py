"""The verb run: one pass over a workspace's newsletters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from newsletter.cli import DONE, PARTLY
from newsletter.cli.options import at_option, chosen, clock, config_option, settings_of, worst
from newsletter.cli.tell import tell, tell_read, tell_troubles
from newsletter.cli.terminal import visible

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from newsletter.model import Edition


@click.command()
@click.argument("name", required=False)
@click.option("--due", is_flag=True, help="Only what is planned, due and not made yet.")
@click.option("--dry-run", is_flag=True, help="Change nothing; say what would be made.")
@at_option
@config_option
def run(
    *, name: str | None, due: bool, dry_run: bool, at: datetime | None, config: Path | None
) -> int:
    """One pass now: collect, compose, store, deliver. Makes no edition when nothing is new."""
    from newsletter.pipeline.run import preview, run_due
    from newsletter.pipeline.run import run as make
    from newsletter.store.store import open_store

    settings = settings_of(config)
    codes: list[int] = []
    with open_store(settings.store.url, settings.root) as store:
        for newsletter in chosen(settings, name):
            now = clock(at, newsletter.timezone)
            if dry_run:
                edition = preview(newsletter, settings, store, now)
                codes.append(_preview(newsletter.name, edition))
                continue
            outcomes = (
                run_due(newsletter, settings, store, now)
                if due
                else [make(newsletter, settings, store, now)]
            )
            codes += [tell(outcome, settings) for outcome in outcomes]
    return worst(codes)


def _preview(name: str, edition: Edition | None) -> int:
    if edition is None:
        click.echo(f"{name}: nothing new, no edition would be made")
        return DONE
    tell_troubles(edition.coverage)
    click.echo(f"{name}: {tell_read(edition.coverage)}")
    for item in (*edition.items, *edition.also):
        if item.summary.headline:
            click.echo(visible(item.summary.headline.text))
    return PARTLY if edition.coverage.troubles else DONE
