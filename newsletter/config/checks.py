"""What only a look at the disk can tell: sources, lenses, templates and folders."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from newsletter.digest.lens import load_lenses
from newsletter.errors import ConfigError, SourceError
from newsletter.render.environment import broken_templates
from newsletter.sources.collect import subscriptions
from newsletter.sources.folder import survey
from newsletter.sources.identity import is_url

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsletter.config.settings import Newsletter, Settings


def problems(settings: Settings) -> tuple[str, ...]:
    """One line a problem, each told once; nothing when the workspace is in order."""
    found: list[str] = []
    for newsletter in settings.newsletters:
        found += _lenses(newsletter, settings)
        found += _sources(newsletter, settings.root)
        found += _folder(settings.root / newsletter.deliver.folder)
    found += broken_templates(settings.templates)
    return tuple(dict.fromkeys(found))


def _lenses(newsletter: Newsletter, settings: Settings) -> Iterator[str]:
    try:
        load_lenses(settings.lens_folders, newsletter.digest.lenses)
    except ConfigError as error:
        yield from error.problems


def _sources(newsletter: Newsletter, root: Path) -> Iterator[str]:
    wanted, troubles = subscriptions(newsletter.sources.feeds, root)
    for trouble in troubles:
        yield f"{trouble.source}: {trouble.reason}"
    for one in wanted:
        if not is_url(one.url) and not (root / one.url).is_file():
            yield f"{one.url}: there is no such feed in {root}"
    for name in newsletter.sources.seeds:
        try:
            skipped = survey(root / name).skipped
        except SourceError as error:
            yield str(error)
        else:
            yield from (f"{one.path}: {one.reason}" for one in skipped)


def _folder(folder: Path) -> Iterator[str]:
    """The nearest folder that is there must be one, and be writable."""
    there = next(place for place in (folder, *folder.parents) if place.exists())
    if not there.is_dir():
        yield f"{there}: is a file; editions want a folder there"
    elif not os.access(there, os.W_OK):
        yield f"{there}: may not be written; editions go to {folder}"
