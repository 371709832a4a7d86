"""An edition is verified on what it says has changed, from both texts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from newsletter.edition.compose import Frame, Told, compose
from newsletter.edition.verify import verify
from newsletter.model import (
    Change,
    Correction,
    Coverage,
    Edition,
    Entry,
    Quote,
    Revision,
    Span,
    Story,
    Summary,
)
from newsletter.text.figures import figures
from newsletter.text.reading import article

if TYPE_CHECKING:
    from newsletter.model import Article, Item

SLOT = datetime(2026, 11, 20, 6, tzinfo=UTC)
TITLE = "Short interest in Brackwater rises"
WAS = "Short interest in Brackwater was 3.0 % on Friday. The report is due in March."
NOW = "Short interest in Brackwater climbed to 3.2 % on Monday. Nobody wished to comment."
EDITED = WAS.replace("March", "April")


def read(entry: str, text: str) -> Article:
    return article(text, title=TITLE, entry=Entry(entry, entry, entry, entry, TITLE))


BEFORE, AFTER, LATER = read("a", WAS), read("b", NOW), read("a", EDITED)


def quote(told: Article, sentence: int, *, bare: bool = False) -> Quote:
    place = told.sentences[sentence]
    text = told.text_of(place)
    found = tuple(
        replace(one, start=one.start + place.start, end=one.end + place.start)
        for one in figures(text)
    )
    span = Span(told.revision.id, "text", place.start, place.end)
    return Quote(text, span, () if bare else found)


def headline(told: Article) -> Quote:
    return Quote(TITLE, Span(told.revision.id, "title", 0, len(TITLE)))


CHANGE = Change(
    quote(BEFORE, 0),
    quote(AFTER, 0),
    Quote("Short interest in Brackwater", Span(AFTER.revision.id, "text", 0, 28)),
)
CORRECTION = Correction(
    BEFORE.revision.id,
    LATER.revision.id,
    quote(BEFORE, 1, bare=True),
    quote(LATER, 1, bare=True),
)


@pytest.fixture
def edition(frame: Frame) -> Edition:
    update = Told(
        Story("one", (AFTER,)),
        Summary(headline(AFTER), (quote(AFTER, 1, bare=True),), (), (AFTER.revision.id,)),
        "update",
        "morning/2026-11-22T0700",
        changes=(CHANGE,),
        quoted=(BEFORE,),
    )
    revised = Told(
        Story("two", (LATER,)),
        Summary(headline(LATER), (), (), (LATER.revision.id,)),
        "revised",
        "morning/2026-11-22T0700",
        corrections=(CORRECTION,),
        quoted=(BEFORE,),
    )
    return compose((update, revised), (), frame, Coverage(stories=2))


@pytest.fixture
def texts() -> dict[str, Revision]:
    return {one.revision.id: one.revision for one in (BEFORE, AFTER, LATER)}


def told(edition: Edition, texts: dict[str, Revision], place: int, **fields: object) -> str:
    """What `verify` says of the edition with these fields of an item put in place of its own."""
    items = list(edition.items)
    items[place] = replace(items[place], **fields)  # type: ignore[arg-type]
    return "\n".join(verify(replace(edition, items=tuple(items)), texts))


def item_of(edition: Edition, place: int) -> Item:
    return edition.items[place]


def test_what_was_composed_holds_and_names_its_sources(
    edition: Edition, texts: dict[str, Revision]
) -> None:
    assert verify(edition, texts) == ()
    assert {source.revision for source in edition.sources} == set(texts)
    assert [len(item.sources) for item in edition.items] == [1, 1]


def test_a_tampered_pair_is_named(edition: Edition, texts: dict[str, Revision]) -> None:
    (figure,) = CHANGE.before.figures
    invented = replace(
        CHANGE, before=replace(CHANGE.before, figures=(replace(figure, text="2.0 %", value=2.0),))
    )
    assert "change 1, before: the figure '2.0 %'" in told(edition, texts, 0, changes=(invented,))
    turned = replace(CHANGE, before=CHANGE.after, after=CHANGE.before)
    assert "'3.2 %' is not from an earlier text" in told(edition, texts, 0, changes=(turned,))
    same = replace(CHANGE, before=CHANGE.after)
    assert "are not two values of one quantity" in told(edition, texts, 0, changes=(same,))
    bare = replace(CHANGE, after=replace(CHANGE.after, figures=()))
    assert "each side tells one figure" in told(edition, texts, 0, changes=(bare,))
    words = replace(CHANGE, before=replace(CHANGE.before, text=CHANGE.before.text + "!"))
    assert "change 1, before: the source does not say" in told(edition, texts, 0, changes=(words,))


def test_a_label_is_of_the_sentence(edition: Edition, texts: dict[str, Revision]) -> None:
    strange = replace(CHANGE, label=Quote("Nobody", Span(AFTER.revision.id, "text", 57, 63)))
    assert "does not speak of 'Nobody'" in told(edition, texts, 0, changes=(strange,))


def test_a_correction_says_what_is_no_longer_said(
    edition: Edition, texts: dict[str, Revision]
) -> None:
    still = replace(CORRECTION, before=quote(BEFORE, 0, bare=True))
    assert "the later text still says" in told(edition, texts, 1, corrections=(still,))
    early = replace(CORRECTION, after=quote(LATER, 0, bare=True))
    assert "the earlier text said" in told(edition, texts, 1, corrections=(early,))
    empty = replace(CORRECTION, before=None, after=None)
    assert "it says nothing" in told(edition, texts, 1, corrections=(empty,))
    other = replace(CORRECTION, now=AFTER.revision.id, after=None)
    assert "not one article's" in told(edition, texts, 1, corrections=(other,))
    lost = replace(CORRECTION, was="f" * 64, before=None)
    assert "the store has no text ffff" in told(edition, texts, 1, corrections=(lost,))


def test_a_mark_fits_what_is_told(edition: Edition, texts: dict[str, Revision]) -> None:
    assert "its mark is 'update'" in told(edition, texts, 0, since="")
    assert "nothing before it" in told(edition, texts, 0, mark="new", since="")
    assert "revised, and nothing was" in told(edition, texts, 1, corrections=())
    nothing = replace(item_of(edition, 0).summary, sentences=())
    assert "tells nothing new" in told(edition, texts, 0, summary=nothing, changes=())


def test_the_course_of_a_figure_is_proved(frame: Frame) -> None:
    """Each value is quoted from a text of its own day, and days follow each other."""
    said = ("3.0 % on Monday", "3.2 % on Tuesday", "3.4 % on Wednesday")
    first, second, third = (
        article(
            f"Short interest in Brackwater was {one}. Nobody wished to comment.",
            title=TITLE,
            entry=Entry(f"d{day}", "s", "f", "g", TITLE, published=SLOT + timedelta(days=day)),
        )
        for day, one in enumerate(said)
    )
    change = Change(quote(second, 0), quote(third, 0), None, (quote(first, 0),))
    update = Told(
        Story("one", (third,)),
        Summary(headline(third), (quote(third, 1, bare=True),), (), (third.revision.id,)),
        "update",
        "morning/2026-11-22T0700",
        changes=(change,),
        quoted=(first, second),
    )
    made = compose((update,), (), frame, Coverage(stories=1))
    texts = {one.revision.id: one.revision for one in (first, second, third)}
    assert verify(made, texts) == ()
    other = replace(change, course=(replace(quote(first, 0), text="Short interest was 2 %."),))
    assert "the source does not say" in told(made, texts, 0, changes=(other,))
    same = replace(change, course=(quote(second, 0),))
    assert "are not two values of one quantity" in told(made, texts, 0, changes=(same,))
    later = replace(change, before=quote(first, 0), course=(quote(second, 0),))
    assert "was not told before" in told(made, texts, 0, changes=(later,))
    bare = replace(change, course=(quote(first, 0, bare=True),))
    assert "each value of its course is one figure" in told(made, texts, 0, changes=(bare,))
