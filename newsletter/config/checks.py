"""What only a look at the disk can tell: sources, lenses, templates and folders."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from newsletter.config.recipients import addressees
from newsletter.digest.lens import load_lenses
from newsletter.errors import ConfigError
from newsletter.sources.collect import ask, subscriptions
from newsletter.sources.documents import documents
from newsletter.sources.folder import survey
from newsletter.sources.identity import is_url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from newsletter.config.settings import Newsletter, Settings


def problems(
    settings: Settings,
    now: datetime,
    broken_templates: Callable[[Settings], tuple[str, ...]],
) -> tuple[str, ...]:
    """One line a problem, each told once; nothing when the workspace is in order.

    Local feeds and documents are read as a run would read them; nothing on the web is asked.
    """
    found: list[str] = []
    for newsletter in settings.newsletters:
        found += _lenses(newsletter, settings)
        found += _sources(newsletter, settings.root, now)
        found += _folder(settings.root / newsletter.deliver.folder)
        found += _readers(newsletter, settings.root, now)
    found += broken_templates(settings)
    return tuple(dict.fromkeys(found))


def _lenses(newsletter: Newsletter, settings: Settings) -> Iterator[str]:
    try:
        load_lenses(settings.lens_folders, newsletter.digest.lenses)
    except ConfigError as error:
        yield from error.problems


def _sources(newsletter: Newsletter, root: Path, now: datetime) -> Iterator[str]:
    options = newsletter.sources
    wanted, troubles = subscriptions(options.feeds, root)
    for trouble in troubles:
        yield f"{trouble.source}: {trouble.reason}"
    for heard in ask([one for one in wanted if not is_url(one.url)], {}, options, root, now):
        if not os.path.lexists(root / heard.location):
            yield f"{heard.location}: there is no such feed in {root}"
        elif heard.problem:
            yield f"{heard.location}: {heard.problem}"
    for name in options.seeds:
        if os.path.isdir(root / name):  # noqa: PTH112 - is_dir() raises where nothing may be seen
            yield from (f"{one.path}: {one.reason}" for one in survey(root / name).skipped)
    for trouble in documents(options.seeds, root).troubles:
        yield f"{trouble.source}: {trouble.reason}"


def _readers(newsletter: Newsletter, root: Path, now: datetime) -> Iterator[str]:
    """Files of addresses, where the settings name any."""
    try:
        addressees(newsletter, root, now)
    except ConfigError as error:
        yield from error.problems


def _folder(folder: Path) -> Iterator[str]:
    """The nearest folder that is there must be one, and be writable."""
    there = next(place for place in (folder, *folder.parents) if os.path.lexists(place))
    if not os.path.isdir(there):  # noqa: PTH112 - see above
        yield f"{there}: is a file; editions want a folder there"
    elif not os.access(there, os.W_OK):
        yield f"{there}: may not be written; editions go to {folder}"
