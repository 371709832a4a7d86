"""The verb render: a one-off edition, or a preview of the next."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from newsletter.cli import DONE, FAILED, PARTLY
from newsletter.cli.options import (
    at_option,
    chosen,
    clock,
    config_option,
    networks_option,
    own_templates,
    settings_of,
)
from newsletter.cli.progress import work_shown
from newsletter.cli.signals import end_in_order
from newsletter.cli.tell import tell_language, tell_troubles
from newsletter.cli.terminal import say
from newsletter.cli.writing import album_for, write
from newsletter.errors import ConfigError
from newsletter.render.formats import Format

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from newsletter.cli.stored import Stored
    from newsletter.config.settings import Newsletter
    from newsletter.pipeline.make import Kind

FORMATS = (*get_args(Format), "json")
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*(?:/draft-[\w-]+)?")  # a newsletter's, or a draft's


@click.command()
@click.argument("sources", metavar="[PATH|URL ... | EDITION]", nargs=-1)
@click.option(
    "--format", "formats", type=click.Choice(FORMATS), multiple=True, help="May be repeated."
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE|DIR", help="Where to write."
)
@at_option
@click.option("--as", "name", metavar="NAME", help="With the settings of that newsletter.")
@networks_option
@config_option
def render(  # noqa: PLR0913 - a verb has its options
    *,
    sources: tuple[str, ...],
    formats: tuple[Kind, ...],
    output: Path | None,
    at: datetime | None,
    name: str | None,
    networks: tuple[str, ...],
    config: Path | None,
) -> int:
    """Make a one-off edition of just these files, folders, feeds and pages; store nothing.

    One format goes to standard output; several, or -o DIR, to a folder, where the page has its
    pictures beside it. Without sources it is a preview of what `run` would make now; of a draft
    (its name, newsletter or file) it is that.
    EDITION is an edition.json or its folder, an id such as morning/2026-11-23T0700, or "latest":
    it is shown again from itself alone, to the byte.
    """
    from newsletter.cli.stored import stored
    from newsletter.pipeline.album import picture_files
    from newsletter.pipeline.oneoff import one_off

    end_in_order()
    if not sources:
        return _preview(formats, output, at, name, config)
    found = stored(sources, config)
    if found and (at or name or networks):
        raise click.UsageError("--at, --as and --allow-network are for sources, not editions")
    if found := found or _draft(sources, config):
        write(found.edition, formats, output, found.templates, found.files)
        return DONE
    settings = settings_of(config) if name or config else None
    newsletter = chosen(settings, name)[0] if settings else _plain()
    tell_language([newsletter])
    newsletter = _with_networks(newsletter, networks)
    lenses = settings.lens_folders if settings else ()
    album = album_for(formats, output)
    moment = clock(at, newsletter.timezone)
    with work_shown() as outside:
        edition = one_off(sources, newsletter, lenses, moment, album, outside)
    tell_troubles(edition.coverage)
    if not edition.items:
        say("nothing to tell: there is no text in these sources, or none of them could be read")
        return FAILED
    files = picture_files(edition, album) if album else {}
    write(edition, formats, output, own_templates(config), files)
    return PARTLY if edition.coverage.troubles else DONE


def _draft(sources: Sequence[str], config: Path | None) -> Stored | None:
    """The edition of a draft, where its file, its name or its newsletter's is what is asked for."""
    from newsletter.cli.stored import Stored
    from newsletter.pipeline.desk import draft_in

    source, path = sources[0], Path(sources[0])
    manuscript = draft_in(path)
    if len(sources) > 1 or not (manuscript or (not path.exists() and _NAME.fullmatch(source))):
        return None
    try:
        settings = settings_of(config)
    except ConfigError:
        if manuscript or "/" in source:
            raise
        return None  # a word that may be a file's name
    from newsletter.pipeline.album import picture_files
    from newsletter.pipeline.drafts import find_draft
    from newsletter.store.store import open_store

    with open_store(settings.store.url, settings.root, reading=True) as store:
        found = find_draft(source, settings, store)
        files = picture_files(found.edition, store.pictures) if found else {}
    if found is None and (manuscript or "/" in source):
        told = manuscript or source
        raise ConfigError(f"no draft `{told}` in {settings.root}; `newsletter status` lists them")
    return Stored(found.edition, settings.templates, files) if found else None


def _preview(
    formats: Sequence[Kind],
    output: Path | None,
    at: datetime | None,
    name: str | None,
    config: Path | None,
) -> int:
    from newsletter.pipeline.album import picture_files
    from newsletter.pipeline.run import preview
    from newsletter.store.store import open_store

    settings = settings_of(config)
    newsletters = chosen(settings, name)
    if len(newsletters) > 1:
        names = ", ".join(one.name for one in newsletters)
        raise ConfigError(f"say which newsletter with --as: there are {names}")
    newsletter = newsletters[0]
    tell_language([newsletter])
    with open_store(settings.store.url, settings.root) as store:
        album = album_for(formats, output, store.pictures)
        moment = clock(at, newsletter.timezone)
        with work_shown() as outside:
            outcome = preview(newsletter, settings, store, moment, album, outside)
        shown = outcome.edition
        files = picture_files(shown, album) if shown and album else {}
    tell_troubles(outcome.coverage)
    if shown is None:
        say(f"{newsletter.name}: nothing new")
    else:
        write(shown, formats, output, settings.templates, files)
    return PARTLY if outcome.coverage.troubles else DONE


def _plain() -> Newsletter:
    """A one-off edition's settings: no sender, no readers, nothing made up."""
    from newsletter.config.settings import Newsletter

    return Newsletter(name="brief", title="The Brief")


def _with_networks(newsletter: Newsletter, networks: tuple[str, ...]) -> Newsletter:
    from dataclasses import replace

    allowed = (*newsletter.sources.allow_networks, *networks)
    return replace(newsletter, sources=replace(newsletter.sources, allow_networks=allowed))
