"""The pages around editions: lists of them, and short messages. Plain values for templates.

A page is the name of its template and what fills it, as JSON holds it: it can be filled in another
process. Links are relative, so that a page is right in a folder, on a server, and behind a proxy.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from newsletter.render.clock import Clock, zone
from newsletter.render.colours import accent
from newsletter.render.labels import Labels, labels
from newsletter.render.language import writing
from newsletter.render.shown import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsletter.model import Look
    from newsletter.model.heads import Head

FEED = "feed.atom"
INDEX = "index.html"
PAGE = "edition.html"  # an edition's page, in the folder of its key


@dataclass(frozen=True, slots=True)
class Page:
    """A template's name and its values."""

    template: str
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a page's navigation; `rel` as in HTML."""

    href: str
    text: str
    rel: str = ""


def editions_page(
    title: str, look: Look, heads: Iterable[Head], *, newer: str = "", older: str = ""
) -> Page:
    """Editions of one newsletter by month, the newest first; `newer` and `older` lead further."""
    words = labels(look.language)
    ordered = sorted(heads, key=lambda one: (one.slot, one.id), reverse=True)
    months = [
        {"name": name, "editions": [_listed(one, words) for one in of_month]}
        for name, of_month in groupby(ordered, key=lambda one: _month(one, words))
    ]
    links = [
        Link(newer, words.newer, "prev") if newer else None,
        Link(older, words.older, "next") if older else None,
        Link(FEED, words.atom) if months else None,
    ]
    values = _frame(title, title, look, [link for link in links if link])
    values |= {"above": words.archive, "months": months, "nothing": words.nothing_yet}
    return Page("web/editions.html", values | ({"feed": FEED} if months else {}))


@dataclass(frozen=True, slots=True)
class Listed:
    """A newsletter on the page of all; `latest` is its newest edition."""

    name: str
    title: str
    look: Look
    latest: Head | None


def newsletters_page(newsletters: Sequence[Listed], look: Look) -> Page:
    """All newsletters of a workspace, each with its latest edition."""
    heading = labels(look.language).newsletters
    values = _frame(heading, heading, look, [])
    return Page(
        "web/newsletters.html", values | {"newsletters": [_latest(one) for one in newsletters]}
    )


def message_page(  # noqa: PLR0913 - the parts of a page
    title: str, look: Look, heading: str, text: str, *, button: str = "", home: Link | None = None
) -> Page:
    """A heading and a sentence, for nobody to keep; with a `button`, a form that asks once more."""
    values = _frame(title, heading, look, [home] if home else [])
    told = {"text": one_line(text), "button": one_line(button), "hidden": True}
    return Page("web/message.html", values | told)


def _frame(title: str, heading: str, look: Look, links: Sequence[Link]) -> dict[str, Any]:
    words = labels(look.language)
    return {
        "lang": words.tag,
        "dir": writing(words.language, ""),
        "title": one_line(title),
        "heading": one_line(heading),
        "above": "",
        "feed": "",
        "hidden": False,
        "accent": asdict(accent(look.accent)),
        "links": [asdict(link) for link in links],
    }


def _listed(head: Head, words: Labels) -> dict[str, str]:
    return {
        "href": f"{head.key}/{PAGE}",
        "subject": one_line(head.subject) or one_line(head.title) or head.id,
        "preheader": one_line(head.preheader),
        "stories": words.stories(head.stories),
        **_when(head, words),
    }


def _latest(one: Listed) -> dict[str, str]:
    words = labels(one.look.language)
    told = {
        "href": f"{one.name}/",
        "title": one_line(one.title),
        "lang": words.tag,
        "dir": writing(words.language, ""),
        "nothing": words.nothing_yet,
        "latest": "",
    }
    if one.latest is None:
        return told
    listed = _listed(one.latest, words)
    return told | listed | {"href": told["href"], "latest": f"{told['href']}{listed['href']}"}


def _when(head: Head, words: Labels) -> dict[str, str]:
    clock = Clock(head.slot, head.timezone, words)
    local = head.slot.astimezone(zone(head.timezone))
    return {
        "moment": local.isoformat(timespec="minutes"),
        "when": f"{clock.date(head.slot)}, {clock.time(head.slot)}",
    }


def _month(head: Head, words: Labels) -> str:
    local = head.slot.astimezone(zone(head.timezone))
    return words.month.format(month=words.months[local.month - 1], year=local.year)
