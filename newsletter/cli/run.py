"""The verb run: one pass over a workspace's newsletters."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from newsletter.cli import DONE, PARTLY
from newsletter.cli.options import at_option, chosen, clock, config_option, settings_of, worst
from newsletter.cli.progress import work_shown
from newsletter.cli.signals import end_in_order
from newsletter.cli.tell import tell, tell_language, tell_read, tell_troubles
from newsletter.cli.terminal import complain, say, visible
from newsletter.errors import NewsletterError, StoppedError

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from newsletter.pipeline.run import Outcome


@click.command()
@click.argument("name", required=False)
@click.option("--due", is_flag=True, help="Only what is planned, due and not made yet.")
@click.option("--dry-run", is_flag=True, help="Change nothing; say what would be made.")
@click.option("--verbose", is_flag=True, help="With --due: tell what went well, too.")
@at_option
@config_option
def run(  # noqa: PLR0913 - a verb has its options
    *,
    name: str | None,
    due: bool,
    dry_run: bool,
    verbose: bool,
    at: datetime | None,
    config: Path | None,
) -> int:
    """One pass now: collect, compose, store, deliver. Makes no edition when nothing is new.

    With --due, for cron and timers, only troubles are told where no terminal is looked at.
    """
    from newsletter.pipeline.alert import look_out
    from newsletter.pipeline.due import run_due
    from newsletter.pipeline.forget import forget
    from newsletter.pipeline.run import preview
    from newsletter.pipeline.run import run as make
    from newsletter.sources.outside import Outside
    from newsletter.store.store import open_store

    end_in_order()
    quiet = due and not verbose and not sys.stdout.isatty()
    settings = settings_of(config)
    tell_language(chosen(settings, name))
    codes: list[int] = []
    with open_store(settings.store.url, settings.root) as store:
        for newsletter in chosen(settings, name):
            now = clock(at, newsletter.timezone)
            try:
                if dry_run:
                    with work_shown() as outside:
                        seen = preview(newsletter, settings, store, now, outside=outside)
                    codes.append(_preview(seen))
                elif due:
                    with work_shown() as outside:
                        outcomes = run_due(newsletter, settings, store, now, outside=outside)
                        codes.extend(tell(outcome, settings, quiet=quiet) for outcome in outcomes)
                else:
                    with work_shown() as outside:
                        made = make(newsletter, settings, store, now, outside=outside)
                    codes.append(tell(made, settings))
            except StoppedError:
                raise
            except NewsletterError as error:  # the other newsletters are made all the same
                complain(f"{newsletter.name}: {error}")
                codes.append(error.exit_code)
            if not dry_run:
                say(*look_out(newsletter, settings, store, now, Outside()))
        if not dry_run:
            forget(settings, store, clock(at))
    return worst(codes)


def _preview(outcome: Outcome) -> int:
    tell_troubles(outcome.coverage)
    if outcome.edition is None:
        click.echo(f"{outcome.newsletter}: nothing new, no edition would be made")
        return PARTLY if outcome.coverage.troubles else DONE
    click.echo(f"{outcome.newsletter}: {tell_read(outcome.coverage)}")
    for item in (*outcome.edition.items, *outcome.edition.also):
        if item.summary.headline:
            click.echo(visible(item.summary.headline.text))
    return PARTLY if outcome.coverage.troubles else DONE
