"""Tries a workspace's own templates on an edition of the bundled samples, before readers do."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from newsletter.assets import folder
from newsletter.errors import NewsletterError, RenderError
from newsletter.pipeline.archive import sample_pages
from newsletter.pipeline.looks import page_in_look, unreadable
from newsletter.pipeline.make import rendered
from newsletter.pipeline.oneoff import one_off
from newsletter.render.environment import templates_in
from newsletter.render.formats import FILES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from newsletter.config.settings import Settings


def broken_templates(settings: Settings, now: datetime) -> tuple[str, ...]:
    """What is wrong in the user's own templates, a line each with template and line."""
    if not templates_in(settings.templates):
        return ()
    return unreadable(settings.templates) or tuple(_unfilled(settings, now))


def _unfilled(settings: Settings, now: datetime) -> Iterator[str]:
    samples = [str(folder("seeds")), str(folder("feeds") / "morning.atom.xml")]
    for newsletter in settings.newsletters:
        try:
            edition = one_off(samples, newsletter, settings.lens_folders, now)
        except NewsletterError:  # its lenses are wrong, which is told already
            continue
        templates = settings.templates
        yield from _failing(partial(rendered, edition, kind, templates) for kind in FILES)
        pages = sample_pages(newsletter, edition)
        yield from _failing(partial(page_in_look, page, templates) for page in pages)


def _failing(fillings: Iterable[Callable[[], object]]) -> Iterator[str]:
    for fill in fillings:
        try:
            fill()
        except RenderError as error:
            yield str(error)
