"""An edition prints of a story what tells it, within the share of its texts."""

from __future__ import annotations

import pytest

from newsletter.digest.lens import load_lenses
from newsletter.digest.options import DigestOptions
from newsletter.digest.summarise import summarise_story
from newsletter.text.leaning import introduced, lean
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
