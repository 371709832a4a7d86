"""The body of a story in pieces, in the order in which it is told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from newsletter.model import Item, Quote
    from newsletter.model import Line as Place
    from newsletter.render.changes import ChangeView, CorrectionView
    from newsletter.render.numbers import Number
    from newsletter.render.stories import Labelled, Line, Passage, StoryView
    from newsletter.render.telling import ValueView

Told = TypeVar("Told")


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands together: all of a story, or of one that an editor laid out, some of a kind.

    `written` is the editor's Markdown.
    """

    sentences: tuple[Line, ...] = ()
    passages: tuple[Passage, ...] = ()
    bullets: tuple[Labelled, ...] = ()
    changes: tuple[ChangeView, ...] = ()
    corrections: tuple[CorrectionView, ...] = ()
    differences: tuple[tuple[ValueView, ...], ...] = ()
    numbers: tuple[Number, ...] = ()
    written: str = ""


def pieces(
    item: Item, story: StoryView, passages: Callable[[Sequence[Quote]], tuple[Passage, ...]]
) -> tuple[Piece, ...]:
    """The story's body; `passages` puts neighbouring sentences together."""
    if not item.lines:
        return (_whole(story),)
    return tuple(_pieces(item, story, passages))


def is_written(body: Sequence[Piece]) -> bool:
    """Whether the editor wrote some of it."""
    return any(piece.written for piece in body)


def briefer(body: Sequence[Piece], most: int, numbers: Sequence[Number]) -> tuple[Piece, ...]:
    """The body with at most so many bullets, and of its table these rows."""
    return tuple(_briefer(body, most, tuple(numbers)))


def _briefer(body: Sequence[Piece], left: int, numbers: tuple[Number, ...]) -> Iterator[Piece]:
    for piece in body:
        yield replace(piece, bullets=piece.bullets[:left], numbers=numbers if piece.numbers else ())
        left = max(0, left - len(piece.bullets))


def _whole(story: StoryView) -> Piece:
    return Piece(
        story.sentences,
        story.passages,
        story.bullets,
        story.changes,
        story.corrections,
        story.telling.differences,
        story.numbers,
    )


def _pieces(
    item: Item, story: StoryView, passages: Callable[[Sequence[Quote]], tuple[Passage, ...]]
) -> Iterator[Piece]:
    for kind, run in groupby(item.lines, key=lambda line: line.kind):
        places = tuple(run)
        match kind:
            case "sentence":
                quotes = _taken(item.summary.sentences, places)
                yield Piece(sentences=_taken(story.sentences, places), passages=passages(quotes))
            case "bullet":
                yield Piece(bullets=_taken(story.bullets, places))
            case "change":
                yield Piece(changes=_taken(story.changes, places))
            case "correction":
                yield Piece(corrections=_taken(story.corrections, places))
            case "difference":
                yield Piece(differences=_taken(story.telling.differences, places))
            case "numbers":
                yield Piece(numbers=story.numbers)
            case "written":
                for one in _taken(item.written, places):
                    yield Piece(written=one.text)


def _taken(values: Sequence[Told], places: Sequence[Place]) -> tuple[Told, ...]:
    return tuple(values[place.number] for place in places if 0 <= place.number < len(values))
