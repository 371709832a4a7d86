"""What an HTML element means for the words in it: which kind of block, or none at all."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsletter.model import BlockKind

_BREAKING = (
    "address article aside blockquote body caption center dd details dialog dir div dl dt"
    " fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li main menu"
    " nav ol p pre search section summary table tbody td tfoot th thead tr ul"
)
BREAKING = frozenset(_BREAKING.split())

# Never words of the text: code, controls, media, the struck out, the reading aids of ruby.
_DROPPED = (
    "annotation applet audio button canvas datalist del embed iframe input label legend map meter"
    " nav noembed noframes noscript object option progress rp rt s script select strike style svg"
    " template textarea title video"
)
DROPPED = frozenset(_DROPPED.split())

FURNITURE = frozenset({"aside", "dialog", "figcaption", "footer", "menu", "search"})
# Without attributes they change nothing; most elements of feeds are such.
_NEUTRAL = "b br center div em font i img p small span strong tbody td th tr u ul"
NEUTRAL = frozenset(_NEUTRAL.split())
FURNITURE_ROLES = frozenset({"banner", "complementary", "contentinfo", "dialog", "search"})
# Whole class names or ids only: "newsletter" or "has-sidebar" may well hold the text itself.
_FURNITURE_NAMES = (
    "ad ads advert advertisement breadcrumb breadcrumbs byline comments cookie cookie-banner"
    " newsletter-signup pagination promo related related-articles related-posts screen-reader-text"
    " share share-buttons sharedaddy sharing sidebar skip-link social social-links social-share"
    " sr-only toolbar visually-hidden"
)
FURNITURE_NAMES = frozenset(_FURNITURE_NAMES.split())
# A page's frame: what is named so is the whole page, whatever its class says.
FRAMES = frozenset({"html", "body", "main", "article"})

HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the document a word stands, as far as it matters for its block."""

    kind: BlockKind = "paragraph"
    level: int = 0
    dropped: bool = False
    furniture: bool = False
    linked: bool = False
    raised: bool = False  # in <sup>
    note: bool = False  # in a link to a footnote
    preformatted: bool = False
    titling: bool = False  # in the document's <title>


TOP = Place()


def enter(place: Place, element: str, attributes: Mapping[str, str], base: str) -> Place:
    """The place inside an element that stands at `place`; `base` is the document's own URL."""
    if place.dropped or (element in NEUTRAL and not attributes):
        return place
    if element in DROPPED or (attributes and _is_hidden(attributes)):
        return replace(place, dropped=True, titling=element == "title")
    if element in BREAKING:
        return _in_block(place, element, attributes)
    if element == "a":
        return _in_link(place, attributes.get("href", ""), base)
    if element == "sup":
        return replace(place, raised=True, dropped=place.note)
    return place


def _in_link(place: Place, href: str, base: str) -> Place:
    if not href:
        return place
    note = href.startswith("#") or (bool(base) and href.startswith(f"{base}#"))
    return replace(place, linked=True, note=note, dropped=note and place.raised)


def _in_block(place: Place, element: str, attributes: Mapping[str, str]) -> Place:
    if not place.furniture and _is_furniture(element, attributes):
        place = replace(place, furniture=True)
    if element[0] == "h" and element[1:].isdigit():
        return replace(place, kind="heading", level=int(element[1:]))
    if element in {"li", "dd", "dt"}:
        return replace(place, kind="list", level=0)
    if element == "blockquote":
        return replace(place, kind="quote", level=0)
    if element == "pre":
        return replace(place, preformatted=True)
    return place


def _is_furniture(element: str, attributes: Mapping[str, str]) -> bool:
    if element in FURNITURE:
        return True
    if not attributes or element in FRAMES:
        return False
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}".lower().split()
    return attributes.get("role") in FURNITURE_ROLES or not FURNITURE_NAMES.isdisjoint(names)


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or attributes.get("role") == "navigation"
        or HIDDEN_STYLE.search(attributes.get("style", "")) is not None
    )
