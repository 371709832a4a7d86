"""From what was read to an edition, and from an edition to its files."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Literal

from newsletter.digest.bullets import bullets
from newsletter.digest.cluster import cluster
from newsletter.digest.constraints import obey
from newsletter.digest.decisions import decisions, held_back
from newsletter.digest.rank import rank
from newsletter.digest.since import since
from newsletter.digest.summarise import summarise_story
from newsletter.digest.telling import telling
from newsletter.edition.codec import FILE, to_json
from newsletter.edition.compose import Frame, Told, compose
from newsletter.model import Look, Masthead, Story
from newsletter.pipeline.earlier import Memory
from newsletter.pipeline.looks import in_look
from newsletter.render.formats import FILES, Format
from newsletter.text.reading import read
from newsletter.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from newsletter.config.settings import Newsletter
    from newsletter.digest.lens_types import Lens
    from newsletter.digest.options import DigestOptions
    from newsletter.digest.since import Since
    from newsletter.model import Coverage, Edition, Summary
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
) -> Edition:
    """The edition of these entries: the best stories in full, others as headlines.

    Of what earlier editions told only the new is told, and behind it what publishers changed.
    """
    options = newsletter.digest
    articles = [
        read(entry, revision)
        for entry, revision in pairs
        # An entry that was cut off, or holds a picture alone, has nothing that can be quoted.
        if (revision.title + revision.text).strip()
    ]
    found = since(obey(cluster(articles), memory.ties), memory.past, memory.ties)
    told = {
        one.story.id: one
        for one in found
        if one.mark != "unchanged" and not (one.mark == "new" and memory.is_stale(one.story))
    }
    news = [
        Story(key, memory.by_all(one.shown)) for key, one in told.items() if one.mark != "revised"
    ]
    edits = [Story(key, one.shown) for key, one in told.items() if one.mark == "revised"]

    def answers(story: Story) -> int:
        return len(bullets(told[story.id].shown, lenses))

    placed, replaced = rank(news, options, frame.as_of, answers), rank(edits, options, frame.as_of)
    ranked, revised = placed[: options.stories + ALSO], replaced[:REVISED]
    full, rest = ranked[: options.stories], ranked[options.stories :]
    printed = (*ranked, *revised)
    edition = compose(
        [
            *(_told(told[one.story.id], lenses, options, memory, frame.max_quote) for one in full),
            *(_revised(told[one.story.id], options) for one in revised),
        ],
        [_headline(told[one.story.id], options) for one in rest],
        frame,
        replace(coverage, entries=len(pairs), stories=len(found), held=len(found) - len(printed)),
    )
    held = held_back(
        found, (*placed, *replaced), frozenset(one.story.id for one in printed), options
    )
    return replace(edition, decisions=decisions(printed, told), held=held)


def _told(
    one: Since, lenses: Sequence[Lens], options: DigestOptions, memory: Memory, share: float
) -> Told:
    """The story with all that printed it; of an update, also with those that told it before.

    Of each text no more is quoted than `share`.
    """
    whole = summarise_story(one.shown, lenses, options, apart=True)
    limited = share < 1
    told = _continued(
        one,
        summarise_story(one.shown, lenses, options, apart=True, share=share) if limited else whole,
    )
    told = replace(told, whole=whole if limited else None)
    every = {(article.entry.id, article.revision.id): article for article in one.story.articles}
    texts = memory.by_all(every.pop((a.entry.id, a.revision.id)) for a in one.shown)
    rest = {(a.entry.id, a.revision.id): a for a in (*one.earlier, *every.values())}
    beside = memory.by_all(rest.values()) if one.mark == "update" else ()
    return replace(
        told,
        story=Story(one.story.id, memory.by_all(one.shown)),
        telling=telling(texts, beside),
        beside=beside,
    )


def _headline(one: Since, options: DigestOptions) -> Told:
    short = replace(options, sentences=1, words=None, method="default")
    return _continued(one, summarise_story(one.shown, (), short))


def _revised(one: Since, options: DigestOptions) -> Told:
    """A headline over what was changed: the rest was told before."""
    told = _headline(one, options)
    return replace(told, summary=replace(told.summary, sentences=(), bullets=()))


def _continued(one: Since, summary: Summary) -> Told:
    """The story with its mark; it was made of all its texts, though it is told by some."""
    made_of = tuple(article.revision.id for article in one.story.articles)
    return Told(
        Story(one.story.id, one.shown),
        replace(summary, sources=made_of),
        "new" if one.mark == "unchanged" else one.mark,
        one.edition,
        one.changes,
        one.corrections,
        one.quoted,
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
