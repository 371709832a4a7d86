"""A file or standard input -> one article, or one clear line on why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsletter.errors import ParseError
from newsletter.text.reading import article, read

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

    from newsletter.model import Article


def read_file(path: Path) -> Article:
    """The file as an article; raises SourceError for what is missing, empty or no document."""
    from newsletter.sources.seeds import read_seed

    entry, state = read_seed(path)
    return _worded(str(path), read(entry, state))


def read_stream(stream: BinaryIO) -> Article:
    """Plain UTF-8 text, exactly as it comes."""
    body = stream.read()
    if b"\0" in body:
        raise ParseError("standard input", "is not text: it holds NUL bytes")
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ParseError("standard input", f"is not UTF-8 at byte {error.start + 1}") from None
    return _worded("standard input", article(text))


def _worded(where: str, read_article: Article) -> Article:
    revision = read_article.revision
    if not revision.text.strip() and not revision.title.strip():
        raise ParseError(where, "is empty: there is no text to summarise")
    return read_article
