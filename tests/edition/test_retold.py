"""Who copied whom and who differs is found again in the stored texts, or named."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from newsletter.digest.telling import telling
from newsletter.edition.compose import Frame, Told, compose
from newsletter.edition.verify import verify
from newsletter.model import Coverage, Edition, Entry, Quote, Report, Span, Story, Summary, Telling
from newsletter.text.reading import read, revision

if TYPE_CHECKING:
    from newsletter.model import Article, Revision

TITLE = "Tugs for Trieste"
WIRE = (
    "GENOA (Brackwire) - The tugs for the port of Trieste will cost 96 million euros to build, yard"
    " Pellestri said on Tuesday. It rained when the governor signed the contract in the old hall."
)
COPY = WIRE.partition(" - ")[2]
OTHER = "Pellestri told guests that the tugs would cost 108 million euros to build. They clapped."


def told(source: str, text: str) -> Article:
    entry = Entry(source, source, "f", source, link=f"https://{source.lower()}.example/tugs")
    return read(entry, revision(TITLE, text))


ARTICLES = (told("Tide", COPY), told("Brackwire", WIRE), told("Weld", COPY), told("Quay", OTHER))


@pytest.fixture
def texts() -> dict[str, Revision]:
    return {one.revision.id: one.revision for one in ARTICLES}


@pytest.fixture
def tugs(frame: Frame) -> Edition:
    first = ARTICLES[0].revision.id
    sentence = ARTICLES[0].sentences[0]
    summary = Summary(
        Quote(TITLE, Span(first, "title", 0, len(TITLE))),
        (Quote(ARTICLES[0].text_of(sentence), Span(first, "text", sentence.start, sentence.end)),),
    )
    story = Told(Story("tugs", ARTICLES), summary, telling=telling(ARTICLES))
    return compose((story,), (), frame, Coverage(entries=4, stories=1))


def changed(edition: Edition, new: Telling) -> Edition:
    return replace(edition, items=(replace(edition.items[0], telling=new),))


def test_a_copy_to_the_letter_is_a_source_of_its_own(tugs: Edition) -> None:
    assert [one.name for one in tugs.sources] == ["Tide", "Brackwire", "Weld", "Quay"]
    assert tugs.sources[0].revision == tugs.sources[2].revision
    assert tugs.items[0].sources == (1, 2, 3, 4)


def test_reports_and_differences_hold_as_they_were_composed(
    tugs: Edition, texts: dict[str, Revision]
) -> None:
    story = tugs.items[0].telling
    assert story.reports == (Report((0, 1, 2), 1), Report((3,)))
    assert [one.figures[0].text for one in story.differences[0].quotes] == [
        "96 million euros",
        "108 million euros",
    ]
    assert verify(tugs, texts, telling) == ()


def test_a_report_that_was_made_up_is_named(tugs: Edition, texts: dict[str, Revision]) -> None:
    story = tugs.items[0].telling
    more = replace(story, reports=(*story.reports[:1], Report((2,)), Report((3,))))
    assert verify(changed(tugs, more), texts, telling) == (
        "story 1, independent reports: 3 are told of, the texts hold 2",
    )
    other = replace(story, reports=(Report((0, 1, 2), 0), Report((3,))))
    (problem,) = verify(changed(tugs, other), texts, telling)
    assert "another origin" in problem


def test_a_difference_that_was_changed_is_named(tugs: Edition, texts: dict[str, Revision]) -> None:
    story = tugs.items[0].telling
    mine, theirs = story.differences[0].quotes
    (figure,) = theirs.figures
    wrong = replace(theirs, figures=(replace(figure, value=999e6),))
    problems = verify(
        changed(
            tugs, replace(story, differences=(replace(story.differences[0], quotes=(mine, wrong)),))
        ),
        texts,
        telling,
    )
    assert any("difference 1: the figure" in one for one in problems)
    assert any("difference 1: the sources do not differ so" in one for one in problems)
    dropped = verify(changed(tugs, replace(story, differences=())), texts, telling)
    assert dropped == ("story 1, differences: 0 of 1 are told",)


def test_what_cannot_be_read_again_is_named(tugs: Edition, texts: dict[str, Revision]) -> None:
    del texts[ARTICLES[3].revision.id]
    problems = verify(tugs, texts, telling)
    assert any("independent reports: not all of its texts are there" in one for one in problems)


def test_a_story_of_which_nothing_is_said_needs_no_proof(
    tugs: Edition, texts: dict[str, Revision]
) -> None:
    assert verify(changed(tugs, Telling()), texts, telling) == ()
