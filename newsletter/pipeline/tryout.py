"""Tries a workspace's own templates on editions with every part, before readers do."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from newsletter.assets import folder
from newsletter.errors import NewsletterError, RenderError
from newsletter.pipeline.archive import sample_pages
from newsletter.pipeline.looks import page_in_look, unreadable
from newsletter.pipeline.make import frame_of, rendered
from newsletter.pipeline.oneoff import one_off
from newsletter.pipeline.samples import samples
from newsletter.render.formats import FILES, TEMPLATES
from newsletter.render.loader import templates_in
from newsletter.slots import unplanned

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from newsletter.config.settings import Newsletter, Settings
    from newsletter.model import Edition


def broken_templates(settings: Settings, now: datetime) -> tuple[str, ...]:
    """What is wrong in the user's own templates, a line each with template and line.

    Each template is read, and filled with each sample until one fails.
    """
    if not templates_in(settings.templates):
        return ()
    found = [*unreadable(settings.templates), *_unfilled(settings, now)]
    return tuple(dict.fromkeys(found))


def _unfilled(settings: Settings, now: datetime) -> Iterator[str]:
    # One of each language: in all else newsletters look the same to a template.
    tried = {one.render.language: one for one in reversed(settings.newsletters)}
    kinds = [kind for kind in FILES if kind != "eml"]  # which is made of two others
    templates = settings.templates
    for newsletter in tried.values():
        editions = tuple(_editions(newsletter, settings, now))
        for kind in kinds:
            filled = (partial(rendered, one, kind, templates) for one in editions)
            yield from _first(TEMPLATES[kind], filled)
        pages = [page for one in editions for page in sample_pages(newsletter, one)]
        for name in dict.fromkeys(page.template for page in pages):
            of_kind = (page for page in pages if page.template == name)
            yield from _first(name, (partial(page_in_look, one, templates) for one in of_kind))


def _editions(newsletter: Newsletter, settings: Settings, now: datetime) -> Iterator[Edition]:
    name = f"{newsletter.name}/{unplanned(now, newsletter.zone).key}"
    yield from samples(frame_of(newsletter, name, now, now))
    named = [str(folder("seeds")), str(folder("feeds") / "morning.atom.xml")]
    try:
        yield one_off(named, newsletter, settings.lens_folders, now)
    except NewsletterError:  # its lenses are wrong, which is told already
        return


def _first(template: str, fillings: Iterable[Callable[[], bytes]]) -> Iterator[str]:
    """The first failure: a template that takes too long would take it with each edition."""
    for fill in fillings:
        try:
            if not fill().strip():
                yield f"templates/{template}: makes nothing"
                return
        except RenderError as error:
            yield str(error)
            return
