"""An edition prints of a story what tells it, within the share of its texts."""

from __future__ import annotations

import pytest

from newsletter.digest.lens import load_lenses
from newsletter.digest.options import DigestOptions
from newsletter.digest.summarise import summarise_story
from newsletter.text.leaning import introduced, lean
from newsletter.text.reacting import reacts
from newsletter.text.reading import article
from newsletter.text.share import Share

LENSES = load_lenses()
TITLE = "Zenura Bank's profit rises"
NEWS = """Zenura Bank posted net profit of 148 million crowns for the third quarter, up 12%, it
said on Monday. Ms Abara said that the bank would close four branches in the north.

It also bought a stake of 9% in the payment firm Tolva for 31 million crowns. The move had been
expected. Energy for its branches was 5.1% cheaper than in the second quarter. That compares with
a rise of 3% a year earlier. Grace Abara has led the bank since May."""


@pytest.mark.parametrize("share", [0.0, 0.15, 0.4, 1.0])
def test_no_sentence_speaks_of_what_readers_were_not_told(share: float) -> None:
    one = article(NEWS, title=TITLE, language="en")
    made = summarise_story([one], LENSES, DigestOptions(), apart=True, share=share)
    told = TITLE
    for quote in made.sentences:
        assert lean(quote.text, told, introduced(NEWS)) is None
        told += f" {quote.text}"


def test_where_little_may_be_quoted_the_lead_tells_the_story() -> None:
    one = article(NEWS, title=TITLE, language="en")
    made = summarise_story([one], LENSES, DigestOptions(), apart=True, share=0.15)
    assert [quote.text[:24] for quote in made.sentences] == ["Zenura Bank posted net p"]
    assert all(bullet.quote.span.start > 100 for bullet in made.bullets)


@pytest.mark.parametrize("share", [0.0, 0.15, 0.4])
def test_what_is_chosen_keeps_within_the_share(share: float) -> None:
    one = article(NEWS, title=TITLE, language="en")
    made = summarise_story([one], LENSES, DigestOptions(sentences=4), apart=True, share=share)
    room = Share(share, {one.revision.id: len(NEWS)})
    quotes = (*made.sentences, *(bullet.quote for bullet in made.bullets))
    assert all(room.take(quote.span) for quote in quotes)


@pytest.mark.parametrize("share", [0.0, 0.15, 0.5, 1.0])
def test_what_is_said_of_another_company_is_not_told_as_of_the_first(share: float) -> None:
    text = (
        "Tarvel Ltd has sued its rival Moorage for $90 million over three patents, it said on"
        " Monday. Moorage denied the claims and said that it would fight them in court. Its shares"
        " lost 7%. A judge in Brellin hears the case in May."
    )
    one = article(text, title="Tarvel sues rival", language="en")
    made = summarise_story([one], LENSES, DigestOptions(sentences=2), apart=True, share=share)
    told = {quote.text for quote in made.sentences}
    if not any(sentence.startswith("Moorage denied") for sentence in told):
        assert not any("Its shares" in bullet.quote.text for bullet in made.bullets)


def test_a_text_of_which_every_sentence_leans_is_told_nevertheless() -> None:
    one = article("He said so. But they left. It rained.", title="A day", language="en")
    assert summarise_story([one], LENSES, DigestOptions(), apart=True, share=0.15).sentences


def test_other_languages_are_not_judged_by_english_words() -> None:
    german = "Also baut Corvel zwei Fähren. So will die Werft wachsen. Die Stadt freut sich sehr."
    one = article(german, title="Corvel baut", language="de")
    assert summarise_story([one], LENSES, DigestOptions(), apart=True).sentences


CALLED = "Unions called the decision a betrayal. Workers wept."
FEARED = """The move had been feared since May. Corvel will close its yard in Halden by the summer
and cut 900 jobs, the shipbuilder said on Monday. It blames the price of steel."""
REPORTS = (
    ("Corvel to close Halden yard", CALLED),
    ("Yard at Halden closes with 900 jobs", FEARED),
)


@pytest.mark.parametrize("share", [0.15, 1.0])
@pytest.mark.parametrize("reports", [REPORTS, REPORTS[::-1]])
@pytest.mark.parametrize("sentences", [1, 2, 3])
def test_a_story_of_many_reports_begins_with_what_stands_by_itself(
    share: float, reports: tuple[tuple[str, str], ...], sentences: int
) -> None:
    read = [article(text, title=title, language="en") for title, text in reports]
    options = DigestOptions(sentences=sentences)
    made = summarise_story(read, LENSES, options, apart=True, share=share)
    first = made.sentences[0].text
    assert lean(first) is None
    assert not reacts(first)
    assert share == 1 or first.startswith("Corvel will close")


def test_the_sentence_that_the_headline_speaks_of_goes_first() -> None:
    text = (
        "Salt has been found on the comet Varn, which hints at water inside it, a team said. The"
        " probe Corvane collected 1,300 grains in May, when it passed the comet at 74 kilometres."
    )
    one = article(text, title="Probe finds salt on comet, a hint of water inside", language="en")
    made = summarise_story([one], LENSES, DigestOptions(sentences=1), apart=True, share=0.15)
    assert [quote.text[:9] for quote in made.sentences] == ["Salt has "]


def test_in_another_language_too_the_sentence_of_the_headline_goes_first() -> None:
    text = (
        "Aus einem Vorort kamen 24 Helfer, und auf dem Markt verteilten sie bis zum Abend Suppe"
        " und 300 Decken. Die Werft Corvel baut in Halden zwei Fähren für 90 Millionen Euro."
    )
    one = article(text, title="Corvel baut zwei Fähren in Halden", language="de")
    made = summarise_story([one], LENSES, DigestOptions(sentences=1), apart=True, share=0.15)
    assert made.sentences[0].text.startswith("Die Werft")
