"""The verb verify: the proof of an edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from newsletter.cli import DONE, FAILED
from newsletter.cli.options import config_option, settings_of
from newsletter.cli.terminal import visible

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("edition", metavar="EDITION")
@config_option
def verify(*, edition: str, config: Path | None) -> int:
    """Prove every line of an edition from the stored texts; exit 1 when one does not hold.

    EDITION is an edition.json or its folder, an id such as morning/2026-11-23T0700, or "latest".
    """
    from newsletter.digest.telling import telling
    from newsletter.edition.counted import counted_problems
    from newsletter.edition.verify import quotes
    from newsletter.edition.verify import verify as problems_of
    from newsletter.edition.written import told
    from newsletter.pipeline.editions import find_edition
    from newsletter.store.store import open_store

    settings = settings_of(config)
    with open_store(settings.store.url, settings.root, reading=True) as store:
        found = find_edition(edition, store)
        texts = store.entries.texts([source.revision for source in found.sources])
        considered = store.told.counted(found.corrects or found.id)
        own = store.drafts.own(found.id)
    problems = (*problems_of(found, texts, telling, own), *counted_problems(found, considered))
    for problem in problems:
        click.echo(visible(f"{found.id}: {problem}"))
    if problems:
        return FAILED
    count = sum(1 for item in (*found.items, *found.also) for _ in quotes(item))
    lines = told(found)
    for line in lines:
        click.echo(visible(f"{found.id}: {line}"))
    editors = f"; {len(lines)} {'line is' if len(lines) == 1 else 'lines are'} the editor's"
    click.echo(visible(f"{found.id}: {count} quotations hold{editors if lines else ''}"))
    return DONE
