"""A Word document's text as HTML. python-docx's one door; runs in the guarded child."""

from __future__ import annotations

import re
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

from newsletter.sources.raw import CONTENT, TITLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.table import Table
    from docx.text.paragraph import Paragraph

UNPACKED = 100_000_000  # bytes; a book with its pictures
PARTS = 10_000
HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
OLD = b"\xd0\xcf\x11\xe0"  # OLE: Word until 2003, and what is encrypted
DEEPEST = 20  # tables in tables


def read(data: bytes) -> str:
    """The document as a page of HTML: its title and author, headings, lists, tables, paragraphs.

    Its dates are those of a template as often as its own, and are left out. Raises what
    python-docx raises, PermissionError for what it cannot open, ValueError for a bomb.
    """
    if data.startswith(OLD):
        raise PermissionError("is encrypted, or of an old Word; save it as .docx, no password")
    with ZipFile(BytesIO(data)) as archive:
        parts = archive.infolist()
        if len(parts) > PARTS or sum(part.file_size for part in parts) > UNPACKED:
            raise ValueError(f"more than {UNPACKED // 1_000_000} MB unpacked")
    from docx import Document  # noqa: PLC0415 - an extra, and 0.1 s that only the child pays

    document = Document(BytesIO(data))
    about = document.core_properties
    # A style called Title says what the title is; the property may be the template's.
    first = next((one for one in document.paragraphs if _style(one) == "title"), None)
    title = " ".join((first.text if first else about.title or "").split())[:TITLE]
    head = f"<title>{escape(title)}</title>" if title else ""
    if about.author and about.author != "python-docx":
        head += f'<meta name="author" content="{escape(about.author[:TITLE])}">'
    body = _joined(_elements(document.iter_inner_content()))
    return f"<html><head>{head}</head><body>{body}</body></html>"


def _joined(parts: Iterator[str]) -> str:
    """At most CONTENT characters of whole elements."""
    told: list[str] = []
    length = 0
    for part in parts:
        length += len(part)
        if length > CONTENT:
            break
        told.append(part)
    return "".join(told)


def _elements(content: Iterator[Paragraph | Table], depth: int = 0) -> Iterator[str]:
    from docx.text.paragraph import Paragraph  # noqa: PLC0415 - see above

    for one in content:
        if not isinstance(one, Paragraph):
            if depth < DEEPEST:
                yield _table(one, depth)
        elif one.text.strip():
            yield _paragraph(one)


def _paragraph(paragraph: Paragraph) -> str:
    style = _style(paragraph)
    text = escape(paragraph.text.strip()).replace("\n", "<br>")
    level = HEADING.match(style)
    if level or style == "title":
        depth = min(int(level[1]), 6) if level else 1
        return f"<h{depth}>{text}</h{depth}>"
    if "quote" in style:
        return f"<blockquote>{text}</blockquote>"
    return f"<li>{text}</li>" if style.startswith("list") else f"<p>{text}</p>"


def _table(table: Table, depth: int) -> str:
    """Cells that span several columns are told once."""
    rows = []
    for row in table.rows:
        cells = {id(cell._tc): cell for cell in row.cells}.values()  # noqa: SLF001 - what makes two cells one
        told = (_joined(_elements(cell.iter_inner_content(), depth + 1)) for cell in cells)
        rows.append("".join(f"<td>{cell}</td>" for cell in told))
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def _style(paragraph: Paragraph) -> str:
    style = paragraph.style
    return (style.name or "").lower() if style else ""
