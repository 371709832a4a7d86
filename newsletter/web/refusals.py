"""What people read where there is no page, in the language of the newsletter they asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsletter.deliver.leaving import LIST
from newsletter.pipeline.archive import look_of
from newsletter.render.archive import Link, message_page
from newsletter.render.environment import fill
from newsletter.render.labels import labels

if TYPE_CHECKING:
    from starlette.requests import Request

    from newsletter.config.settings import Newsletter
    from newsletter.render.labels import Labels
    from newsletter.web.room import Room

MISSING = 404


def refusal(request: Request, room: Room, status: int) -> bytes:
    """The page for that status, by the bundled template: a user's own may be what failed.

    Where a page is missing it leads to those that are there.
    """
    asked, first = _asked_for(request, room), room.settings.newsletters[0]
    look = look_of(asked or first)
    words = labels(look.language)
    heading, text = said(words, status)
    home = _home(request, asked, words) if status == MISSING else None
    # One who calls this server by a wrong name is told nothing of it.
    title = (asked.title if asked else words.newsletters) if home else heading
    page = message_page(title, look, heading, text, home=home)
    return fill(page.template, page.values).encode()


def said(words: Labels, status: int) -> tuple[str, str]:
    """A heading and a sentence; what has no words of its own is a request not understood."""
    known = {
        404: words.missing,
        405: words.impossible,
        413: words.too_much,
        421: words.wrong_name,
        500: words.broken,
        503: words.not_now,
    }
    return known.get(status, words.misunderstood)


def _asked_for(request: Request, room: Room) -> Newsletter | None:
    """The newsletter that the address names, if there is one."""
    names = request.url.path.split("/")[1:2], request.query_params.getlist(LIST)
    found = (room.newsletter(name) for some in names for name in some)
    return next(filter(None, found), None)


def _home(request: Request, asked: Newsletter | None, words: Labels) -> Link:
    """By a relative link, which is right behind a proxy as well."""
    above = request.url.path.count("/") - 1
    if asked and above:
        return Link("../" * (above - 1) or "./", words.archive)
    return Link("../" * above or "./", words.newsletters)
