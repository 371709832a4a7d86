"""An edition of what is named on the command line, without a store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsletter.digest.lens import load_lenses
from newsletter.pipeline.make import frame_of, make
from newsletter.pipeline.pictures import with_pictures
from newsletter.slots import unplanned
from newsletter.sources.named import read_named

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from newsletter.config.settings import Newsletter
    from newsletter.model import Edition
    from newsletter.pipeline.album import Album
    from newsletter.sources.outside import Outside


def one_off(  # noqa: PLR0913, PLR0917 - what is named, for whom, when, and what is shown of it
    names: Sequence[str],
    newsletter: Newsletter,
    lens_folders: Sequence[Path],
    now: datetime,
    album: Album | None = None,
    outside: Outside | None = None,
) -> Edition:
    """The edition of just these; sources that could not be read are in its coverage.

    An edition without stories says that there was nothing to tell. Its pictures are fetched where
    there is an `album` for them.
    """
    lenses = load_lenses(
        lens_folders, newsletter.digest.lenses, language=newsletter.render.language
    )
    read = read_named(names, newsletter.sources, now, outside)
    name = f"{newsletter.name}/{unplanned(now, newsletter.zone).key}"
    frame = frame_of(newsletter, name, now, now)
    edition = make(read.pairs, newsletter, lenses, frame, read.coverage)
    if album is None:
        return edition
    album.tell(entry for entry, _ in read.pairs)
    return with_pictures(edition, newsletter, album)
