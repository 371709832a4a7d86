"""The verb verify: the proof of an edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from newsletter.cli import DONE, FAILED
from newsletter.cli.options import config_option, settings_of
from newsletter.cli.terminal import visible

if TYPE_CHECKING:
    from pathlib import Path

UNPUBLISHED = "was not published from here: its title, labels, addresses and looks have no witness"


@click.command()
@click.argument("edition", metavar="EDITION")
@config_option
def verify(*, edition: str, config: Path | None) -> int:
    """Prove every line of an edition from the stored texts; exit 1 when one does not hold.

    What is quoted is proved by the texts, who said it by the entries, and the rest of a published
    edition by what was stored when it was published.

    EDITION is an edition.json or its folder, an id such as morning/2026-11-23T0700, or "latest".
    """
    from newsletter.edition.verify import quotes
    from newsletter.edition.written import told
    from newsletter.pipeline.editions import find_edition
    from newsletter.pipeline.proof import problems as problems_of
    from newsletter.store.store import open_store

    settings = settings_of(config)
    with open_store(settings.store.url, settings.root, reading=True) as store:
        found = find_edition(edition, store)
        stored = store.editions.get(found.id)
        problems = problems_of(found, stored, store)
    for problem in problems:
        click.echo(visible(f"{found.id}: {problem}"))
    if problems:
        return FAILED
    count = sum(1 for item in (*found.items, *found.also) for _ in quotes(item))
    lines = told(found)
    for line in lines:
        click.echo(visible(f"{found.id}: {line}"))
    editors = f"; {len(lines)} {'line is' if len(lines) == 1 else 'lines are'} the editor's"
    if stored is None:
        click.echo(visible(f"{found.id}: {UNPUBLISHED}"))
    click.echo(visible(f"{found.id}: {count} quotations hold{editors if lines else ''}"))
    return DONE
