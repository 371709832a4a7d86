"""One edition of each kind that a mail must stand, by name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from newsletter.model import Difference, Look, Report, Telling
from tests.render.continued import continued

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsletter.model import Edition, Item
    from tests.render.conftest import Make

FOOTER = "# Notes\n\nNot advice, see the [terms](https://news.example.org/terms)."
SECTIONS = ("Shipping", "Shipping", "Markets", "Markets", "Science & Sea", "")


def editions(make_edition: Make) -> Iterator[tuple[str, Edition]]:
    """As many stories as there may be, in any script, hostile, and with every part of a story."""
    for count in (1, 5, 12, 60):
        yield f"stories{count}", make_edition(count)
    for kind in ("rtl", "cjk", "hostile"):
        yield kind, make_edition(6, kind)
        yield f"{kind}60", make_edition(60, kind)
    yield "long", make_edition(6, change=_long)
    yield "nobullets", make_edition(change=lambda story: {**story, "bullets": []})
    yield "nofigures", make_edition(change=_without_figures)
    yield "since", continued(make_edition(12))
    yield "look", replace(make_edition(3), look=Look(accent="#ffe600", footer=FOOTER))
    yield "german", replace(continued(make_edition(12)), look=Look("de", footer=FOOTER))
    yield "sections", sectioned(make_edition(6))
    yield "differ", differing(make_edition(6))
    yield "differ-rtl", replace(differing(make_edition(6, "rtl")), look=Look("de"))


def sectioned(edition: Edition) -> Edition:
    """Stories under headings."""
    items = zip(edition.items, SECTIONS, strict=True)
    return replace(edition, items=tuple(replace(item, section=name) for item, name in items))


def differing(edition: Edition) -> Edition:
    """Stories of which every source says another figure, and one of which is a copy."""
    return replace(edition, items=tuple(map(_differing, edition.items)))


def _differing(item: Item) -> Item:
    quotes = tuple(one.quote for one in item.summary.bullets if one.quote.figures)
    reports = (Report(tuple(range(len(item.sources))), 0), Report((0,)))
    return replace(item, telling=Telling(reports, (Difference(quotes),) if quotes else ()))


def _long(story: dict[str, Any]) -> dict[str, Any]:
    spaced = story["published"] and story["published"] > "2026-11-23"
    return {**story, "title": (("A long title " if spaced else "Longtitle") * 40)[:300]}


def _without_figures(story: dict[str, Any]) -> dict[str, Any]:
    return {**story, "bullets": [[*bullet[:3], []] for bullet in story["bullets"]]}
