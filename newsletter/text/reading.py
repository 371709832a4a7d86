"""Text -> revision -> article. The text is taken as given: offsets refer to exactly that."""

from __future__ import annotations

from hashlib import sha256

from newsletter.model import Article, Block, Entry, Revision
from newsletter.text.blocks import marked_blocks, plain_blocks
from newsletter.text.language import detect
from newsletter.text.sentences import sentences

_SUBTAG = range(2, 4)  # letters of a language subtag


def revision_id(title: str, text: str) -> str:
    """The SHA-256 of title, NUL and text, in hexadecimal."""
    return sha256(f"{title}\0{text}".encode("utf-8", "surrogatepass")).hexdigest()


def revision(
    title: str, text: str, blocks: tuple[Block, ...] | None = None, language: str = ""
) -> Revision:
    """A state of a text.

    Blocks are found in the text where none are given; a given language is believed.
    """
    found = plain_blocks(text) if blocks is None else marked_blocks(text, blocks)
    spoken = _primary(language) or detect(text)
    return Revision(revision_id(title, text), title, text, found, spoken)


def read(entry: Entry, revision: Revision) -> Article:
    """The entry with its text cut into sentences."""
    language = "en" if revision.language == "und" else revision.language
    return Article(entry, revision, sentences(revision.text, revision.blocks, language))


def article(
    text: str, *, title: str = "", language: str = "", entry: Entry | None = None
) -> Article:
    """One plain text as an article, never normalised; without an entry it stands for itself."""
    state = revision(title, text, language=language)
    own = entry or Entry(id=state.id, source="", feed="", guid=state.id, title=title)
    return read(own, state)


def _primary(language: str) -> str:
    """The primary subtag: `de` of `de-AT`, `DE` and `de_CH`; nothing of what is no tag."""
    subtag = language.strip().lower().replace("_", "-").partition("-")[0]
    return subtag if subtag.isascii() and subtag.isalpha() and len(subtag) in _SUBTAG else ""
