"""A document's bytes -> its text and what it says of itself: text, Markdown, HTML, mail, PDF, Word.

What reads Markdown, HTML and mail is imported for the first document of that kind: together
these imports cost twice what bare Python does, and most documents are plain text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from newsletter.errors import ParseError
from newsletter.sources.dates import read_date
from newsletter.sources.decoding import decode, decode_page
from newsletter.sources.frontmatter import front_matter
from newsletter.text.furniture import is_furniture
from newsletter.text.safe import plain, safe_url

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from newsletter.model import Block

OFFICE = frozenset({".pdf", ".docx"})
MAX_TITLE = 110  # characters
TITLE = re.compile(r"(?![A-Z][a-z]+: )[\w“‘\"'$€£«「『《【].*[^\s.!:;,…\"”。！：；，、،؛।]$")
FULL_LINE = 80  # characters; what follows a title is text, and longer than a heading
FEWEST = 3  # words of a title: two are a label
# Scripts without spaces say in two characters what others say in five.
DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
DENSE_FEWEST, DENSE_FULL = 6, 35  # characters
ENDS = (".", "”", '"', "。", "」", "！", "？", "।", "؟", "۔", "»")


@dataclass(frozen=True, slots=True)
class Document:
    """What a file says, before it is an entry. Without `blocks` they are found in the text."""

    text: str
    content: str
    content_type: Literal["text", "html"] = "text"
    title: str = ""
    blocks: tuple[Block, ...] | None = None
    published: datetime | None = None
    source: str = ""
    author: str = ""
    language: str = ""
    topic: str = ""
    link: str | None = None


def read_document(data: bytes, suffix: str, where: str) -> Document:
    """What the bytes say; a suffix that we do not know is read as plain text.

    Raises ParseError for a mail that is none; `where` names the file in its message.
    """
    if suffix == ".eml":
        return _mail(data, where)
    if suffix in OFFICE:
        return _office(data, suffix, where)
    return READERS.get(suffix, _text)(data)


def _text(data: bytes) -> Document:
    content = plain(decode(data))
    matter = front_matter(content)
    title, text = matter.values.get("title", ""), matter.text.strip()
    if not title:
        title, text = _titled(text)
    return _with(matter.values, Document(text, content, title=title))


def _markdown(data: bytes) -> Document:
    """A level-one heading at the top is the title, unless the front matter has another."""
    from newsletter.text.markdown import read_markdown  # noqa: PLC0415 - see above

    content = plain(decode(data))
    matter = front_matter(content)
    heading, body = _heading(matter.text)
    title = matter.values.get("title") or heading
    markup = read_markdown(body if title == heading else matter.text)
    return _with(matter.values, Document(markup.text, content, title=title, blocks=markup.blocks))


def _page(data: bytes) -> Document:
    return _from_html(plain(decode_page(data)))


def _from_html(content: str) -> Document:
    from newsletter.sources.pagemeta import page_meta  # noqa: PLC0415 - see above
    from newsletter.text.markup import read_html  # noqa: PLC0415 - see above

    markup = read_html(content)
    meta = page_meta(markup, content)
    return Document(
        markup.text,
        content,
        content_type="html",
        title=markup.title,
        blocks=markup.blocks,
        published=meta.published,
        source=meta.site,
        author=meta.author,
        language=markup.language,
        link=meta.link,
    )


def _office(data: bytes, suffix: str, where: str) -> Document:
    from newsletter.sources.office import office_html  # noqa: PLC0415 - see above

    document = _from_html(office_html(data, suffix, where))
    if not document.text:
        raise ParseError(where, "holds no text; perhaps it is a scan")
    return document


def _mail(data: bytes, where: str) -> Document:
    from newsletter.sources.mail import read_mail  # noqa: PLC0415 - see above

    mail = read_mail(data, where)
    if mail.content_type == "html":
        document = _from_html(mail.content)
    else:
        document = Document(mail.content.strip(), mail.content)
    return replace(
        document,
        title=mail.subject or document.title,
        source=mail.sender,
        published=mail.date or document.published,
    )


READERS: Mapping[str, Callable[[bytes], Document]] = {
    ".md": _markdown,
    ".markdown": _markdown,
    ".html": _page,
    ".htm": _page,
    ".xhtml": _page,
}


def _with(values: Mapping[str, str], document: Document) -> Document:
    return replace(
        document,
        published=read_date(values.get("date", "")),
        source=values.get("source", ""),
        author=values.get("author", ""),
        language=values.get("language", ""),
        topic=values.get("topic", ""),
        link=safe_url(values.get("url", "")),
    )


def _titled(text: str) -> tuple[str, str]:
    """A first line that is clearly a title, and the rest; else no title.

    Clearly: a blank line follows it, then text; it reads as no sentence, label or notice.
    """
    line, _, rest = text.partition("\n")
    line = line.strip()
    if not rest.partition("\n")[0].isspace() and not rest.startswith("\n"):
        return "", text
    if len(line) > MAX_TITLE or not TITLE.match(line):
        return "", text
    words = line.split()
    dense = len(DENSE.findall(line))
    if len(words) < FEWEST and dense < DENSE_FEWEST:
        return "", text
    if line.isupper() or words[0] == "By" or is_furniture(line):
        return "", text
    body = rest.strip()
    following = body.partition("\n")[0].rstrip()
    full = DENSE_FULL if dense >= DENSE_FEWEST else FULL_LINE
    if len(following) < full and not following.endswith(ENDS):
        return "", text
    return line, body


def _heading(text: str) -> tuple[str, str]:
    """The words of a first-level heading at the top, and what follows; or nothing, and all."""
    from newsletter.text.markdown import read_markdown  # noqa: PLC0415 - see above

    first, _, rest = text.lstrip().partition("\n")
    if first.startswith("# "):
        return read_markdown(first).text, rest
    underline, _, rest = rest.partition("\n")
    if len(underline) > 1 and not underline.strip().strip("="):
        return read_markdown(first).text, rest
    return "", text
