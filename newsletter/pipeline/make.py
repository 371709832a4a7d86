"""From what was read to an edition, and from an edition to its files."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Literal

from newsletter.digest.cluster import cluster
from newsletter.digest.rank import rank
from newsletter.digest.summarise import summarise_story
from newsletter.digest.telling import telling
from newsletter.edition.codec import FILE, to_json
from newsletter.edition.compose import Frame, Told, compose
from newsletter.model import Look, Masthead
from newsletter.render.formats import FILES, Format, render
from newsletter.text.reading import read
from newsletter.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from newsletter.config.settings import Newsletter
    from newsletter.digest.lens_types import Lens
    from newsletter.digest.options import DigestOptions
    from newsletter.model import Coverage, Edition
    from newsletter.pipeline.collect import Pairs

Kind = Format | Literal["json"]
KINDS: tuple[Kind, ...] = (*FILES, "json")
ALSO = 30  # headlines under "Also today"; a longer list nobody reads


def make(
    pairs: Pairs, newsletter: Newsletter, lenses: Sequence[Lens], frame: Frame, coverage: Coverage
) -> Edition:
    """The edition of these entries: the best stories in full, others as headlines."""
    options = newsletter.digest
    articles = [
        read(entry, revision)
        for entry, revision in pairs
        # An entry that was cut off, or holds a picture alone, has nothing that can be quoted.
        if (revision.title + revision.text).strip()
    ]
    stories = cluster(articles)
    ranked = rank(stories, options, frame.as_of)[: options.stories + ALSO]
    full, rest = ranked[: options.stories], ranked[options.stories :]
    headline = replace(options, sentences=1, words=None, method="default")
    return compose(
        [
            Told(
                one.story,
                summarise_story(one.story.articles, lenses, options, apart=True),
                telling=telling(one.story.articles),
            )
            for one in full
        ],
        [Told(one.story, summarise_story(one.story.articles, (), headline)) for one in rest],
        frame,
        replace(
            coverage, entries=len(pairs), stories=len(stories), held=len(stories) - len(ranked)
        ),
    )


def frame_of(newsletter: Newsletter, name: str, slot: datetime, as_of: datetime) -> Frame:
    """What the newsletter's settings say of its editions."""
    deliver, shows = newsletter.deliver, newsletter.render
    return Frame(
        id=name,
        newsletter=newsletter.name,
        title=newsletter.title,
        slot=slot,
        as_of=as_of,
        timezone=newsletter.timezone,
        masthead=Masthead(
            sender=deliver.sender,
            to=deliver.to,
            reply_to=deliver.reply_to,
            url=deliver.url,
            unsubscribe=deliver.unsubscribe,
            address=deliver.address,
            list_id=deliver.list_id,
        ),
        look=Look(language=shows.language, accent=shows.accent, footer=shows.footer),
        version=__version__,
        settings=described(newsletter.digest),
    )


def described(options: DigestOptions) -> tuple[tuple[str, str], ...]:
    """The settings by which stories were chosen, for the record."""
    pairs = ((field.name, getattr(options, field.name)) for field in fields(options))
    return tuple(
        (name, ", ".join(value) if isinstance(value, tuple) else str(value))
        for name, value in pairs
        if value not in ((), None)
    )


def file_name(kind: Kind) -> str:
    """The name of a format's file in an edition's folder."""
    return FILE if kind == "json" else FILES[kind]


def rendered(edition: Edition, kind: Kind, templates: Path | None) -> bytes:
    """The edition in one format."""
    return to_json(edition) if kind == "json" else render(edition, kind, templates)


def files_of(edition: Edition, templates: Path | None) -> dict[str, bytes]:
    """Every file of an edition's folder."""
    return {file_name(kind): rendered(edition, kind, templates) for kind in KINDS}
