"""Links that prove a line: to its place in the source, by text fragment, or in the edition's page.

Text fragments: WICG, URL Fragment Text Directives, https://wicg.github.io/scroll-to-text-fragment/
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote as percent_encode
from urllib.parse import urlsplit

from newsletter.text.fragment import ends
from newsletter.text.mailbox import in_ascii
from newsletter.text.safe import href, plain_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsletter.model import Edition, Quote, Source

LONGEST = 2000  # some mail gateways cut longer links

_MOST_WORDS, _MOST_LETTERS = 8, 40  # of a prefix or suffix, whatever an edition holds
_ADDRESS = re.compile(r"(?:https?://)?([\w.-]+\.[^\W\d_]{2,})(?:[:/?#]\S*)?")


def fragment(*quotes: Quote) -> str:
    """The directive that scrolls to the first quotation and marks all: `:~:text=...&text=...`."""
    return ":~:" + "&".join(f"text={_directive(quote)}" for quote in quotes)


def evidence(quote: Quote, source: Source, edition: Edition) -> str | None:
    """Where a reader sees `quote` in its source; None when there is nowhere to go."""
    return evidence_together((quote,), source, edition)


def evidence_together(quotes: Sequence[Quote], source: Source, edition: Edition) -> str | None:
    """One link to several quotations of one source.

    A source with a URL is shown in place, one without in the appendix of the edition's page.
    """
    if not (url := address_of(source)):
        page = page_of(edition)
        return f"{page}#e{source.number}" if page else None
    quotable = [one for one in quotes if one.span.part == "text" and one.text.strip()]
    if url.startswith("mailto:") or not quotable:
        return url
    link = f"{url}{'' if '#' in url else '#'}{fragment(*quotable)}"
    return link if len(link) <= LONGEST else url


def address_of(source: Source) -> str | None:
    """Where a source's page is; a text that its feed's own link would mark there is not ours."""
    url = href(source.url or "")
    return url.partition(":~:")[0].removesuffix("#") if url else None


def page_of(edition: Edition) -> str | None:
    """The edition's page on the web, where the newsletter says that it has one."""
    base = href(edition.masthead.url)
    if not base or base.startswith("mailto:"):
        return None
    return f"{base.rstrip('/')}/{percent_encode(edition.id)}/edition.html"


def poses_as_other(text: str, url: str) -> bool:
    """Whether `text` reads as the address of another host than the one `url` leads to."""
    shown = _ADDRESS.fullmatch(text.strip().lower())
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return shown is not None and _ascii(shown[1]).removeprefix("www.") != host


def _ascii(host: str) -> str:
    try:
        return in_ascii(host)
    except ValueError:
        return host


def _directive(quote: Quote) -> str:
    """`prefix-,start,end,-suffix`; a page is matched with white space collapsed, as here."""
    pieces = [_encode(part) for part in ends(plain_line(quote.text))]
    before = _some(plain_line(quote.before).split(" ")[-_MOST_WORDS:])
    after = _some(plain_line(quote.after).split(" ")[:_MOST_WORDS])
    if before:
        pieces.insert(0, _encode(before) + "-")
    if after:
        pieces.append("-" + _encode(after))
    return ",".join(pieces)


def _some(words: Sequence[str]) -> str:
    return " ".join(word[-_MOST_LETTERS:] for word in words)


def _encode(text: str) -> str:
    """Percent-encode for a directive, where `-` `,` and `&` have a meaning of their own."""
    return percent_encode(text, safe="", errors="ignore").replace("-", "%2D")
