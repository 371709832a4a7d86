"""The verb correct: a published edition once more on the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from newsletter.cli import DONE
from newsletter.cli.options import chosen, clock, config_option, settings_of
from newsletter.cli.tell import relative
from newsletter.cli.terminal import visible

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("edition")
@click.option("--wrong", metavar="TEXT", required=True, help="What was wrong in it, for readers.")
@config_option
def correct(*, edition: str, wrong: str, config: Path | None) -> int:
    """Lay a published edition on the desk again, to send a numbered correction of it.

    EDITION is an id such as morning/2026-11-23T0700, "latest", an edition.json or its folder.
    Put it right in the manuscript; `newsletter send` publishes it as ...-r2, with deliveries of
    its own. The edition that was wrong stays as it is.
    """
    from newsletter.pipeline.correct import correct as lay
    from newsletter.pipeline.editions import find_edition
    from newsletter.store.store import open_store

    if not wrong.strip():
        raise click.UsageError("say what was wrong: --wrong TEXT")
    settings = settings_of(config)
    with open_store(settings.store.url, settings.root) as store:
        found = find_edition(edition, store)
        (newsletter,) = chosen(settings, found.id.partition("/")[0])
        told = lay(found.id, newsletter, settings, store, wrong=wrong, now=clock(None))
    if told.draft and told.file:
        place = visible(relative(told.file, settings.root))
        click.echo(f"{told.draft.name}: put it right in {place}, then send it")
    return DONE
