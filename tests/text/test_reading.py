from __future__ import annotations

from hashlib import sha256

from newsletter.text.reading import article, revision


def test_an_article_keeps_its_text_as_given() -> None:
    text = "  Harbour Mills rose 4%.\r\n\r\nIt plans a second mill. \n"
    read = article(text, title="Mills")
    assert read.revision.text == text
    assert [read.text_of(sentence) for sentence in read.sentences] == [
        "Harbour Mills rose 4%.",
        "It plans a second mill.",
    ]


def test_a_revision_is_named_by_the_hash_of_title_and_text() -> None:
    assert revision("a", "b").id == sha256(b"a\0b").hexdigest()
    assert revision("a", "b").id != revision("", "a\0b").id


def test_a_given_language_wins_and_is_cut_to_its_primary_subtag() -> None:
    assert revision("", "Hello there.", language="de-AT").language == "de"


def test_a_language_that_is_no_tag_is_found_in_the_text_instead() -> None:
    text = "The company said on Tuesday that it would build a second plant."
    assert revision("", text, language="English, please").language == "en"


def test_half_a_surrogate_pair_is_text_too() -> None:
    assert article("Ends in \ud83d half a sign.").revision.id
