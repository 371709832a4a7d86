"""Made-up editions with every part that a template may meet, to try templates with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, get_args

from newsletter.model import (
    Bullet,
    Change,
    Context,
    Correction,
    Coverage,
    Difference,
    Edition,
    Figure,
    Item,
    Line,
    Masthead,
    Picture,
    Quote,
    Report,
    Source,
    Span,
    Summary,
    Telling,
    Trouble,
    Written,
)
from newsletter.model.editions import LineKind

if TYPE_CHECKING:
    from newsletter.edition.compose import Frame

STORIES = 7  # more than a page lists in one column
CROWD = 200  # headlines; a mail has no room for all of them
SINCE = "morning/2026-11-22T0700"
OWN = Written("A word of **ours**, with a [link](https://quay.example/).")


@dataclass(frozen=True, slots=True)
class Words:
    """One language's sentence with a place for a figure, and a title."""

    language: str
    title: str
    sentence: str


ENGLISH = Words("en", "Alder Quay counts its boxes", "Alder Quay moved {} thousand boxes that day.")
ARABIC = Words("ar", "رصيف النخيل يحصي صناديقه", "نقل رصيف النخيل {} ألف صندوق في ذلك اليوم.")


def samples(frame: Frame) -> tuple[Edition, ...]:
    """One with all that there can be, and one from right to left; of files; crowded; of nothing."""
    whole = _whole(frame, ENGLISH)
    bare = replace(whole, masthead=Masthead(), introduction=None, closing=None, contexts=())
    told = _told(0, ENGLISH)
    summary = replace(told.summary, headline=None, bullets=())
    alone = replace(told, summary=summary, sources=(1,), telling=Telling())
    return (
        whole,
        _whole(frame, ARABIC),
        replace(bare, sources=tuple(replace(one, url=None) for one in whole.sources)),
        replace(
            bare,
            items=(alone,),
            also=(_bare(alone),) * CROWD,
            sources=whole.sources[:1],
            coverage=Coverage(),
        ),
        replace(bare, items=(), also=(), sources=()),
    )


def _whole(frame: Frame, words: Words) -> Edition:
    told = [_told(number, words) for number in range(STORIES)]
    kinds = (_update(told[0], words), _revised(told[1], words), _edited(told[2], words))
    items = (*kinds, *(replace(one, telling=Telling()) for one in told[3:]))  # a mail has room
    quotes = [quote for item in told for quote in item.summary.sentences]
    return Edition(
        id=frame.id,
        newsletter=frame.newsletter,
        title=frame.title,
        slot=frame.slot,
        as_of=frame.as_of,
        timezone=frame.timezone,
        subject=words.title,
        preheader=words.sentence.format(3),
        items=tuple(
            replace(item, section=words.title if place < 4 else "")  # noqa: PLR2004 - half of them
            for place, item in enumerate(items)
        ),
        also=(replace(_bare(told[3]), mark="update"), _bare(told[4])),
        sources=tuple(_source(number, words, frame) for number in range(STORIES)),
        coverage=Coverage(9, 8, 1, 40, STORIES, 2, (Trouble("Tidewater Daily", "timed out"),)),
        masthead=Masthead(
            sender="The Brief <brief@quay.example>",
            url="https://quay.example/brief",
            unsubscribe="https://quay.example/leave",
            address="Alder Quay\n1 Dock Road",
            list_id="brief.quay.example",
        ),
        look=replace(frame.look, footer=frame.look.footer or OWN.text),
        version=frame.version,
        contexts=tuple(Context(one.span, 0, f"{one.text} {words.title}") for one in quotes),
        introduction=OWN,
        closing=OWN,
    )


def _source(number: int, words: Words, frame: Frame) -> Source:
    """The third has no page, the fourth no date, and the fifth is known by its feed alone."""
    return Source(
        number=number + 1,
        revision=_name(number),
        entry=_name(number),
        name=f"Harbour Post {number}",
        title=words.title,
        url=None if number == 2 else f"https://quay.example/{number}",  # noqa: PLR2004 - the third
        published=None if number == 3 else frame.as_of - timedelta(days=number),  # noqa: PLR2004
        language=words.language,
        paragraphs=((0, 200),),
        feed_only=number == 4,  # noqa: PLR2004 - the fifth
    )


def _told(number: int, words: Words) -> Item:
    """A story of its source and the next one, with two figures in two bullets."""
    quote = _quote(number, words)
    return Item(
        story=f"s{number}",
        summary=Summary(
            headline=Quote(words.title, Span(_name(number), "title", 0, len(words.title))),
            sentences=(quote,),
            bullets=tuple(
                Bullet("results", "Results", _quote(one, words)) for one in _pair(number)
            ),
            sources=(_name(number),),
        ),
        sources=tuple(one + 1 for one in _pair(number)),
        language=words.language,
        topic="Quays",
        telling=Telling(
            reports=(Report((0, 1), 0),),
            differences=(Difference(tuple(_quote(one, words) for one in _pair(number))),),
        ),
    )


def _update(item: Item, words: Words) -> Item:
    """Told before: with figures that changed, one of them over days, and a picture."""
    label = Quote(item.summary.sentences[0].text[:5], Span(_name(0), "text", 0, 5))
    before, after = _quote(1, words), _quote(0, words)
    return replace(
        item,
        mark="update",
        since=SINCE,
        changes=(
            Change(before, after, label, (_quote(6, words), _quote(4, words))),
            Change(before, after),
        ),
        telling=Telling((Report((0,)), Report((1,))), item.telling.differences, 3),
        beside=(4, 5),
        picture=Picture("0" * 64, 640, 360, 1),
    )


def _revised(item: Item, words: Words) -> Item:
    """Told before, and changed by its publisher."""
    name, quote, other = _name(1), _quote(1, words), _quote(2, words)
    changed = ((quote, other), (quote, None), (None, quote))
    return replace(
        item,
        mark="revised",
        since=SINCE,
        summary=replace(item.summary, sentences=(), bullets=()),
        corrections=tuple(Correction(name, name, *one) for one in changed),
    )


def _edited(item: Item, words: Words) -> Item:
    """With words of the editor's, every kind of line beside them."""
    quote = _quote(2, words)
    return replace(
        item,
        edited=True,
        heading=Written("[Ours](https://quay.example/ours)"),
        written=(OWN,),
        changes=(Change(quote, quote),),
        corrections=(Correction(_name(2), _name(2), quote, quote),),
        lines=tuple(map(Line, get_args(LineKind))),
    )


def _bare(item: Item) -> Item:
    return replace(item, summary=replace(item.summary, sentences=(), bullets=()))


def _pair(number: int) -> tuple[int, int]:
    return number, (number + 1) % STORIES


def _name(number: int) -> str:
    return f"sample-{number}"


def _quote(number: int, words: Words) -> Quote:
    """The sentence with a figure of its own."""
    figure = str(9 - number)
    text = words.sentence.format(figure)
    start = text.index(figure)
    told = Figure(figure, start, start + 1, float(figure), "boxes", "up" if number else None)
    return Quote(text, Span(_name(number), "text", 0, len(text)), (told,))
