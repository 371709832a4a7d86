"""Titles as feeds give them -> plain text, whatever markup they came in. Pure."""

from __future__ import annotations

import re
from html import unescape

from newsletter.sources.raw import TITLE, capped

UNSEEN = re.compile(r"<!--.*?-->|<(script|style)\b[^<>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
BREAK = re.compile(r"</?(?:br|p|div|li|h[1-6]|hr)\b[^<>]*>", re.IGNORECASE)
TAG = re.compile(r"<[a-z/!?][^<>]*>", re.IGNORECASE)
# RSS never says whether a title is HTML, and feedparser wants a closing tag to believe it.
INLINE = re.compile(
    r"</?(?:a|abbr|b|big|br|cite|code|del|em|font|i|img|ins|p|q|s|small|span|strong|sub|sup|tt|u|wbr)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)


def title_of(title: str, *, html: bool, atom: bool) -> str:
    """One line of at most TITLE characters; `html` says that its markup is, `atom` that all is."""
    title = title[: 4 * TITLE]
    if "<" in title:
        title = UNSEEN.sub("", title)
        if html or not atom:
            title = (TAG if html else INLINE).sub("", BREAK.sub(" ", title))
    if html:
        title = unescape(title)
    return capped(" ".join(title.split()), TITLE)
