"""What a publisher changed in a text that was printed, sentence by sentence."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from newsletter.model import Correction, Quote, Span
from newsletter.text.wording import meaning

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsletter.model import Article

    _Pair = tuple[Quote | None, Quote | None]

ANOTHER = 0.3  # share of words below which two sentences have nothing to do with each other
REWRITTEN = 0.5  # share of new sentences from which a text is another one, not a corrected one
_MOST = 500  # sentences of each text that are compared, at most some 0.1 s


@dataclass(frozen=True, slots=True)
class _Piece:
    quote: Quote
    words: tuple[str, ...]


def edits(before: Article, after: Article) -> tuple[Correction, ...]:
    """What the text said before beside what it says now, its title first; `None` for nothing.

    Commas, white space, quotation marks and capitals are no edits, nor is a sentence that moved.
    """
    found = (*_title(before, after), *_sentences(_pieces(before), _pieces(after)))
    was, now = before.revision.id, after.revision.id
    return tuple(Correction(was, now, *pair) for pair in found)


def is_rewritten(before: Article, after: Article) -> bool:
    """Whether most of the text is new: another text under the old address, or more of it."""
    known = Counter(piece.words for piece in _pieces(before))
    found = [piece.words for piece in _pieces(after)]
    fresh = sum(1 for words in found if not known[words])
    return fresh > len(found) * REWRITTEN and fresh > 1


def _title(before: Article, after: Article) -> Iterator[_Pair]:
    old, new = before.revision, after.revision
    if old.title and new.title and meaning(old.title) != meaning(new.title):
        yield (
            Quote(old.title, Span(old.id, "title", 0, len(old.title))),
            Quote(new.title, Span(new.id, "title", 0, len(new.title))),
        )


def _pieces(article: Article) -> list[_Piece]:
    found = []
    for sentence in article.sentences[:_MOST]:
        text = article.text_of(sentence)
        span = Span(article.revision.id, "text", sentence.start, sentence.end)
        if words := meaning(text):
            found.append(_Piece(Quote(text, span), words))
    return found


def _sentences(old: Sequence[_Piece], new: Sequence[_Piece]) -> Iterator[_Pair]:
    moved = {piece.words for piece in old} & {piece.words for piece in new}
    matcher = SequenceMatcher(None, [p.words for p in old], [p.words for p in new], autojunk=False)
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind != "equal":
            yield from _paired(
                [piece for piece in old[start:end] if piece.words not in moved],
                [piece for piece in new[first:last] if piece.words not in moved],
            )


def _paired(old: list[_Piece], new: list[_Piece]) -> Iterator[_Pair]:
    """Each new sentence with the old one that it is most like; the rest by themselves."""
    for piece in new:
        likest = max(old, key=lambda one: _share(one, piece), default=None)
        if likest is not None and _share(likest, piece) >= ANOTHER:
            old.remove(likest)
            yield likest.quote, piece.quote
        else:
            yield None, piece.quote
    for piece in old:
        yield piece.quote, None


def _share(one: _Piece, other: _Piece) -> float:
    common = sum((Counter(one.words) & Counter(other.words)).values())
    return 2 * common / (len(one.words) + len(other.words))
