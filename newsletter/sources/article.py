"""A page's own text, without what stands around it. trafilatura's one door.

What comes in is hostile, and trafilatura builds trees: run `page_article` where it can be
stopped (`page.read_page` does).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 - the guard reads the annotations at run time
from html import escape
from typing import TYPE_CHECKING, Any

from newsletter.model import Block  # noqa: TC001 - same reason
from newsletter.sources.pagemeta import page_meta
from newsletter.sources.sureness import prose
from newsletter.text.markup import read_html
from newsletter.text.pieces import Piece, laid_out

if TYPE_CHECKING:
    from newsletter.text.markup import Markup


ELEMENTS = {
    "p": "p",
    "list": "ul",
    "item": "li",
    "quote": "blockquote",
    "table": "table",
    "row": "tr",
    "cell": "td",
    "del": "del",
}
HEADING = re.compile("h[1-6]")
ROOT = re.compile(r"<html\b", re.IGNORECASE)
BODY = re.compile(r"<body\b", re.IGNORECASE)
SECTION = re.compile(r"<(?=(header|nav|main|article|section|aside|footer)\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageArticle:
    """An article as its page tells it; `title` is not in `text`, empty means the page is silent.

    `score`, from 0 to 1, says how much it reads like an article; `fallback` marks that none was
    found in the page: `text` is all that stands on it, and the score is 0.
    """

    title: str
    text: str
    blocks: tuple[Block, ...]
    language: str = ""
    published: datetime | None = None
    site: str = ""
    author: str = ""
    link: str | None = None
    fallback: bool = False
    score: float = 0.0


def page_article(html: str, url: str) -> PageArticle:
    """The article that a page holds, or all of the page's text, marked as a fallback."""
    page = read_html(html, url)
    body = _extracted(html, url)
    if body:
        # The title goes in with the body, so that a heading that repeats it comes out.
        found = read_html(f"<title>{escape(page.title)}</title>{body}", url)
        text, blocks = _own(found)
        if text:
            return _described(page, html, text, blocks)
    return whole_page(html, url)


def whole_page(html: str, url: str) -> PageArticle:
    """All of a page's text but its furniture; takes time in proportion to the page's length."""
    page = read_html(html, url)
    return _described(page, html, *_own(page), fallback=True)


def _extracted(html: str, url: str) -> str:
    """Trafilatura's choice of the page's elements, as HTML, or nothing.

    Its own HTML has inline code as blocks, and breaks on small capitals.
    """
    from trafilatura import bare_extraction  # noqa: PLC0415 - its import takes 400 ms
    from trafilatura.settings import Document  # noqa: PLC0415 - same reason

    found = bare_extraction(
        _with_frame(html),
        url=url or None,
        fast=True,
        favor_precision=True,
        include_formatting=True,
        include_comments=False,
        with_metadata=False,
    )
    if not isinstance(found, Document) or found.body is None:
        return ""
    return _inner(found.body)


def _inner(element: Any) -> str:  # noqa: ANN401 - lxml's elements, which text/markup alone names
    parts = [escape(element.text or "")]
    for child in element:
        if child.tag == "lb":
            parts.append("<br>")
        elif isinstance(child.tag, str):  # else a comment
            name = _name(child)
            inner = _inner(child)
            parts.append(f"<{name}>{inner}</{name}>" if name else inner)
        parts.append(escape(child.tail or ""))
    return "".join(parts)


def _name(element: Any) -> str:  # noqa: ANN401 - same reason
    """What HTML calls an element of trafilatura's; nothing for what only looks different."""
    how = element.get("rend", "")
    if element.tag == "head":
        return how if HEADING.fullmatch(how) else "h3"
    if element.tag == "hi":
        return "sup" if how == "#sup" else ""
    if element.tag == "code":
        return "pre" if "\n" in "".join(element.itertext()) else "code"
    return ELEMENTS.get(element.tag, "")


def _with_frame(html: str) -> str:
    """The page with the tags that HTML lets it leave out.

    Without <html> trafilatura sees no page; without <body> libxml2 leaves elements that are
    newer than HTML 4 in the head.
    """
    if not BODY.search(html):
        html = SECTION.sub("<body><", html, count=1)
    return html if ROOT.search(html) else f"<html>{html}</html>"


def _own(markup: Markup) -> tuple[str, tuple[Block, ...]]:
    """The text without its furniture, and where its blocks then lie."""
    own = [block for block in markup.blocks if block.kind != "furniture"]
    return laid_out(
        [Piece(block.kind, block.level, markup.text[block.start : block.end]) for block in own]
    )


def _described(
    page: Markup, html: str, text: str, blocks: tuple[Block, ...], *, fallback: bool = False
) -> PageArticle:
    meta = page_meta(page, html)
    return PageArticle(
        title=page.title,
        text=text,
        blocks=blocks,
        language=page.language,
        published=meta.published,
        site=meta.site,
        author=meta.author,
        link=meta.link,
        fallback=fallback,
        score=0.0 if fallback else prose(text, blocks),
    )
