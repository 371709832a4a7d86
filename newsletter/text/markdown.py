"""Markdown -> HTML that is safe to print, or text to read. Python-Markdown's one door.

Markdown may hold HTML; what is printed may not: there it is shown as text, and nh3 has the last
word. Where Markdown is only read, inline elements mean what they mean in HTML.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from newsletter.text.markup import Markup, read_html
from newsletter.text.safe import clean_html, plain

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from markdown import Markdown
    from markdown.treeprocessors import Treeprocessor

# Every "[" that is not closed is looked for to the paragraph's end: 20,000 of them took 53 s.
MAX_OPEN = 25
# Beyond these it is read as plain paragraphs: 100,000 tiny ones took Markdown 7 s.
MAX_LENGTH = 2_000_000
MAX_PARAGRAPHS = 20_000
# Each mark moves the rest of its paragraph once: 80,000 brackets in one took 48 s, 10,000 take one.
MAX_MARKS, MAX_MARKS_AT_ONCE = 50_000, 10_000
BEHIND_INLINE = 15  # Python-Markdown finds images at 20 and takes back its escapes at 0
BLANK_LINES = re.compile(r"(\n[ \t]*\n)")
MARKS = re.compile(r"[*_\[`<&\\]")
BRACKETS = re.compile(r"\]\(|[\[\])]")


def to_html(markdown: str) -> str:
    """The Markdown as HTML of harmless elements with safe links; never raises."""
    # U+FFFD stands for bytes that were lost already: it says nothing and upsets mail filters.
    return clean_html(_converted(markdown.replace("\ufffd", ""), raw=False))


def read_markdown(markdown: str) -> Markup:
    """The Markdown as text with blocks, a fragment without a title; never raises."""
    return read_html(_converted(markdown, raw=True))


def _converted(markdown: str, *, raw: bool) -> str:
    text = plain(markdown)
    parts = BLANK_LINES.split(text)
    if len(text) > MAX_LENGTH or len(parts) > 2 * MAX_PARAGRAPHS or _is_crowded(parts):
        return _paragraphs(parts)
    try:
        return _converter(raw=raw).convert("".join(map(_tamed, parts)))
    except RecursionError:  # lists nested in lists, about a hundred deep
        return _paragraphs(parts)


def _converter(*, raw: bool) -> Markdown:
    from markdown import Markdown  # noqa: PLC0415 - 40 ms that few commands need

    converter = Markdown(
        extensions=["tables", "sane_lists"],
        extension_configs={"tables": {"use_align_attribute": True}},
    )
    converter.preprocessors.deregister("html_block")
    if not raw:
        converter.inlinePatterns.deregister("html")
        converter.treeprocessors.register(_pictures(converter), "pictures", BEHIND_INLINE)
    return converter


def _pictures(converter: Markdown) -> Treeprocessor:
    """Pictures from elsewhere are not shown: a link with a picture's words leads to it."""
    from markdown.treeprocessors import Treeprocessor  # noqa: PLC0415 - as above

    class Pictures(Treeprocessor):
        def run(self, root: Element) -> None:
            linked = {id(one) for link in root.iter("a") for one in link.iter("img")}
            for picture in list(root.iter("img")):
                where = picture.get("src", "")
                picture.text = picture.get("alt") or where
                picture.tag = "span" if id(picture) in linked else "a"
                picture.attrib = {"href": where}

    return Pictures(converter)


def _is_crowded(parts: list[str]) -> bool:
    marks = [len(MARKS.findall(part)) for part in parts]
    return sum(marks) > MAX_MARKS or max(marks) > MAX_MARKS_AT_ONCE


def _tamed(paragraph: str) -> str:
    """The paragraph with its brackets as text where too many are open at once."""
    brackets = links = 0
    for mark in BRACKETS.findall(paragraph):
        brackets = max(brackets + (1 if mark == "[" else 0 if mark == ")" else -1), 0)
        links = max(links + (1 if mark == "](" else -1 if mark == ")" else 0), 0)
        if max(brackets, links) > MAX_OPEN:
            return paragraph.replace("[", "&#91;")
    return paragraph


def _paragraphs(parts: list[str]) -> str:
    return "".join(f"<p>{escape(part, quote=False)}</p>" for part in parts if part.strip())
