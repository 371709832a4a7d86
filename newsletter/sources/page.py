"""A page's bytes -> its article, in the guard: what comes in is hostile."""

from __future__ import annotations

import re

from newsletter.errors import GuardError, ParseError
from newsletter.sources.article import PageArticle, whole_page
from newsletter.sources.decoding import decode_page, is_binary
from newsletter.sources.files import check_size
from newsletter.text.safe import plain
from newsletter.workers.guard import Guard, Limits, shared_guard

# Of the first job's, trafilatura's import takes 0.4 s; a long honest page takes 0.2 s.
LIMITS = Limits(cpu_seconds=5.0, wall_seconds=20.0, memory_bytes=512_000_000)
READER = "newsletter.sources.article:page_article"
CHARSET = re.compile(r"charset=[\"']?([\w.:-]{2,40})", re.IGNORECASE)


def read_page(
    body: bytes,
    location: str,
    *,
    content_type: str = "",
    guard: Guard | None = None,
    limits: Limits = LIMITS,
) -> PageArticle:
    """The article of the page at `location`, its URL or file; `content_type` came with it.

    Where finding it takes too long the article is a fallback: all that stands on the page.
    Raises ParseError for what is no page, or holds no text.
    """
    check_size(body, location)
    if not body.strip():
        raise ParseError(location, "is empty")
    if is_binary(body):
        raise ParseError(location, "is not a web page but binary data")
    charset = CHARSET.search(content_type)
    html = plain(decode_page(body, charset[1] if charset else ""))
    try:
        article = (guard or shared_guard()).run(
            READER, html, location, returns=PageArticle, limits=limits
        )
    except GuardError:
        article = whole_page(html, location)
    if not article.text:
        raise ParseError(location, "holds no text; perhaps it needs a browser that runs scripts")
    return article
