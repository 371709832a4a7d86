"""A PDF's text as HTML. pypdf's one door; runs in the guarded child, as PDFs can be bombs."""

from __future__ import annotations

import re
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING

from newsletter.sources.raw import CONTENT, TITLE, capped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdf import PdfReader

PAGES = 500  # more is a book
HYPHEN = re.compile(r"(?<=[^\W\d_]{2})[-\u00ad\u2010]\n(?=[a-zà-ÿ])")
PARAGRAPHS = re.compile(r"\n[ \t]*\n")
FOLIO = re.compile(r"(?:page )?\d{1,4}(?: (?:of|/) \d{1,4})?", re.IGNORECASE)
TOOLS = re.compile(
    r"^(?:untitled|microsoft word - |document\d*$)|\.(?:docx?|indd|tex|dvi)$", re.IGNORECASE
)


def read(data: bytes) -> str:
    """The document as a page of HTML: title, date and author where it tells them, and its text.

    Raises what pypdf raises, PermissionError for one that needs a password.
    """
    from pypdf import PdfReader  # noqa: PLC0415 - an extra, and 0.2 s that only the child pays

    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted and not _is_open(reader):
        raise PermissionError("is encrypted; save it without a password")
    body = capped("".join(_paragraphs(reader)), CONTENT)
    return f"<html><head>{''.join(_about(reader))}</head><body>{body}</body></html>"


def _is_open(reader: PdfReader) -> bool:
    """Many are encrypted with no password, only to forbid printing."""
    from pypdf.errors import DependencyError  # noqa: PLC0415 - see above

    try:
        return bool(reader.decrypt(""))
    except (DependencyError, NotImplementedError):
        return False


def _about(reader: PdfReader) -> Iterator[str]:
    about = reader.metadata
    if about is None:
        return
    title = " ".join((about.title or "").split())
    if title and not TOOLS.search(title):
        yield f"<title>{escape(title[:TITLE])}</title>"
    try:
        made = about.creation_date
    except ValueError:  # "yesterday"
        made = None
    for name, value in (("author", about.author), ("date", made.isoformat() if made else "")):
        if value:
            yield f'<meta name="{name}" content="{escape(value[:TITLE])}">'


def _paragraphs(reader: PdfReader) -> Iterator[str]:
    """Lines stay apart by <br>: whoever reads the HTML knows which of them run on."""
    length = 0
    for page in reader.pages[:PAGES]:
        text = HYPHEN.sub("", page.extract_text())
        for paragraph in PARAGRAPHS.split(text):
            lines = [line.strip() for line in paragraph.split("\n")]
            told = [escape(line) for line in lines if line and not FOLIO.fullmatch(line)]
            if told:
                yield f"<p>{'<br>'.join(told)}</p>"
                length += sum(map(len, told))
        if length > CONTENT:
            return
