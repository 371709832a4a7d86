"""Documents as sources: a file -> an entry and a revision of its text.

A document is known by its path in its folder: edited, it is a new revision of the same entry.
The same text under two names is two entries here; the store knows it by its fingerprint.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsletter.errors import ParseError, SourceError
from newsletter.model import Entry
from newsletter.sources.decoding import is_binary
from newsletter.sources.files import read_file, written
from newsletter.sources.identity import entry_id
from newsletter.sources.readers import OFFICE, read_document
from newsletter.text.reading import revision
from newsletter.text.safe import plain

if TYPE_CHECKING:
    from pathlib import Path

    from newsletter.model import Revision

BIGGEST = 20_000_000  # bytes of a document: a book is smaller


def read_seed(path: Path, folder: Path | None = None, feed: str = "") -> tuple[Entry, Revision]:
    """A document's entry and text. Its id comes from `feed` and its path within `folder`.

    `folder` is the file's own by default, `feed` that folder's name. Without a date in it a
    document is undated: a file's time says when it was copied. Raises SourceError for a file
    that cannot be read, ParseError for one that holds no text.
    """
    if folder is not None and not _is_inside(path, folder):
        raise SourceError(str(path), "leads out of its folder")
    data = read_bytes(path)
    document = read_document(data, path.suffix.lower(), str(path))
    if not (document.text or document.title):
        raise ParseError(str(path), "holds no text")
    home = folder or path.parent
    guid = written(path.relative_to(home).as_posix())
    feed = feed or written(home.resolve().name)
    entry = Entry(
        id=entry_id(feed, guid),
        source=document.source or " ".join(plain(written(path.name)).split()),
        feed=feed,
        guid=guid,
        title=document.title,
        link=document.link,
        published=document.published,
        author=document.author,
        language=document.language,
        topic=document.topic,
        content=document.content,
        content_type=document.content_type,
    )
    return entry, revision(document.title, document.text, document.blocks, document.language)


def _is_inside(path: Path, folder: Path) -> bool:
    try:
        return path.is_relative_to(folder) and path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # a link that leads to itself
        return False


def read_bytes(path: Path) -> bytes:
    """A document's bytes.

    Raises SourceError or ParseError for what is missing, no file, empty, too large or no text.
    """
    where = str(path)
    data = read_file(path, where, BIGGEST)
    if not data.strip():
        raise ParseError(where, "is empty")
    if path.suffix.lower() not in OFFICE and is_binary(data):
        raise ParseError(where, "is not text; .txt, .md, .html, .eml, .pdf, .docx can be read")
    return data
