"""Editions among what is named on a command line that takes sources as well."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from newsletter.cli.options import own_templates, settings_of
from newsletter.errors import ConfigError, ParseError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsletter.model import Edition

# How editions are called: NAME/2026-11-23T0700, perhaps with -r2 behind it.
ID = re.compile(r"[^/]+/\d{4}-\d\d-\d\dT\d{4}(?:-\w+)*$")
DRAFT = re.compile(r"[^/]+/draft-\d{4}-\d\d-\d\dT\d{4}(?:-\w+)*$")


@dataclass(frozen=True, slots=True)
class Stored:
    """An edition, the folder of the templates that its workspace has, and its pictures.

    `files` are those that are where it is: beside it, or in the store.
    """

    edition: Edition
    templates: Path | None
    files: Mapping[str, bytes]


def stored(names: tuple[str, ...], config: Path | None) -> Stored | None:
    """The edition, where the one name is an edition's; None where sources are named.

    A path is read without any store.
    """
    if len(names) != 1:
        return None
    from newsletter.pipeline.album import picture_files, pictures_beside

    (name,), path = names, Path(names[0])
    if path.exists():
        found = _at(path)
        if found is None:
            return None
        folder = path if path.is_dir() else path.parent
        return Stored(found, own_templates(config), pictures_beside(found, folder))
    if name != "latest" and not ID.match(name):
        return None
    from newsletter.pipeline.editions import find_edition
    from newsletter.store.store import open_store

    settings = settings_of(config)
    with open_store(settings.store.url, settings.root, reading=True) as store:
        try:
            edition = find_edition(name, store)
            return Stored(edition, settings.templates, picture_files(edition, store.pictures))
        except ConfigError:
            if name == "latest":
                raise
            return None  # it may be a draft's


def _at(path: Path) -> Edition | None:
    """The edition in a file or folder; a JSON file may well be a feed."""
    from newsletter.pipeline.editions import edition_at

    if not path.is_dir() and path.suffix != ".json":
        return None
    try:
        return edition_at(str(path))
    except ParseError:
        return None
