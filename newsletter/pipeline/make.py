"""From what was read to an edition, and from an edition to its files."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Literal

from newsletter.digest.cluster import cluster
from newsletter.digest.constraints import obey
from newsletter.digest.decisions import decisions, held_back
from newsletter.digest.rank import rank
from newsletter.digest.since import since
from newsletter.edition.codec import FILE, to_json
from newsletter.edition.compose import Frame, compose
from newsletter.model import Look, Masthead, Story
from newsletter.model.work import in_turn
from newsletter.pipeline.earlier import Memory
from newsletter.pipeline.looks import in_look
from newsletter.pipeline.reading import articles_of
from newsletter.pipeline.told import bullets_of, headline_alone, headlines, told_of
from newsletter.render.formats import FILES, Format
from newsletter.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from newsletter.config.settings import Newsletter
    from newsletter.digest.lens_types import Lens
    from newsletter.digest.options import DigestOptions
    from newsletter.model import Coverage, Edition
    from newsletter.model.work import Each
    from newsletter.pipeline.collect import Pairs

Kind = Format | Literal["json"]
KINDS: tuple[Kind, ...] = (*FILES, "json")
REVISED = 5  # stories of which only a printed text was changed
NOTHING = Memory()
ALSO = 30  # headlines under "Also today"; a longer list nobody reads


def make(  # noqa: PLR0913 - what was read and what was told, for whom, in which frame
    pairs: Pairs,
    newsletter: Newsletter,
    lenses: Sequence[Lens],
    frame: Frame,
    coverage: Coverage,
    *,
    memory: Memory = NOTHING,
    each: Each = in_turn,
) -> Edition:
    """The edition of these entries: the best stories in full, others as headlines.

    Of what earlier editions told only the new is told, and behind it what publishers changed.
    Whatever `each` spreads the work over, it is the same edition.
    """
    options = newsletter.digest
    # An entry that was cut off, or holds a picture alone, has nothing that can be quoted.
    telling = tuple((entry, text) for entry, text in pairs if (text.title + text.text).strip())
    articles, profiles = articles_of(telling, each)
    stories = cluster(articles, profiles=profiles, each=each)
    found = since(obey(stories, memory.ties), memory.past, memory.ties)
    told = {
        one.story.id: one
        for one in found
        if one.mark != "unchanged" and not (one.mark == "new" and memory.is_stale(one.story))
    }
    news = [
        Story(key, memory.by_all(one.shown)) for key, one in told.items() if one.mark != "revised"
    ]
    edits = [Story(key, one.shown) for key, one in told.items() if one.mark == "revised"]

    def answers(asked: Sequence[Story]) -> Sequence[int]:
        return bullets_of([told[story.id] for story in asked], lenses, each)

    placed = rank(news, options, frame.as_of, answers, each=each)
    replaced = rank(edits, options, frame.as_of)
    ranked, revised = placed[: options.stories + ALSO], replaced[:REVISED]
    full, rest = ranked[: options.stories], ranked[options.stories :]
    printed = (*ranked, *revised)
    in_full = [told[one.story.id] for one in full]
    short = headlines([told[one.story.id] for one in (*rest, *revised)], options, each)
    edition = compose(
        [
            *told_of(in_full, lenses, options, memory, share=frame.max_quote, each=each),
            *map(headline_alone, short[len(rest) :]),
        ],
        short[: len(rest)],
        frame,
        replace(coverage, entries=len(pairs), stories=len(found), held=len(found) - len(printed)),
    )
    held = held_back(
        found, (*placed, *replaced), frozenset(one.story.id for one in printed), options
    )
    return replace(edition, decisions=decisions(printed, told), held=held)


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
            reply_to=deliver.reply_to,
            url=deliver.url,
            unsubscribe=deliver.unsubscribe,
            address=deliver.address,
            list_id=deliver.list_id,
        ),
        look=Look(language=shows.language, accent=shows.accent, footer=shows.footer),
        version=__version__,
        settings=described(newsletter.digest),
        max_quote=shows.max_quote,
    )


def described(options: DigestOptions) -> tuple[tuple[str, str], ...]:
    """The settings by which stories were chosen, for the record."""
    pairs = ((field.name, getattr(options, field.name)) for field in fields(options))
    return tuple(
        (name, ", ".join(map(str, value)) if isinstance(value, tuple) else str(value))
        for name, value in pairs
        if value not in ((), None)
    )


def file_name(kind: Kind) -> str:
    """The name of a format's file in an edition's folder."""
    return FILE if kind == "json" else FILES[kind]


def rendered(edition: Edition, kind: Kind, templates: Path | None) -> bytes:
    """The edition in one format."""
    return to_json(edition) if kind == "json" else in_look(edition, kind, templates)


def files_of(edition: Edition, templates: Path | None) -> dict[str, bytes]:
    """Every file of an edition's folder."""
    return {file_name(kind): rendered(edition, kind, templates) for kind in KINDS}
