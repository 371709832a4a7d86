"""The verb templates: the bundled templates as files of the workspace's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from newsletter.cli import DONE, FAILED
from newsletter.cli.options import config_option, workspace
from newsletter.cli.terminal import complain, visible
from newsletter.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path


@click.group()
def templates() -> None:
    """Take the bundled templates over into the workspace, where they win."""


@templates.command()
@click.argument("names", metavar="[NAME ...]", nargs=-1)
@click.option("--force", is_flag=True, help="Replace files that are there already.")
@config_option
def eject(*, names: tuple[str, ...], force: bool, config: Path | None) -> int:
    """Write the bundled templates, or those that are named, into the folder templates.

    From then on they are used in place of the bundled ones: change them there. A file that is
    there already and differs is left as it is, exit code 1, unless --force is given.
    """
    from newsletter.deliver.folder import publish

    settings, _ = workspace(config)
    bundled = _bundled()
    chosen = {name: bundled[_known(name, bundled)] for name in names} or bundled
    code = DONE
    for name, data in chosen.items():
        path = settings.root / "templates" / name
        if not force and path.is_file() and path.read_bytes() != data:
            complain(f"{path}: is there already and differs; --force replaces it")
            code = FAILED
            continue
        publish({path.name: data}, path.parent)
        click.echo(visible(f"wrote {path}"))
    return code


def _bundled() -> dict[str, bytes]:
    """Every template that ships, by its name."""
    from newsletter.assets import folder
    from newsletter.render.loader import templates_in

    shipped = folder("templates")
    return {name: (shipped / name).read_bytes() for name in templates_in(shipped)}


def _known(name: str, bundled: dict[str, bytes]) -> str:
    from newsletter.config.values import nearest

    if name not in bundled:
        raise ConfigError(f"no template `{name}`; {nearest(name, bundled)}")
    return name
