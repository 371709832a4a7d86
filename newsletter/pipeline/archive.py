"""A newsletter's archive: the index of its editions and its feed, as the store tells them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from newsletter.deliver.folder import publish
from newsletter.edition.codec import from_json, to_json
from newsletter.edition.heads import head_from_json
from newsletter.model import Look
from newsletter.pipeline.looks import page_in_look
from newsletter.pipeline.make import rendered
from newsletter.render.archive import (
    FEED,
    INDEX,
    Listed,
    editions_page,
    message_page,
    newsletters_page,
)
from newsletter.render.atom import Channel, Published, atom
from newsletter.text.markdown import to_html

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from newsletter.config.settings import Newsletter, Settings
    from newsletter.model import Edition
    from newsletter.model.heads import Head
    from newsletter.render.archive import Page
    from newsletter.store.store import Store
    from newsletter.store.values import StoredEdition

IN_FEED = 15  # editions; each takes 40 ms to write out


def write_archive(newsletter: Newsletter, settings: Settings, store: Store) -> None:
    """Leaves the newsletter's folder with its index and its feed; RenderError, DeliveryError.

    What another process published meanwhile is in them as well.
    """
    folder = settings.root / newsletter.deliver.folder / newsletter.name
    newest = None
    while (now := _newest(newsletter, store)) != newest:
        newest = now
        publish(_files(newsletter, settings, store), folder)


def index(newsletter: Newsletter, settings: Settings, heads: list[Head], **further: str) -> bytes:
    """A page of editions; `newer` and `older` are links to others."""
    page = editions_page(newsletter.title, look_of(newsletter), heads, **further)
    return page_in_look(page, settings.templates)


def front(heads: Sequence[tuple[Newsletter, Head | None]], settings: Settings) -> bytes:
    """A page of all newsletters, each with its newest edition; it looks like the first."""
    listed = [Listed(one.name, one.title, look_of(one), head) for one, head in heads]
    look = look_of(settings.newsletters[0])
    return page_in_look(newsletters_page(listed, look), settings.templates)


def feed(newsletter: Newsletter, settings: Settings, store: Store) -> bytes | None:
    """The newsletter's feed; None before its first edition."""
    first = store.shelf.first(newsletter.name)
    if first is None:
        return None
    channel = Channel(
        newsletter.name,
        newsletter.title,
        newsletter.render.language,
        newsletter.deliver.url,
        (first.id, first.made_at),
    )
    editions = list(store.shelf.editions(newsletter.name, IN_FEED))
    return atom(channel, [_published(one, settings.templates) for one in editions])


def sample_pages(newsletter: Newsletter, edition: Edition) -> tuple[Page, ...]:
    """One of each kind of page around an edition, to try templates with."""
    head = head_from_json(to_json(edition), edition.id)
    title, look = newsletter.title, look_of(newsletter)
    return (
        editions_page(title, look, [head], newer="?page=1", older="?page=3"),
        newsletters_page([Listed(newsletter.name, title, look, head)], look),
        message_page(title, look, title, head.preheader, button=title),
    )


def head_of(stored: StoredEdition) -> Head:
    """As the store names it: its id is the folder's name."""
    return replace(head_from_json(stored.json, stored.id), id=stored.id)


def look_of(newsletter: Newsletter) -> Look:
    """How the newsletter's frame looks today."""
    return Look(language=newsletter.render.language, accent=newsletter.render.accent)


def _files(newsletter: Newsletter, settings: Settings, store: Store) -> dict[str, bytes]:
    heads = [head_of(one) for one in store.shelf.editions(newsletter.name)]
    files = {INDEX: index(newsletter, settings, heads)}
    if (written := feed(newsletter, settings, store)) is not None:
        files[FEED] = written
    return files


def _newest(newsletter: Newsletter, store: Store) -> str:
    return next((one.id for one in store.shelf.editions(newsletter.name, 1)), "")


def _published(stored: StoredEdition, templates: Path | None) -> Published:
    edition = from_json(stored.json, stored.id)
    text = rendered(edition, "md", templates).decode()
    return Published(head_of(stored), stored.made_at, to_html(text))
