from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.digest.edits import edits, is_rewritten
from newsletter.text.reading import article

TITLE = "Bridge closed after cracks are found"
TEXT = (
    "The city closed the bridge on Monday. Some 28,000 vehicles use it every day."
    " The closure lasts three weeks. Buses take a detour."
)
PRINTED = article(TEXT, title=TITLE)


def said(text: str, title: str = TITLE) -> list[tuple[str, str]]:
    found = edits(PRINTED, article(text, title=title))
    return [(e.before.text if e.before else "", e.after.text if e.after else "") for e in found]


def test_an_edit_is_shown_as_what_was_said_and_what_is_said_now() -> None:
    assert said(TEXT.replace("three", "five")) == [
        ("The closure lasts three weeks.", "The closure lasts five weeks.")
    ]


def test_a_sentence_may_come_or_go() -> None:
    assert said(TEXT.replace(" Buses take a detour.", "")) == [("Buses take a detour.", "")]
    assert said(TEXT + " A diver found the cracks.") == [("", "A diver found the cracks.")]


def test_the_title_comes_first() -> None:
    assert said(TEXT + " A diver found the cracks.", "Bridge closed") == [
        (TITLE, "Bridge closed"),
        ("", "A diver found the cracks."),
    ]


def test_a_comma_white_space_and_a_moved_sentence_are_nothing() -> None:
    assert said(TEXT.replace("vehicles", "vehicles,").replace(" Buses", "\n\nBuses")) == []
    first, *rest = TEXT.split(". ")
    assert said(". ".join([*rest[:-1], first, rest[-1]])) == []


def test_a_text_that_is_mostly_new_is_another_one() -> None:
    more = TEXT + "".join(f" Diver {n} found crack {n} of {n} metres." for n in range(30, 40))
    assert is_rewritten(PRINTED, article(more, title=TITLE))
    assert not is_rewritten(PRINTED, article(TEXT + " A diver found them.", title=TITLE))


@given(st.lists(st.sampled_from(TEXT.split(". ")), max_size=6), st.text(max_size=80))
@settings(max_examples=40, deadline=None)
def test_every_correction_quotes_both_texts_and_none_says_the_same(
    parts: list[str], more: str
) -> None:
    now = article(". ".join([*parts, more]), title=TITLE)
    for edit in edits(PRINTED, now):
        assert (edit.was, edit.now) == (PRINTED.revision.id, now.revision.id)
        for quote, text in ((edit.before, PRINTED), (edit.after, now)):
            if quote:
                assert quote.text == text.revision.text[quote.span.start : quote.span.end]
        assert edit.before != edit.after
    assert edits(now, now) == ()
