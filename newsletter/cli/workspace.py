"""Verbs about the workspace: init, check, config."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsletter.cli import DONE, USAGE
from newsletter.cli.options import config_option, settings_of
from newsletter.cli.tell import tell_language
from newsletter.cli.terminal import visible
from newsletter.errors import ConfigError

if TYPE_CHECKING:
    from datetime import datetime

    from newsletter.config.settings import Settings


@click.command()
@click.argument("directory", metavar="[DIR]", type=click.Path(path_type=Path), default=".")
def init(directory: Path) -> None:
    """Make a workspace that works at once: settings, a sample feed, sample documents.

    Files that are there already are left as they are.
    """
    from newsletter.config.starter import make_workspace

    written = make_workspace(directory)
    click.echo("\n".join(visible(f"wrote {path}") for path in written))
    place = "" if directory == Path() else f"cd {directory} && "
    click.echo(visible(f"Next: {place}newsletter run"))


@click.command()
@config_option
def check(config: Path | None) -> int:
    """Say line by line what is wrong in the workspace; exit 2 when something is."""
    from datetime import UTC, datetime

    from newsletter.config.checks import problems
    from newsletter.pipeline.keys import missing_keys
    from newsletter.sources.outside import Outside

    try:
        settings = settings_of(config)
    except ConfigError as error:
        click.echo("\n".join(map(visible, error.problems)))
        return USAGE
    tell_language(settings.newsletters)
    now = datetime.now(UTC)
    found = (
        *problems(settings, now, lambda settings: _broken_templates(settings, now)),
        *missing_keys(settings, Outside()),
    )
    if found:
        click.echo("\n".join(map(visible, found)))
        return USAGE
    names = ", ".join(newsletter.name for newsletter in settings.newsletters)
    click.echo(visible(f"{settings.root}: nothing wrong ({names})"))
    return DONE


def _broken_templates(settings: Settings, now: datetime) -> tuple[str, ...]:
    """Templates of the workspace's own are tried out; without any, nothing is loaded for that."""
    if settings.templates is None:
        return ()
    from newsletter.pipeline.tryout import broken_templates

    return broken_templates(settings, now)


@click.command()
@click.option("--schema", is_flag=True, required=True, help="Print the JSON Schema.")
def config(schema: bool) -> None:  # noqa: FBT001 - click's flag
    """Print the settings' JSON Schema, for editors that complete and check newsletter.toml."""
    del schema  # the only thing to print; the flag leaves room for others
    import json

    from newsletter.config.schema import schema as settings_schema

    click.echo(json.dumps(settings_schema(), indent=2))
